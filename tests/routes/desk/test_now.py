"""The page Now, of a hotline that is well and of one that is not."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from ivr.destinations import Destination, Line
from ivr.hours import BRUSSELS_TIME
from ivr.tree import Tree
from routes.call.hotline import Hotline
from routes.desk import now as page
from routes.desk.languages import languages_status
from routes.desk.lines import lines_status
from routes.desk.status import Light, StatusItem
from routes.desk.to_do import to_do_status
from routes.operations.confirmed_lines import number_digest
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_in, desk_settings
from tests.small.hotline import create_small_app, small_hotline

SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
OFFICE = "Mo-Fr 09:00-17:00; PH off"


def with_hours(hotline: Hotline, hours: str, **settings: object) -> Hotline:
    """The same hotline with these hours on every line."""

    def timed(destination: Destination) -> Destination:
        lines = tuple(Line(uri=line.uri, hours=hours) for line in destination.lines)
        return destination.model_copy(update={"lines": lines})

    destinations = hotline.tree.destinations.items()
    tree = replace(
        hotline.tree, destinations={name: timed(destination) for name, destination in destinations}
    )
    return replace(hotline, tree=tree, settings=make_settings(**settings), warnings=())


@pytest.fixture
def english(desk_app: Flask) -> Flask:
    """The desk, whose texts need a request: it says their language."""
    return desk_in(desk_app)


def test_a_line_says_until_when_it_is_open_or_closed(hotline: Hotline, english: Flask) -> None:
    office = with_hours(hotline, OFFICE)
    with english.test_request_context("/"):
        for at, word, change in (
            (SUNDAY, "Closed", "Opens tomorrow at 9:00."),
            (MONDAY, "Open", "Closes today at 17:00."),
        ):
            found = next(iter(lines_status(office, at)))
            assert (found.title, found.word, found.notes[0]) == ("Centre Middle", word, change)


def test_a_line_says_when_it_was_last_verified(
    hotline: Hotline, english: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "verified.json"
    entries = (("middle", "2026-11-03"), ("middle", "2026-10-03"), ("north", "2026-01-03"))
    numbers = {
        name: number_digest(hotline.tree.destinations[name].lines[0].uri) for name, _ in entries
    }
    confirmed = [
        {"destination": name, "number": numbers[name], "date": date} for name, date in entries
    ]
    file.write_text(json.dumps(confirmed))
    known = with_hours(hotline, "", verified_file=file)
    with english.test_request_context("/"):
        notes = {item.title: " ".join(item.notes) for item in lines_status(known, MONDAY)}
    assert "Confirmed on 3 November 2026." in notes["Centre Middle"]
    assert "more than 90 days ago" in notes["Centre North"]
    assert "Never confirmed." in notes["Centre South"]


def test_confirmations_that_cannot_be_read_are_left_out_and_logged(
    hotline: Hotline, english: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "verified.json"
    file.write_text("no JSON")
    broken = with_hours(hotline, OFFICE, verified_file=file)
    with english.test_request_context("/"):
        assert next(lines_status(broken, MONDAY)).notes == ("Closes today at 17:00.",)
    assert "the desk cannot read VERIFIED_FILE (ValidationError): mend it" in caplog.text


def test_the_first_sentence_tells_the_worst(hotline: Hotline, english: Flask) -> None:
    office = with_hours(hotline, OFFICE)
    well = with_hours(hotline, "24/7")
    helpline = well.tree.destinations["helpline"].model_copy(
        update={"lines": (Line(uri="tel:+3271000004", hours="off"),)}
    )
    alone = replace(
        well, tree=replace(well.tree, destinations={**well.tree.destinations, "helpline": helpline})
    )
    with english.test_request_context("/"):
        assert page.overall(well, SUNDAY).light is Light.GOOD
        assert "nobody" in page.overall(office, SUNDAY).title
        assert page.overall(office, SUNDAY).light is Light.BAD
        assert "callers reach the centres" in page.overall(alone, SUNDAY).title
        good, watch, bad = (StatusItem(light, "", light) for light in tuple(Light)[:3])
        assert page.overall(well, SUNDAY, [good, watch]).light is Light.WATCH
        assert page.overall(well, SUNDAY, [watch, bad]).light is Light.BAD
        assert page.overall(well, SUNDAY, [bad, watch]).title == "bad", "callers reach nobody"


def test_a_line_that_nobody_confirmed_leads_to_where_it_is_rung(
    hotline: Hotline, english: Flask, tmp_path: Path
) -> None:
    """A coordinator does it without a shell, so no command is shown where the desk can ring."""
    file = tmp_path / "none.json"
    told = []
    for account in ({}, {"twilio_account_sid": "AC" + "1" * 32}):
        unconfirmed = with_hours(hotline, "24/7", verified_file=file, **account)
        with english.test_request_context("/"):
            items = [one for one in to_do_status(unconfirmed, MONDAY) if "confirmed" in one.title]
        assert {one.link for one in items} == {"destinations.page"}
        told.append({bool(one.administrator) for one in items})
    assert told == [{True}, {False}]


def reasons(hotline: Hotline, english: Flask) -> dict[str, tuple[str, str]]:
    with english.test_request_context("/"):
        items = languages_status(hotline, SUNDAY)
        return {item.title: (item.word, item.notes[0]) for item in items}


def folded(hotline: Hotline, english: Flask) -> dict[str, str]:
    with english.test_request_context("/"):
        return {item.title: item.administrator for item in languages_status(hotline, SUNDAY)}


def test_a_language_that_is_not_offered_says_why(
    english: Flask, clips: Path, tmp_path: Path
) -> None:
    """A draft in production; a language that has neither clips nor a voice of the carrier."""
    named = small_hotline(
        make_settings(environment="production", allow_draft_languages="nl", clips_folder=clips)
    )
    found = reasons(named, english)
    assert found["Dutch (Nederlands)"] == ("Offered", "Draft: no native speaker has signed it.")
    assert found["English"][0] == "Not offered"
    assert "no native speaker has signed it" in found["English"][1]
    assert "ALLOW_DRAFT_LANGUAGES" in folded(named, english)["English"]
    mute = reasons(small_hotline(make_settings(clips_folder=tmp_path)), english)
    assert mute["Arabic (العربية)"][0] == "Not offered"
    no_voice = "texts have no clip, and the carrier has no voice for this language"
    assert no_voice in mute["Arabic (العربية)"][1]


def test_a_language_that_was_signed_says_by_whom_and_that_it_is_not_live(
    hotline: Hotline, english: Flask
) -> None:
    uk = hotline.languages["uk"].model_copy(
        update={"status": "reviewed", "reviewer": "OK", "date": SUNDAY.date()}
    )
    reviewed = replace(hotline, languages={**hotline.languages, "uk": uk})
    assert reasons(reviewed, english)["Ukrainian (Українська)"] == (
        "Offered",
        "Signed by OK on 22 November 2026.",
    )
    left = replace(reviewed, tree=replace(hotline.tree, offered=hotline.tree.offered - {"uk"}))
    left = replace(left, settings=make_settings(environment="production"))
    assert reasons(left, english)["Ukrainian (Українська)"][1] == "Signed, but not live yet."
    assert folded(left, english)["Ukrainian (Українська)"] == "run `flask language live uk`"


def test_start_up_warnings_are_on_the_page(clips: object, tmp_path: Path) -> None:
    hurts = {"environment": "production", "allow_draft_languages": "all"}
    app = create_small_app(make_settings(**desk_settings(**hurts, clips_folder=tmp_path)))
    coordinator = Coordinator(app)
    coordinator.log_in()
    page_text = coordinator.get("/staff/").text
    assert re.search(r"\d+ texts are not recorded: the carrier&#39;s voice says them.", page_text)
    assert "Something below needs your attention." in page_text


def test_the_last_error_is_told_without_what_the_caller_did(clips: object) -> None:
    app = create_small_app(make_settings(**desk_settings(twilio_auth_token="")))
    coordinator = Coordinator(app)
    coordinator.log_in()
    assert "No error since the start of this process" in coordinator.get("/staff/").text
    app.test_client().post(
        "/voice/nl/main?attempt=1499x", data={"From": "+32470123456", "Digits": "7"}
    )
    page_text = coordinator.get("/staff/").text
    assert "Something broke. A caller heard an apology, and the helpline rang." in page_text
    assert f"On {datetime.now(BRUSSELS_TIME):%-d %B %Y}." in page_text
    assert "ValueError: position_url.py" in page_text
    assert not re.search("470123456|1499|nl/main", page_text)


def test_an_error_that_was_never_raised_has_no_place(hotline: Hotline) -> None:
    """Keeping an error must not cause a second one."""
    before = hotline.faults.last
    hotline.faults.keep(ValueError("secret"), in_call=False)
    assert hotline.faults.last is not None
    assert hotline.faults.last.place == ""
    hotline.faults.last = before


@pytest.mark.parametrize(
    ("url", "light", "told"),
    [
        ("off", "none", "Nothing is counted on this server."),
        ("sqlite:///{}/statistics.sqlite", "good", "What is counted arrives in the database."),
        ("sqlite:///{}/broken.sqlite", "watch", "What is counted does not arrive"),
    ],
)
def test_whether_what_happens_is_counted_is_on_the_page(
    clips: object, tmp_path: Path, url: str, light: str, told: str
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"broken" * 1000)
    app = create_small_app(make_settings(**desk_settings(database_url=url.format(tmp_path))))
    coordinator = Coordinator(app)
    coordinator.log_in()
    page = coordinator.get("/staff/").text
    part = page.partition(">Statistics</h2>")[2].partition("</section>")[0]
    assert (f'class="light {light}"' in part, told in part) == (True, True)


def test_no_light_is_without_a_word(staff: Coordinator, tree: Tree) -> None:
    lights = re.findall(
        r'<span class="light \w+">(.*?)</span>', staff.get("/staff/").text, re.DOTALL
    )
    assert len(lights) > len(tree.offered) + len(tree.destinations)
    assert all(re.sub(r"<.*?>", "", light).strip() for light in lights)
