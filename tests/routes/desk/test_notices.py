"""A coordinator puts notices on air, and ends them."""

import re
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pydub import AudioSegment
from werkzeug.test import TestResponse

from audio.engines.espeak import Espeak
from ivr.hours import BRUSSELS_TIME
from ivr.notices import RINGING, WELCOME, Template
from routes.call.on_air import ON_AIR
from routes.desk.notice_form import NoticeForm, usual_ends
from routes.releases.following import FOLLOWER
from tests.audio.studio import record
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.desk.people import Someone, comes_in
from tests.routes.desk.telephone_page import OnThePage
from tests.routes.releases.desk_of_small import draft
from tests.small.hotline import create_small_app, line_of

NEW = "/staff/notices/new"
OWN = "/staff/notices/own"
PAGE = "/staff/notices"
HOURS = f"destinations.middle.lines.{line_of('middle')}.hours"
WAITING = {"what": "waiting", "where": RINGING, "until": "other"}


@pytest.fixture
def noticed_app(clips: object, tmp_path: Path) -> Flask:
    """A hotline of its own, since these tests change it."""
    return create_small_app(make_settings(**desk_settings(state_directory=tmp_path / "state")))


@pytest.fixture
def coordinator(noticed_app: Flask) -> Coordinator:
    person = Coordinator(noticed_app)
    assert person.log_in().status_code == 303
    return person


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def heard(person: Coordinator) -> dict[str, str]:
    """What the button of the second person says: which sounds they could listen to."""
    found = re.search(r'name="notice.heard" value="([^"]+)"', person.get("/staff/notices").text)
    return {"notice.heard": found[1]} if found else {}


def two_of(app: Flask) -> list[Someone]:
    """Anna and Bert, who need each other."""
    invites = Someone(app)
    assert invites.log_in().status_code == 303
    links = {name: invites.invites(name, "coordinator") for name in ("Anna", "Bert")}
    return [
        comes_in(app, link, name, address=f"192.0.2.{number}")
        for number, (name, link) in enumerate(links.items(), 7)
    ]


def sends(person: Coordinator, where: str, sound: AudioSegment, folder: Path) -> TestResponse:
    """Send a recording as the form does."""
    content = record(folder / "take.webm", sound).read_bytes()
    return person.client.post(
        where,
        data={"csrf_token": person.token(), "sound": (BytesIO(content), "recording")},
        base_url="https://hotline.test",
        content_type="multipart/form-data",
    )


def voice(said: str) -> AudioSegment:
    speech = Espeak().speak(said, "nl", "nl")
    around = AudioSegment.silent(400, speech.frame_rate)
    return around + speech.apply_gain(-24 - speech.dBFS) + around


def in_hours(hours: int) -> str:
    return f"{datetime.now(BRUSSELS_TIME) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"what": ""}, "what", "Choose what callers are told."),
    ({"what": "nothing"}, "what", "Choose what callers are told."),
    ({"where": "nowhere"}, "where", "Choose whom callers are told it of."),
    ({"what": "closed"}, "where", "Choose which centre it is."),
    ({"what": "closed", "where": "middle"}, "where", "Choose which centre it is."),
    ({"until": ""}, "until", "Choose until when, or write a day and a time."),
    ({"until": "tomorrow"}, "until", "Choose until when, or write a day and a time."),
    ({"end": in_hours(-1)}, "until", "Choose an end that is later than now"),
    ({"end": in_hours(24 * 40)}, "until", "and within a month."),
]


def test_a_template_is_listened_to_put_on_air_and_ended(
    noticed_app: Flask, coordinator: Coordinator
) -> None:
    chosen = {"what": "closed", "where": "north", "until": "other", "end": in_hours(26)}
    preview = coordinator.post(NEW, **chosen, listen="1").text
    assert "Centre North is shut. That ends" in words(preview)
    assert 'lang="ar" dir="rtl"' in preview
    assert "a line of Centre North is open, and rings" in words(preview)
    sounds = re.findall(r'data-sounds="(/clips/\w+\.wav) (/clips/\w+\.wav)"', preview)
    assert len({sound for pair in sounds for sound in pair}) == 10
    assert coordinator.get(sounds[0][0]).status_code == 200
    assert ON_AIR.of(noticed_app).notices == ()
    assert coordinator.post(NEW, **chosen, air="1").status_code == 303
    [notice] = ON_AIR.of(noticed_app).notices
    assert (notice.place, notice.template) == ("north", Template.CLOSED)
    page = coordinator.get("/staff/notices").text
    assert "On air" in words(page)
    assert "Put on air by the shared password, today at" in words(page)
    assert "Callers in these languages hear nothing of it: Somali." in words(page)
    assert "Notice on air until" in words(coordinator.get("/staff/").text)
    [end] = re.findall(r'action="(/staff/notices/\d+/end)"', page)
    coordinator.post(end)
    assert ON_AIR.of(noticed_app).notices == ()
    assert "No notice is on air." in words(coordinator.get("/staff/notices").text)
    assert "Ended by the shared password." in words(coordinator.get("/staff/notices").text)
    logged = words(coordinator.get("/staff/log").text)
    assert "put a notice on air: closed, north" in logged
    assert "ended a notice: closed, north" in logged


