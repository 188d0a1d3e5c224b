"""When counts are written: those of callers together with many others, those of lines at once."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from routes.statistics.cells import Cell, Counts
from routes.statistics.delay import SEVERAL, Delay
from routes.statistics.writer import Writer

CALL = Cell("2026-03-10", False, "calls")
DUTCH = Cell("2026-03", False, "languages", "nl")
LINE = Cell("2026-03-10", False, "lines", "north", "busy")
REHEARSED = DUTCH._replace(rehearsal=True)
STEP: Counts = Counter({CALL: 1, DUTCH: 1})
MORNING = datetime(2026, 3, 10, 8, 59, tzinfo=UTC)
NEXT_HOUR = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 10, 23, 0, tzinfo=UTC)
"""In Belgium it is midnight."""


@pytest.mark.parametrize(
    ("steps", "now", "is_over"),
    [
        (SEVERAL, MORNING + timedelta(seconds=59), False),
        (SEVERAL, NEXT_HOUR, True),
        (SEVERAL - 1, NEXT_HOUR, False),
        (SEVERAL - 1, NEXT_DAY - timedelta(seconds=1), False),
        (1, NEXT_DAY, True),
        (0, NEXT_DAY, False),
    ],
)
def test_several_steps_wait_for_the_end_of_the_hour_and_few_for_that_of_the_day(
    steps: int, now: datetime, is_over: bool
) -> None:
    delay = Delay()
    for _ in range(steps):
        delay.add(MORNING)
    assert delay.is_over(now) is is_over


def test_steps_that_could_not_be_written_wait_since_they_were_taken() -> None:
    failed, meanwhile = Delay(MORNING, SEVERAL), Delay(NEXT_HOUR, 1)
    meanwhile.restore(failed)
    assert meanwhile == Delay(MORNING, SEVERAL + 1)


class Clock:
    """The writer's clock."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


class Database:
    """What was written. A test waits for a batch without sleeping."""

    def __init__(self) -> None:
        self.batches: list[Counts] = []
        self.broken = False
        self._written = Event()

    def write(self, counts: Counts) -> None:
        if self.broken:
            raise OSError
        self.batches.append(counts)
        self._written.set()

    def next_batch(self) -> Counts:
        assert self._written.wait(60), "no batch came"
        self._written.clear()
        return self.batches[-1]


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def writer(database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """It pauses for no time between two writes."""
    monkeypatch.setattr("routes.statistics.writer.PAUSE", 0)
    return Writer(database.write, lambda: None, now=clock)


def test_lines_are_written_at_once_and_alone(writer: Writer, database: Database) -> None:
    """Nothing of the caller is written beside them."""
    writer.add(STEP)
    writer.add(Counter({LINE: 1, DUTCH: 1}))
    assert database.next_batch() == {LINE: 1}
    assert writer.flush(60)
    assert database.batches == [{LINE: 1}, {CALL: 1, DUTCH: 2}]


def test_rehearsals_are_written_at_once(writer: Writer, database: Database) -> None:
    writer.add(Counter({REHEARSED: 1}))
    assert database.next_batch() == {REHEARSED: 1}


def test_the_steps_of_callers_are_written_together_when_their_hour_is_over(
    writer: Writer, database: Database, clock: Clock
) -> None:
    for _ in range(SEVERAL - 1):
        writer.add(STEP)
    clock.now = NEXT_HOUR
    writer.add(Counter({LINE: 1}))
    assert database.next_batch() == {LINE: 1}
    writer.add(STEP)
    assert database.next_batch() == {CALL: SEVERAL, DUTCH: SEVERAL}


def test_few_steps_are_written_when_their_day_is_over(
    writer: Writer, database: Database, clock: Clock
) -> None:
    writer.add(STEP)
    with writer._changed:  # the thread may only look once both steps wait
        clock.now = NEXT_DAY
        writer.add(STEP)
    assert database.next_batch() == {CALL: 2, DUTCH: 2}
    writer.add(Counter({LINE: 1}))
    assert database.next_batch() == {LINE: 1}


def test_what_could_not_be_written_is_written_with_what_came_meanwhile(
    writer: Writer, database: Database
) -> None:
    database.broken = True
    writer.add(STEP)
    assert not writer.flush(0.01)
    writer.add(STEP)
    database.broken = False
    assert writer.flush(60)
    assert database.batches == [{CALL: 2, DUTCH: 2}]


def works(_counts: Counts) -> None:
    pass


def fails(_counts: Counts) -> None:
    raise OSError


@pytest.mark.parametrize(("write", "arrives"), [(works, True), (fails, False)])
def test_health_is_whether_the_last_batch_has_arrived(
    write: Callable[[Counts], None], arrives: bool
) -> None:
    """Also where nobody has called yet: a batch that counts only itself is sent."""
    writer = Writer(write, lambda: None)
    assert writer.counts_arrive(60) is arrives


def test_a_batch_that_fails_after_one_that_arrived_is_told(
    writer: Writer, database: Database
) -> None:
    assert writer.counts_arrive(60)
    database.broken = True
    writer.add(Counter({LINE: 1}))
    with writer._changed:
        assert writer._changed.wait_for(lambda: writer._failures, 60)
    assert not writer.counts_arrive(60)
    database.broken = False
    assert writer.counts_arrive(60)


def test_a_database_that_hangs_is_told(clock: Clock) -> None:
    over = Event()
    writer = Writer(lambda counts: over.wait(60), lambda: None)
    assert not writer.counts_arrive(0.01)
    over.set()


def test_health_sends_nothing_of_a_caller(writer: Writer, database: Database) -> None:
    writer.add(STEP)
    assert writer.counts_arrive(60)
    assert [cell.measure for cell in database.batches[-1]] == ["checks"]
