"""Between a step, which must not wait, and a database, which may be slow, gone or full."""

import atexit
import logging
import os
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from routes.statistics.cells import Cell, Counts, Measure, hour_of

log = logging.getLogger(__name__)

MOST = 5000
"""Different counters that may wait. Counts of the same counter add up, so this is hours without a
database.
"""
PAUSE = 0.5
"""Seconds between two writes: what is counted in between is written together."""
LONGEST_PAUSE = 10
"""Seconds between two attempts while the database cannot be written."""
REMIND = 600
"""Seconds between two lines of log about the same trouble."""
DAY = 24 * 60 * 60
LAST = 2
"""Seconds that a process that ends waits for its last counts."""


class Writer:
    """Takes counts at once, and writes them from a thread of its own, which starts with the first
    of them.

    write: puts counts into the database, all or none. tidy: done once a day. Both may raise. A
    process that was forked begins with nothing: what its parent had taken, the parent writes.
    """

    def __init__(
        self, write: Callable[[Counts], object], tidy: Callable[[], object], most: int = MOST
    ) -> None:
        self._write, self._tidy, self._most = write, tidy, most
        self._afresh()
        myself = weakref.ref(self)
        os.register_at_fork(after_in_child=lambda: _after_fork(myself()))

    def _afresh(self) -> None:
        self._changed = threading.Condition()
        self._hurry = threading.Event()
        self._pending: Counts = Counter()
        self._writing = False
        self._thread: threading.Thread | None = None
        self._lost = self._failures = 0
        self._tidied: float | None = None
        self._complaints, self._losses = Seldom(), Seldom()

    def add(self, counts: Counts) -> None:
        """Take the counts of a step. When too many wait already they are lost, and that is counted."""
        with self._changed:
            self._start()
            if len(self._pending) + sum(cell not in self._pending for cell in counts) > self._most:
                self._lost += 1
                return
            for cell, n in counts.items():  # Counter.update takes five times as long for so few
                self._pending[cell] += n
            self._changed.notify_all()

    def flush(self, seconds: float = 5) -> bool:
        """Wait until everything is written; whether it is."""
        self._hurry.set()
        with self._changed:
            return self._changed.wait_for(lambda: not (self._pending or self._writing), seconds)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="statistics", daemon=True)
            self._thread.start()
            atexit.register(self.flush, LAST)

    def _run(self) -> None:
        while True:
            batch = self._next()
            written = self._try(batch)
            with self._changed:
                self._writing = False
                if not written:
                    self._pending.update(batch)
                self._changed.notify_all()
            self._hurry.wait(PAUSE if written else min(2**self._failures, LONGEST_PAUSE))
            self._hurry.clear()

    def _next(self) -> Counts:
        with self._changed:
            self._changed.wait_for(lambda: self._pending)
            batch, self._pending, self._writing = self._pending, Counter(), True
            lost, self._lost = self._lost, 0
        if lost:
            batch[Cell(hour_of(datetime.now(UTC)), False, Measure.LOST.value, "", "", "")] += lost
            self._losses.warn(
                "%d steps were not counted: too many counts waited for the database", lost
            )
        return batch

    def _try(self, batch: Counts) -> bool:
        try:
            if self._tidied is None or time.monotonic() - self._tidied >= DAY:
                self._tidy()
                self._tidied = time.monotonic()
            self._write(batch)
        except Exception as error:  # whatever it is, no call may notice
            self._failures += 1
            self._tidied = None  # the database that comes back may be another, and empty
            self._complaints.warn(
                "statistics cannot be written (%s): calls are answered as always, and counts wait "
                "in memory. "
                "Look after the database that DATABASE_URL names",
                kind(error),
            )
            return False
        if self._failures:
            log.info("statistics are written again")
        self._failures = 0
        return True


def _after_fork(writer: Writer | None) -> None:
    if writer:
        writer._afresh()


class Seldom:
    """Says the same thing once in a while, and not every time."""

    def __init__(self) -> None:
        self._said: float | None = None

    def warn(self, message: str, *values: object) -> None:
        """Log a warning, unless there was one lately."""
        if self._said is None or time.monotonic() - self._said >= REMIND:
            self._said = time.monotonic()
            log.warning(message, *values)


def kind(error: Exception) -> str:
    """What sort of error it is, without its text."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
