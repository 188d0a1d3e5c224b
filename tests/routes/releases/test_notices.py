"""Every process says the notices that are on air, also after a restart, and ends them by itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.notices import RINGING, WELCOME, Template
from routes.call.clock import Clock
from routes.call.hotline import HOTLINE
from routes.call.on_air import ON_AIR
from routes.database import store
from routes.releases.notices import rows
from routes.releases.notices.airing import FOLDER, NOTE
from routes.releases.notices.speaking import CannotSpeak, TooLong, spoken
from routes.simulator.handset import Handset
from routes.simulator.simulated_carrier import AppCarrier
from tests.routes.releases.desk_of_small import ANNA, BEN, Instance

HOUR = 3600
OWN = "The centres are open."
KEYS = {"en": "1", "nl": "2", "fr": "3"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'statistics.sqlite'}"


@pytest.fixture
def one(url: str, tmp_path: Path) -> Instance:
    return Instance(url, tmp_path / "one")


@pytest.fixture
def two(url: str, tmp_path: Path) -> Instance:
    return Instance(url, tmp_path / "two")


def put(instance: Instance, place: str, template: Template, lasts: int = HOUR) -> int:
    desk = instance.follower.store
    now = desk.now()
    return desk.do(lambda known: rows.put_on_air(known, place, template, now + lasts, ANNA, now))


def heard(instance: Instance, language: str, keys: str, later: int = 0) -> list[str]:
    """What a caller hears at the end: words, or a carrier's."""
    now = datetime.now(UTC) + timedelta(seconds=later)
    handset = Handset(AppCarrier(instance.app, Clock(now)))
    handset.call()
    handset.press(KEYS[language] + keys)
    texts = HOTLINE.of(instance.app).texts_of_clips
    own = ON_AIR.of(instance.app)
    said = [texts.get(one.file) or own.text_of(one.file) for one in handset.sounds]
    return [text.words if text else "" for text in said]


def test_every_process_says_a_template_in_every_language_until_it_ends(
    one: Instance, two: Instance
) -> None:
    put(one, RINGING, Template.WAITING)
    assert "It may take longer. Stay with us." not in heard(two, "en", "25")
    for instance in (one, two):
        instance.look()
        assert heard(instance, "en", "25")[0] == "It may take longer. Stay with us."
        assert heard(instance, "nl", "25")[0] == "Het kan langer duren. Blijf bij ons."
        assert heard(instance, "nl", "25", later=HOUR + 5)[0] == "Nu komt de kleine hulplijn."
        assert "Het kan langer duren. Blijf bij ons." not in heard(instance, "nl", "0")


def test_the_newest_takes_the_place_of_the_one_before_and_is_ended(one: Instance) -> None:
    first, second = put(one, WELCOME, Template.WORKS), put(one, WELCOME, Template.WORKS)
    desk = one.follower.store
    now = desk.now()
    assert [kept.id for kept in desk.do(lambda known: rows.on_air(known, now))] == [second]
    assert desk.do(lambda known: rows.notice_of(known, first)).ended_by == ANNA
    one.look()
    assert "We mend this. Call again if it stops." in heard(one, "en", "")
    desk.do(lambda known: rows.end(known, second, BEN, now))
    one.look()
    assert "We mend this. Call again if it stops." not in heard(one, "en", "")


def test_words_of_its_own_wait_for_a_second_person_and_are_heard_where_somebody_wrote_them(
    one: Instance,
) -> None:
    id_ = propose(one)
    assert propose(one) == id_
    one.look()
    assert OWN not in heard(one, "en", "")
    assert not agrees(one, id_, ANNA)
    assert agrees(one, id_, BEN)
    assert not agrees(one, id_, BEN)
    one.look()
    english = heard(one, "en", "")
    assert english.index(OWN) == english.index("Welcome to the small hotline.") + 1
    assert OWN not in heard(one, "nl", "")


def test_a_restart_without_a_database_says_what_was_on_air_and_ends_it(
    one: Instance, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(one, RINGING, Template.WAITING)
    assert agrees(one, propose(one), BEN)
    one.look()

    def gone(*_arguments: object) -> None:
        raise store.DeskDown("gone")

    monkeypatch.setattr(store.DeskStore, "do", gone)
    again = Instance(url, tmp_path / "one")
    again.look()
    assert heard(again, "en", "25")[0] == "It may take longer. Stay with us."
    assert OWN in heard(again, "en", "")
    assert heard(again, "en", "25", later=HOUR + 5)[0] == "The small helpline is next."
    assert OWN not in heard(again, "en", "", later=HOUR + 5)


def test_what_was_kept_and_cannot_be_read_is_left_out(
    one: Instance, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(one, RINGING, Template.WAITING)
    one.look()
    (tmp_path / "one" / FOLDER / NOTE).write_text("[{}]")
    again = Instance(url, tmp_path / "one")
    assert "the notices that were kept cannot be read (KeyError)" in caplog.text
    assert "It may take longer. Stay with us." not in heard(again, "en", "25")


def test_a_clip_that_cannot_be_written_leaves_the_words_to_the_carrier(
    one: Instance, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "one").mkdir(exist_ok=True)
    (tmp_path / "one" / FOLDER).write_text("no folder")
    assert agrees(one, propose(one), BEN)
    one.look()
    assert "a clip of a notice cannot be written" in caplog.text
    handset = Handset(AppCarrier(one.app))
    handset.call()
    handset.press("1")
    assert OWN in [sound.words for sound in handset.sounds]


def test_what_no_voice_says_and_what_lasts_too_long_is_refused(one: Instance) -> None:
    english = HOTLINE.of(one.app).languages["en"]
    with pytest.raises(TooLong):
        spoken("en", english, "This sentence is far too long for a caller who waits. " * 4)
    with pytest.raises(CannotSpeak):
        spoken("en", english.model_copy(update={"voices": {}}), OWN)
    with pytest.raises(CannotSpeak):
        spoken("en", english, "...")


def propose(instance: Instance) -> int:
    """Words of its own in English, by Anna."""
    desk = instance.follower.store
    now = desk.now()
    said = [spoken("en", HOTLINE.of(instance.app).languages["en"], OWN)]
    return desk.do(lambda known: rows.propose(known, WELCOME, said, now + HOUR, ANNA, now))


def agrees(instance: Instance, notice: int, person: str) -> bool:
    desk = instance.follower.store
    now = desk.now()
    kept = desk.do(lambda known: rows.notice_of(known, notice))
    return desk.do(lambda known: rows.agree(known, kept, person, now))
