"""What a process forgets by itself, although nobody calls any more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr import engine
from ivr.events import EventKind
from ivr.step import Event, HangUp, Step
from ivr.tree import Tree
from routes.call import later
from routes.call.floods import LATELY, Floods
from routes.call.later import Later
from routes.call.stopwatch import Stopwatch
from routes.webhook.rendered import RenderedSteps
from tests.conftest import WORKING_HOURS

CALL = Step((), HangUp(), (Event(EventKind.CALL, "main", "nl"),))


class Timers:
    """Timers that wait until the test lets their time pass."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.daemon = False

    def __call__(self, _seconds: float, action: Callable[[], None]) -> "Timers":
        self.waiting.append(action)
        return self

    def start(self) -> None:
        """Nothing: time stands still."""

    def pass_time(self) -> None:
        """The time of all that wait now is over."""
        over, self.waiting = self.waiting, []
        for action in over:
            action()


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> Timers:
    found = Timers()
    monkeypatch.setattr(later, "Timer", found)
    return found


def test_what_is_asked_for_several_times_is_done_once(timers: Timers) -> None:
    done: list[int] = []
    asked = Later(5, lambda: done.append(1))
    for times in (1, 2):
        asked.start()
        asked.start()
        timers.pass_time()
        assert len(done) == times


def test_a_minute_after_the_last_caller_no_document_tells_of_them(
    small_tree: Tree, timers: Timers
) -> None:
    kept = RenderedSteps(lambda step, watch: "what the last caller heard")
    kept.document(engine.start(small_tree, WORKING_HOURS, "en"), Stopwatch(1), WORKING_HOURS)
    assert kept._kept.cache_info().currsize == 1
    timers.pass_time()
    assert kept._kept.cache_info().currsize == 0
    assert kept._minute.year == 1, "nor does the time"


def test_a_document_is_not_kept_where_no_thread_could_forget_it(
    small_tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(later, "Timer", none_left)
    kept = RenderedSteps(lambda step, watch: "a document")
    step = engine.start(small_tree, WORKING_HOURS, "en")
    assert kept.document(step, Stopwatch(1), WORKING_HOURS) == "a document"
    assert kept._kept.cache_info().currsize == 0


def test_when_the_last_caller_called_is_forgotten(tmp_path: Path, timers: Timers) -> None:
    now = [1_000_000.0]
    found = Floods(tmp_path, lambda: now[0])
    found.add(CALL)
    timers.pass_time()
    assert found._minutes, "a flood is looked for in the last minutes"
    now[0] += LATELY * 60
    timers.pass_time()
    assert not found._minutes
    assert not timers.waiting
