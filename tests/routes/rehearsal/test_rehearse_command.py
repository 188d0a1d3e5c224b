"""`flask rehearse`: simulated callers at a terminal, and what is counted of them."""

import logging
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from ivr.destinations import BRUSSELS_TIME
from ivr.engine import advance
from ivr.position import Heard, Position
from ivr.step import Step
from ivr.tree import Tree
from routes.phone.carrier import AppCarrier
from routes.phone.leg import Leg
from routes.statistics.cells import SECONDS, Counts, Taken, bucket
from routes.statistics.recorder import Statistics
from routes.twiml import render
from tests.conftest import make_settings

AT = "2026-03-31T12:00"
"""Two days after the clocks changed."""
DERIVED = {"seconds", "keys", "waits", "went on"}
"""What is counted of a step besides its events."""


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["rehearse", "--calls", "40", "--at", AT, *words], input=typed)


def counted(app: Flask, *, rehearsal: bool = True) -> Counts:
    statistics: Statistics = app.extensions["statistics"]
    assert statistics.store
    return statistics.store.counts("2000", "9999", rehearsal=rehearsal)


def by(found: Counts, *names: str, **wanted: str) -> Counter[tuple[str, ...]]:
    """How often, by these parts of a counter, among the counters that have these."""
    summed: Counter[tuple[str, ...]] = Counter()
    for cell, n in found.items():
        if all(getattr(cell, name) == value for name, value in wanted.items()):
            summed[tuple(getattr(cell, name) for name in names)] += n
    return summed


def began(found: Counts) -> list[datetime]:
    """The hour of each call, in Belgian time."""
    hours = by(found, "hour", event="call")
    return [datetime.fromisoformat(f"{hour}:00+00:00").astimezone(BRUSSELS_TIME) for (hour,) in hours.elements()]


def test_the_end_tells_what_came_of_all_calls(app: Flask) -> None:
    result = run(app)
    assert result.exit_code == 0
    assert re.search(r"^40 calls, \d+ steps, in [\d.]+ seconds: \d+ steps a second\.$", result.output, re.MULTILINE)
    ended = {
        name: int(n) for name, n in re.findall(r"^  (the \w+ (?:hung up|closed the line)) +(\d+)", result.output, re.M)
    }
    assert sum(ended.values()) == 40
    spoken = re.findall(r"^  (\w\w|none chosen) +\d+ +\d+% of (\d+)$", result.output, re.M)
    assert sum(int(n) for _, n in spoken) == 40
    assert len(spoken) > 10
    assert "Nothing was counted, since DATABASE_URL names no database." in result.output