def test_a_second_notice_at_a_place_says_what_it_takes_the_place_of(
    noticed_app: Flask, coordinator: Coordinator
) -> None:
    for end in (in_hours(3), in_hours(4)):
        preview = words(coordinator.post(NEW, **WAITING, end=end, listen="1").text)
        coordinator.post(NEW, **WAITING, end=end, air="1")
    assert "It takes the place of the notice that is on air until" in preview
    assert len(ON_AIR.of(noticed_app).notices) == 1


def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(coordinator: Coordinator) -> None:
    for changes, field, told in WRONG:
        form = {**WAITING, "end": "" if "until" in changes else in_hours(3), **changes}
        refused = coordinator.post(NEW, **form, air="1")
        assert refused.status_code == 400
        assert told in refused.text
        assert f'aria-describedby="problem-{field}"' in refused.text
        assert f'name="end" value="{form["end"]}"' in refused.text


def test_a_link_about_a_centre_has_it_chosen(coordinator: Coordinator) -> None:
    page = coordinator.get(f"{NEW}?centre=north").text
    assert re.findall(r'value="(\w+)" checked', page) == ["closed", "north"]


def test_usual_ends_are_later_and_on_a_working_morning() -> None:
    friday = datetime(2026, 11, 27, 21, 7, tzinfo=BRUSSELS_TIME)
    for now, ends in (
        (friday, ["2026-11-27T23:15", "2026-11-28T09:00", "2026-11-30T09:00"]),
        (friday + timedelta(days=1), ["2026-11-28T23:15", "2026-11-29T09:00", "2026-11-30T09:00"]),
        (friday + timedelta(days=2), ["2026-11-29T23:15", "2026-11-30T09:00"]),
    ):
        assert list(_in_english(now)) == ends
        assert NoticeForm(until=ends[0]).ends(now)


def _in_english(now: datetime) -> dict[str, str]:
    with Flask("desk").test_request_context():
        return usual_ends(now)


def test_words_of_its_own_need_a_second_person(
    noticed_app: Flask, coordinator: Coordinator
) -> None:
    anna, bert = two_of(noticed_app)
    form = {"where": WELCOME, "until": "other", "end": in_hours(3)}
    empty = anna.post(OWN, **form)
    assert "Write what callers are told, in one language at least." in empty.text
    long = anna.post(OWN, **form, **{"words.nl": "Dit is veel te lang voor wie wacht. " * 7})
    assert "Shorten it: it may last 10 seconds" in long.text
    assert "Dit is veel te lang" in long.text
    wrong = anna.post(OWN, **{**form, "where": "police"}, **{"words.nl": "..."})
    assert "Choose where callers hear it." in wrong.text
    assert "The voice cannot say this." in wrong.text
    kept = anna.post(OWN, **form, **{"words.nl": "De centra zijn open.", "words.fr": "Ouvert."})
    assert kept.status_code == 303
    [agree] = re.findall(r'action="(/staff/notices/\d+/agree)"', bert.get("/staff/notices").text)
    assert agree not in anna.get("/staff/notices").text
    assert anna.post(agree, **heard(bert)).status_code == 409
    sound = re.findall(r"/staff/notices/sound/\w+\.wav", bert.get("/staff/notices").text)[0]
    assert bert.get(sound).content_type == "audio/wav"
    assert bert.get("/staff/notices/sound/nothing.wav").status_code == 404
    assert ON_AIR.of(noticed_app).notices == ()
    assert bert.post(agree).status_code == 303
    assert ON_AIR.of(noticed_app).notices == (), "not without having heard it"
    assert bert.post(agree, **heard(bert)).status_code == 303
    [notice] = ON_AIR.of(noticed_app).notices
    assert dict(notice.words) == {"fr": "Ouvert.", "nl": "De centra zijn open."}
    clips = ON_AIR.of(noticed_app).clips.values()
    assert all(bert.get(f"/clips/{clip}").status_code == 200 for clip in clips)
    assert "Anna wrote it, and Bert agreed, today at" in words(bert.get("/staff/notices").text)
    assert bert.post("/staff/notices/99/agree").status_code == 404


