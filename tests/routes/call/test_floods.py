"""A flood of calls is noticed, refuses nobody, and leaves nothing of who called or when."""

import json
import logging
from pathlib import Path
from threading import Event as Flag

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.events import EventKind, LineEnding, Outcome
from ivr.step import Event, HangUp, Step
from routes.call import floods
from routes.call.floods import FOLDER, LATELY, MANY, SEVERAL, TIMES, Flood, FloodNote, Floods
from routes.call.hotline import HOTLINE
from routes.call.notes import Notes
from routes.simulator.handset import Handset
from tests.conftest import make_settings
from tests.routes.requests import post
from tests.small.hotline import create_small_app

NUMBER = "+32470123456"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Written(Notes[FloodNote]):
    """Keeps every note that is written."""

    def __init__(self, folder: Path | None, kept: float, model: type[FloodNote]) -> None:
        super().__init__(folder, kept, model)
        self.all: list[object] = []

    def write(self, note: FloodNote) -> None:
        self.all.append(note.model_dump())


def step(kind: EventKind, outcome: Outcome | None = None) -> Step:
    return Step((), HangUp(), (Event(kind, "main", "nl", outcome=outcome),))


CALL = step(EventKind.CALL)
VAIN = step(EventKind.LINE, LineEnding.NO_ANSWER)
TALK = step(EventKind.LINE, LineEnding.CONNECTED)


def floods_after(*steps: Step, usual: float | None = None, folder: Path | None = None) -> Floods:
    found = Floods(folder, Clock())
    found.usual = lambda: usual
    for one in steps:
        found.add(one)
    return found


@pytest.mark.parametrize(
    ("calls", "usual", "flood"),
    [
        (MANY - 1, None, 0),
        (MANY, None, 30),
        (MANY, 0, 30),
        (47, None, 40),
        (47, 6 * 47 / TIMES, 40),
        (47, 6 * 48 / TIMES, 0),
        (900, 6 * 180, 900),
        (900, 6 * 181, 0),
    ],
)
def test_calls_far_above_the_usual_of_the_hour_are_a_flood(
    calls: int, usual: float | None, flood: int
) -> None:
    assert floods_after(*[CALL] * calls, usual=usual).now().calls == flood


@pytest.mark.parametrize(
    ("in_vain", "taken", "flood"),
    [(MANY - 1, 0, 0), (MANY, 0, 30), (MANY, 7, 30), (MANY, 8, 0), (200, 50, 200), (200, 51, 0)],
)
def test_many_lines_that_ring_in_vain_are_a_flood(in_vain: int, taken: int, flood: int) -> None:
    assert floods_after(*[VAIN] * in_vain, *[TALK] * taken).now().in_vain == flood


def test_a_flood_is_over_when_it_is_over() -> None:
    found = floods_after(*[CALL] * MANY)
    assert isinstance(found._clock, Clock)
    found._clock.now += LATELY * 60
    assert found.now() == Flood()
    assert found._minutes == {}, "and nothing is known any more of when it was"


def test_what_is_usual_is_asked_only_where_many_call() -> None:
    found = floods_after(*[CALL] * (MANY - 1))
    found.usual = lambda: pytest.fail("it was asked, which may take time")
    assert found.now() == Flood()


def test_processes_count_together(tmp_path: Path) -> None:
    here = Floods(tmp_path)
    for _ in range(MANY - SEVERAL):
        here.add(CALL)
    assert not here.now()
    other = tmp_path / FOLDER / "other-1.json"
    other.write_text(json.dumps({"calls": SEVERAL, "rung": 0, "in_vain": 0}))
    assert here.now().calls == MANY


@given(st.lists(st.sampled_from([CALL, VAIN, TALK]), max_size=3 * SEVERAL))
def test_where_few_call_nothing_is_written(steps: list[Step]) -> None:
    found = floods_after()
    found._notes = written = Written(None, 0, FloodNote)
    for one in steps:
        found.add(one)
    found.now()
    few = max(steps.count(CALL), steps.count(VAIN)) < SEVERAL
    assert (written.all == []) == few
    for note in written.all:
        assert isinstance(note, dict)
        assert sorted(note) == ["calls", "in_vain", "rung"]


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', "null", '{"calls": "many"}'])
def test_a_broken_count_of_another_process_counts_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "1.json").write_text(content)
    assert Floods(tmp_path).now() == Flood()


def test_it_is_told_once_and_without_exact_numbers(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "LOOKS", 0)
    found = floods_after(usual=12)
    with caplog.at_level(logging.WARNING, "routes.call.floods"):
        for _ in range(MANY + 7):
            found.add(CALL)
            found._look()
    told = {record.getMessage() for record in caplog.records}
    assert told == {
        "in the last 10 minutes 30 calls or more came, where about 2 are usual. Every call is "
        "answered all the same: see deploy/FLOODS.md"
    }


def test_a_flood_from_one_number_is_answered_like_any_call(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_small_app(make_settings())
    looked = Flag()
    HOTLINE.of(app).floods.usual = lambda: looked.set()
    first = post(app, "/voice", From=NUMBER).data
    for _ in range(200):
        assert post(app, "/voice", From=NUMBER).status_code == 200
    assert len(first) == len(post(app, "/voice", From=NUMBER).data)
    assert HOTLINE.of(app).floods.now().calls == 200
    assert looked.is_set()
    assert NUMBER not in caplog.text
    assert NUMBER not in repr(vars(HOTLINE.of(app).floods))


def test_rehearsals_are_no_flood(small_app: Flask) -> None:
    for _ in range(MANY):
        Handset(small_app).call()
    assert HOTLINE.of(small_app).floods.now() == Flood()


def test_a_fault_of_the_alarm_harms_no_call(caplog: pytest.LogCaptureFixture) -> None:
    found = Floods(None, clock=lambda: 1 / 0)
    found.add(CALL)
    assert "a flood of calls could not be looked for: ZeroDivisionError" in caplog.text