def test_the_counters_are_exactly_those_of_the_events(counting: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """By event, language and how it ended; and nothing is counted as a real call."""
    taken: list[Taken] = []
    monkeypatch.setattr(Statistics, "count", _kept(taken, Statistics.count))
    assert run(counting, "--seed", "1").exit_code == 0
    events = Counter(
        (one.what, one.language, "" if one.what == "rings" else one.detail)
        for step in taken
        for one in step.step.events
    )
    found = by(counted(counting), "event", "language", "outcome")
    assert found["call", "und", ""] == 40
    assert {cell: n for cell, n in found.items() if cell[0] not in DERIVED} == events
    assert {what for what, *_ in found} >= DERIVED
    assert counted(counting, rehearsal=False) == {}


def _kept(taken: list[Taken], count: Callable[[Statistics, Taken], None]) -> Callable[[Statistics, Taken], None]:
    def keep(statistics: Statistics, one: Taken) -> None:
        taken.append(one)
        count(statistics, one)

    return keep


def test_the_callers_side_tells_the_same_as_the_counters(counting: Flask) -> None:
    """The end of the command is made of what callers met, not of what was counted."""
    output = run(counting).output
    [(told, half)] = re.findall(r"reached a person +(\d+) +\d+% +half of them within (\d+) seconds", output)
    found = counted(counting)
    reached = by(found, "outcome", event="reached")["first",]
    assert reached == int(told) > 10
    waits = by(found, "outcome", event="seconds")
    assert waits.total() == reached
    assert waits[bucket(int(half), SECONDS),]
    assert len(waits) > 3, "people do not all take the same time"


def test_a_month_is_spread_over_a_month(counting: Flask) -> None:
    result = run(counting, "--calls", "60", "--spread", "30d")
    assert re.search("see `flask stats --rehearsals --from 2026-03-0[1-3]`", result.output)
    moments = began(counted(counting))
    assert len(moments) == 60
    assert len({moment.date() for moment in moments}) > 20
    assert max(moments).date() >= date(2026, 3, 29)


def test_calls_that_are_not_spread_are_made_at_one_moment_in_belgian_time(counting: Flask) -> None:
    run(counting)
    assert set(began(counted(counting))) == {datetime(2026, 3, 31, 10, tzinfo=UTC)}


def test_opening_hours_are_those_of_the_moment(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of the engine is told the moment of the call."""
    moments: list[datetime] = []

    def advances(tree: Tree, position: Position, heard: Heard, now: datetime) -> Step:
        moments.append(now)
        return advance(tree, position, heard, now)

    monkeypatch.setattr("routes.voice.engine.advance", advances)
    run(app, "--calls", "3")
    assert {moment.date() for moment in moments} == {date(2026, 3, 31)}
    assert len(set(moments)) > 10


def test_without_seconds_no_time_passes(counting: Flask) -> None:
    output = run(counting, "--no-seconds").output
    assert "within" not in output
    assert by(counted(counting), "outcome", event="seconds").keys() == {("10",)}


@pytest.mark.parametrize("language", ["en", "hu"])
def test_every_caller_chooses_the_language_that_was_asked_for(counting: Flask, language: str) -> None:
    """One is on the first page, the other on the second."""
    assert run(counting, "--language", language).exit_code == 0
    chosen = by(counted(counting), "language", event="language")
    assert chosen.keys() == {(language,)}
    assert chosen.total() > 25


def test_the_same_seed_and_moment_are_the_same_calls(counting: Flask) -> None:
    run(counting, "--spread", "7d")
    once = counted(counting)
    run(counting, "--spread", "7d")
    assert counted(counting) == Counter({cell: 2 * n for cell, n in once.items()})


def test_another_seed_makes_other_calls(counting: Flask) -> None:
    run(counting)
    once = counted(counting)
    run(counting, "--seed", "1001")
    assert counted(counting) != Counter({cell: 2 * n for cell, n in once.items()})


def test_a_call_that_breaks_is_named_with_what_repeats_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes to the postcode gets no document. The same again, alone, is the same trouble."""
    monkeypatch.setattr("routes.voice.render", lambda *of: _broken(render(*of)))
    result = run(app, "--spread", "30d")
    assert result.exit_code == 1
    assert "what a carrier would not play, or what failed" in result.output
    trouble, *words = re.findall(r"^  (/voice.*)\n    again: flask rehearse (.*)$", result.output, re.M)[0]
    again = app.test_cli_runner().invoke(args=["rehearse", *words[0].split()])
    assert (again.exit_code, trouble in again.output) == (1, True)
    assert "a step failed  " in again.output


def _broken(document: str) -> str:
    return "\n" + document if "/postcode" in document else document


def test_a_step_that_fails_is_trouble_although_an_apology_is_played(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> str:
        raise ValueError("8421")

    monkeypatch.setattr("routes.voice.render", breaks)
    result = run(app, "--calls", "12")
    assert result.exit_code == 1
    assert "12 calls met" in result.output
    assert "an apology was heard: ValueError at und/languages (test_rehearse_command.py" in result.output
    assert "and 2 more" in result.output
    assert "8421" not in result.output


def test_a_clip_that_a_carrier_cannot_fetch_is_trouble(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppCarrier, "get", lambda by, _: by.send("/nowhere", {}))
    result = run(app, "--calls", "1")
    assert result.exit_code == 1
    assert re.search(r"/clips/\w+\.wav answered 404: the caller would hear nothing", result.output)


def test_what_breaks_in_the_telephone_itself_stops_no_other_call(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Leg, "wait", lambda _: 1 / 0)
    result = run(app)
    assert result.exit_code == 1
    assert "40 calls, " in result.output
    assert "ZeroDivisionError in" in result.output


def test_calls_that_count_as_real_ones_are_for_development(clips: Path) -> None:
    app = create_app(make_settings(environment="production", clips_folder=clips, allow_draft_languages="all"))
    result = run(app, "--as-calls")
    assert result.exit_code == 2
    assert "production refuses it" in result.output
    assert run(app, "--calls", "2").exit_code == 0


def test_a_named_database_gets_real_calls_only_after_a_question(counting: Flask) -> None:
    """A server that lacks its ENVIRONMENT counts as a developer's machine for the command line."""
    result = run(counting, "--as-calls", typed="\n")
    assert (result.exit_code, "Is it a database for trials alone?" in result.output) == (1, True)
    statistics: Statistics = counting.extensions["statistics"]
    assert statistics.store
    statistics.store.open()
    assert counted(counting, rehearsal=False) == {}
    assert run(counting, "--as-calls", typed="y\n").exit_code == 0
    assert by(counted(counting, rehearsal=False), "event", event="call").total() == 40
    assert counted(counting) == {}


def test_a_language_that_is_not_offered_is_refused(clips: Path) -> None:
    app = create_app(make_settings(environment="production", clips_folder=clips, allow_draft_languages="nl"))
    result = run(app, "--language", "uk")
    assert (result.exit_code, "uk is not offered" in result.output) == (2, True)


def test_a_key_that_only_the_carrier_has_is_told_at_once(clips: Path) -> None:
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    result = run(create_app(make_settings(signature_scheme="telnyx", telnyx_public_key=key, clips_folder=clips)))
    assert (result.exit_code, "start without TELNYX_PUBLIC_KEY" in result.output) == (1, True)


def test_a_database_that_cannot_be_written_is_told_before_the_first_call(clips: Path) -> None:
    url = "postgresql://user:secret@127.0.0.1:1/name"
    result = run(create_app(make_settings(database_url=url, clips_folder=clips)))
    assert result.exit_code == 1
    assert "statistics cannot be written" in result.output
    assert not {"secret", "40 calls"} & set(result.output.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at", "noon"), "write a moment as 2026-03-10T14:30"),
        (("--spread", "month"), "write days or hours, such as 7d or 12h"),
        (("--calls", "0"), "0 is not in the range"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_write(app: Flask, words: tuple[str, ...], said: str) -> None:
    result = run(app, *words)
    assert (result.exit_code, said in result.output) == (2, True)


def test_the_log_is_as_talkative_afterwards_as_before(app: Flask) -> None:
    log = logging.getLogger("routes")
    before = log.level
    run(app, "--calls", "1")
    assert log.level == before
