"""`flask rehearse`: simulated callers, the report at the end, and what is counted of them."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask

from ivr.engine import advance
from ivr.events import EventKind
from ivr.notices import Notices
from ivr.position import Heard, Position
from ivr.step import Event, Step
from ivr.tree import Tree
from routes.statistics.cells import SECONDS, Counts, bucket
from routes.statistics.counting import TakenStep
from routes.statistics.recorder import Statistics
from tests.routes.simulator.callers.rehearsing import by, counted, run

DERIVED = {"seconds", "keys", "hours", "waits", "went on"}
"""What is counted of a step besides its events."""


def began(found: Counts) -> list[date]:
    """The day of each call, in Belgian time."""
    days = by(found, "period", measure="calls")
    return [date.fromisoformat(day) for (day,) in days.elements()]


def test_the_end_tells_what_came_of_all_calls(app: Flask, tree: Tree) -> None:
    result = run(app, "--seed", "3")  # without it, forty callers may lack a language
    assert result.exit_code == 0
    assert re.search(
        r"^40 calls, \d+ steps, in [\d.]+ seconds: \d+ steps a second\.$",
        result.output,
        re.MULTILINE,
    )
    ended = {
        name: int(n)
        for name, n in re.findall(
            r"^  (the \w+ (?:hung up|closed the line)) +(\d+)", result.output, re.M
        )
    }
    assert sum(ended.values()) == 40
    spoken = re.findall(r"^  (\w\w|none chosen) +\d+ +\d+% of (\d+)$", result.output, re.M)
    assert sum(int(n) for _, n in spoken) == 40
    assert {language for language, _ in spoken} == {*tree.offered, "none chosen"}
    assert "Nothing was counted, since DATABASE_URL names no database." in result.output


def test_the_counters_are_exactly_those_of_the_events(
    counting: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is counted as a real call."""
    taken: list[TakenStep] = []
    monkeypatch.setattr(Statistics, "count", _kept(taken, Statistics.count))
    assert run(counting, "--seed", "1").exit_code == 0
    events = Counter(
        counter for step in taken for one in step.step.events if (counter := _counter(one, step))
    )
    found = by(counted(counting), "measure", "value", "outcome")
    assert found["calls", "", ""] == 40
    assert {cell: n for cell, n in found.items() if cell[0] not in DERIVED} == events
    assert {what for what, *_ in found} >= DERIVED
    assert counted(counting, rehearsal=False) == {}


def _counter(event: Event, taken: TakenStep) -> tuple[str, str, str] | None:
    """What an event is to be counted as; None where no table shows it."""
    counters = {
        EventKind.CALL: ("calls", "", ""),
        EventKind.ENTERED: ("listened", event.node, ""),
        EventKind.LINE: ("lines", event.destination, str(event.outcome)),
    }
    if event.language != "und":
        counters[EventKind.LANGUAGE] = ("languages", event.language, "")
    if taken.watch:
        counters[EventKind.REACHED] = ("reached", "", "")
    return counters.get(event.kind)


def _kept(
    taken: list[TakenStep], count: Callable[[Statistics, TakenStep], None]
) -> Callable[[Statistics, TakenStep], None]:
    def keep(statistics: Statistics, one: TakenStep) -> None:
        taken.append(one)
        count(statistics, one)

    return keep


def test_the_callers_side_tells_the_same_as_the_counters(counting: Flask) -> None:
    """The report at the end is made of what the callers met, not of the counters."""
    output = run(counting).output
    [(people, half)] = re.findall(
        r"reached a person +(\d+) +\d+% +half of them within (\d+) seconds", output
    )
    found = counted(counting)
    reached = by(found, "measure")["reached",]
    assert reached == int(people) > 10
    waits = by(found, "value", measure="seconds")
    assert waits.total() == reached
    assert waits[bucket(int(half), SECONDS),]
    assert len(waits) > 3, "people do not all take the same time"


def test_a_month_is_spread_over_a_month(counting: Flask) -> None:
    result = run(counting, "--calls", "60", "--spread", "30d")
    assert re.search("see `flask stats --rehearsals --month 2026-03`", result.output)
    days = began(counted(counting))
    assert len(days) == 60
    assert len(set(days)) > 20
    assert max(days) >= date(2026, 3, 29)


def test_calls_that_are_not_spread_are_made_at_one_moment_in_belgian_time(counting: Flask) -> None:
    run(counting)
    found = counted(counting)
    assert set(began(found)) == {date(2026, 3, 31)}
    assert by(found, "value", measure="hours").keys() == {("12",)}


def test_opening_hours_are_those_of_the_time_of_the_call(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine is given the time of the call."""
    moments: list[datetime] = []

    def advances(
        tree: Tree, position: Position, heard: Heard, now: datetime, notices: Notices
    ) -> Step:
        moments.append(now)
        return advance(tree, position, heard, now, notices)

    monkeypatch.setattr("routes.webhook.steps.engine.advance", advances)
    run(app, "--calls", "3")
    assert {moment.date() for moment in moments} == {date(2026, 3, 31)}
    assert len(set(moments)) > 10


def test_without_seconds_no_time_passes(counting: Flask) -> None:
    output = run(counting, "--no-seconds").output
    assert "within" not in output
    assert by(counted(counting), "value", measure="seconds").keys() == {("10",)}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_caller_chooses_the_language_that_was_asked_for(
    counting: Flask, language: str
) -> None:
    """One is on the first page, the other on the second."""
    assert run(counting, "--language", language).exit_code == 0
    chosen = by(counted(counting), "value", measure="languages")
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