def test_words_of_its_own_are_said_by_who_wrote_them(noticed_app: Flask, tmp_path: Path) -> None:
    anna, bert = two_of(noticed_app)
    form = {"where": WELCOME, "until": "other", "end": in_hours(3), "words.nl": "Wij zijn open."}
    assert anna.post(OWN, **form).status_code == 303
    before = heard(bert)
    [record] = re.findall(r'href="(/staff/notices/\d+/recordings/nl)"', anna.get(PAGE).text)
    assert "recordings" not in bert.get(PAGE).text
    assert bert.get(record).status_code == 404
    assert "Wij zijn open." in anna.get(record).text
    silence = sends(anna, record, AudioSegment.silent(2000, 24_000), tmp_path)
    assert silence.status_code == 400
    assert "No voice is in it." in silence.text
    assert 'aria-describedby="problem-sound"' in silence.text
    long = sends(anna, record, voice("Wij zijn open. " * 12), tmp_path)
    assert "It may last 10 seconds" in long.text
    assert sends(anna, record, voice("Wij zijn open."), tmp_path).status_code == 303
    [agree] = re.findall(r'action="(/staff/notices/\d+/agree)"', bert.get(PAGE).text)
    bert.post(agree, **before)
    assert ON_AIR.of(noticed_app).notices == (), "Bert has heard the robot alone"
    bert.post(agree, **heard(bert))
    [clip] = ON_AIR.of(noticed_app).clips.values()
    assert clip not in before["notice.heard"]
    assert bert.get(f"/clips/{clip}").status_code == 200
    call = OnThePage(bert)
    call.press("2")
    said = {one["words"]: one["clip"] for one in call.shown["heard"]}
    assert said["Wij zijn open."] == f"/clips/{clip}", "the telephone shows what it plays"
    assert anna.get(record).status_code == 404, "it is on air"


def test_a_draft_and_another_day_have_the_notices_of_their_moment(
    noticed_app: Flask, coordinator: Coordinator
) -> None:
    """The desk's telephone calls these beside the hotline, where no notice was taken."""
    draft(FOLLOWER.of(noticed_app).store, HOURS, "", "24/7")
    queries = ("?call=draft", f"?at={in_hours(2)}", f"?at={in_hours(30)}")

    def heard_first() -> list[list[str]]:
        calls = [OnThePage(coordinator, query) for query in queries]
        return [[one["words"] for one in call.press("2")["heard"]] for call in calls]

    usual = heard_first()
    form = {"what": "works", "where": WELCOME, "until": "other", "end": in_hours(26)}
    assert coordinator.post(NEW, **form, air="1").status_code == 303
    told = heard_first()
    more = [len(now) - len(before) for now, before in zip(told, usual, strict=True)]
    assert more == [1, 1, 0], "the last call is after the end"
    [end] = re.findall(r'action="(/staff/notices/\d+/end)"', coordinator.get(PAGE).text)
    coordinator.post(end)
    assert heard_first() == usual


def test_what_no_voice_speaks_waits_for_its_recording(noticed_app: Flask, tmp_path: Path) -> None:
    anna, bert = two_of(noticed_app)
    form = {"where": WELCOME, "until": "other", "end": in_hours(3), "words.so": "Waan furannahay."}
    assert anna.post(OWN, **form).status_code == 303
    assert "Who wrote it must record it first: Somali." in words(bert.get(PAGE).text)
    [end] = re.findall(r'action="(/staff/notices/\d+)/end"', bert.get(PAGE).text)
    bert.post(f"{end}/agree", **{"notice.heard": "so:"})
    assert ON_AIR.of(noticed_app).notices == ()
    sends(anna, f"{end}/recordings/so", voice("Waan furannahay."), tmp_path)
    bert.post(f"{end}/agree", **heard(bert))
    [notice] = ON_AIR.of(noticed_app).notices
    assert dict(notice.words) == {"so": "Waan furannahay."}


def test_the_shared_password_cannot_be_the_second_person(coordinator: Coordinator) -> None:
    form = {"where": WELCOME, "until": "other", "end": in_hours(3), "words.en": "We are open."}
    assert coordinator.post(OWN, **form).status_code == 303
    page = coordinator.get("/staff/notices").text
    assert "Somebody else must listen to it and agree" in words(page)
    [end] = re.findall(r'action="(/staff/notices/\d+/end)"', page)
    assert coordinator.post(end.replace("/end", "/agree")).status_code == 403
    coordinator.post(end)
    assert "Waits for a second person" not in coordinator.get("/staff/notices").text
