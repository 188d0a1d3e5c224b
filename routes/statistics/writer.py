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

from routes.statistics.cells import CHECK, LOST_STEPS, Counts, is_live
from routes.statistics.delay import Delay
from routes.statistics.seldom import Seldom, kind

log = logging.getLogger(__name__)

MOST = 5000
"""Different counters that may wait. Counts of the same counter add up, so this is days without a
database.
"""
PAUSE = 10
"""Seconds between two writes: what is counted in between is written together."""
LONGEST_PAUSE = 10
"""Seconds between two attempts while the database cannot be written."""
LOOK = 60
"""Seconds after which it is looked again whether counts have waited long enough."""
FRESH = 60
"""Seconds for which the arrival of a batch says that the next one would arrive, too."""
DAY = 24 * 60 * 60
LAST = 2
"""Seconds that a process that ends waits for its last counts."""


def utc_now() -> datetime:
    """The time by which counts wait."""
    return datetime.now(UTC)


class Writer:
    """Takes counts at once, and writes them from a thread of its own, which starts with the first
    of them.

    Counts of callers wait in memory until many can be written together (Delay), and are lost when
    the process is killed; a process that ends politely writes them first. All others are written
    within seconds.

    write: puts counts into the database, all or none. tidy: done once a day. Both may raise. A
    process that was forked begins with nothing: what its parent had taken, the parent writes.
    """

    def __init__(
        self,
        write: Callable[[Counts], object],
        tidy: Callable[[], object],
        most: int = MOST,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._write, self._tidy, self._most, self._now = write, tidy, most, now
        self._afresh()
        myself = weakref.ref(self)
        os.register_at_fork(after_in_child=lambda: _after_fork(myself()))

    def _afresh(self) -> None:
        self._changed = threading.Condition()
        self._hurry = threading.Event()
        self._pending: Counts = Counter()
        self._delay = Delay()
        self._everything = self._writing = False
        self._thread: threading.Thread | None = None
        self._lost = self._failures = self._attempts = 0
        self._tidied: float | None = None
        self._arrived: float | None = None
        self._complaints, self._losses = Seldom(), Seldom()

    def add(self, counts: Counts) -> None:
        """Take the counts of a step. When too many wait already, the step is counted as lost."""
        with self._changed:
            self._start()
            if len(self._pending) + sum(cell not in self._pending for cell in counts) > self._most:
                self._lost += 1
                return
            for cell, n in counts.items():  # Counter.update takes five times as long for so few
                self._pending[cell] += n
            if not all(map(is_live, counts)):
                self._delay.add(self._now())
            self._changed.notify_all()

    def flush(self, seconds: float = 5) -> bool:
        """Wait until everything is written, however short it has waited; whether it is."""
        with self._changed:
            self._everything = bool(self._pending) or self._writing
            self._hurry.set()
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not (self._pending or self._writing), seconds)

    def arrives(self, seconds: float) -> bool:
        """Whether the last batch has arrived in the database. When none was sent lately, one that
        counts only itself is sent. seconds: how long to wait for that.
        """
        with self._changed:
            if self._arrived is not None and time.monotonic() - self._arrived < FRESH:
                return True
            before = self._attempts
            self.add(CHECK)
            self._hurry.set()
            self._changed.wait_for(lambda: self._attempts > before, seconds)
            return self._attempts > before and self._arrived is not None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="statistics", daemon=True)
            self._thread.start()
            atexit.register(self.flush, LAST)

    def _run(self) -> None:
        while True:
            batch, delay = self._next()
            written = self._try(batch)
            with self._changed:
                self._attempts += 1
                self._arrived = time.monotonic() if written else None
                self._writing = False
                if written:
                    self._everything = self._everything and bool(self._pending)
                else:
                    self._pending.update(batch)
                    self._delay.restore(delay)
                self._changed.notify_all()
            self._hurry.wait(PAUSE if written else min(2**self._failures, LONGEST_PAUSE))
            self._hurry.clear()

    def _next(self) -> tuple[Counts, Delay]:
        """What is to be written now, and how long it had waited."""
        with self._changed:
            while not (batch := self._due()):
                self._changed.wait(LOOK if self._pending else None)
            delay = Delay()
            if not all(map(is_live, batch)):
                delay, self._delay = self._delay, delay
            for cell in batch:
                del self._pending[cell]
            self._writing = True
            lost, self._lost = self._lost, 0
        if lost:
            batch[LOST_STEPS] += lost
            self._losses.warn(
                "%d steps were not counted: too many counts waited for the database", lost
            )
        return batch, delay

    def _due(self) -> Counts:
        if self._everything or self._delay.is_over(self._now()):
            return Counter(self._pending)
        return Counter({cell: n for cell, n in self._pending.items() if is_live(cell)})

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
                "in memory. Look after the database that DATABASE_URL names",
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
