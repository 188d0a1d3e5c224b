"""Writes counts from a thread, so that no step waits for a database that is slow, gone or full."""

import atexit
import logging
import os
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from routes.database.rare_warning import RareWarning, error_name
from routes.statistics.cells import CHECK, LOST_STEPS, Counts, is_live
from routes.statistics.delay import Delay

log = logging.getLogger(__name__)

MOST = 5000
"""Different counters that may wait. Counts of the same counter add up, so this is enough for days
without a database.
"""
PAUSE = 10
"""Seconds between two writes."""
LONGEST_PAUSE = 10
"""Seconds between two attempts while the database cannot be written."""
RECHECK = 60
"""Seconds until the thread checks again whether counts have waited long enough."""
ARRIVAL_HOLDS = 60
"""Seconds for which a batch that has arrived shows that counts arrive."""
DAY = 24 * 60 * 60
LAST_FLUSH = 2
"""Seconds that a process that ends waits for its last counts."""


def utc_now() -> datetime:
    """The current time."""
    return datetime.now(UTC)


class Writer:
    """Takes counts, and writes them from a thread, which starts with the first of them.

    Counts of callers wait in memory until many are written together (Delay). They are lost when the
    process is killed, and written when it ends by itself. All others are written within seconds.

    write: puts all counts into the database, or none. tidy: is called once a day. Both may raise. A
    forked process begins empty: its parent writes what it has taken.
    """

    def __init__(
        self,
        write: Callable[[Counts], object],
        tidy: Callable[[], object],
        most: int = MOST,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._write, self._tidy, self._most, self._now = write, tidy, most, now
        self._start_empty()
        myself = weakref.ref(self)
        os.register_at_fork(after_in_child=lambda: _after_fork(myself()))

    def _start_empty(self) -> None:
        self._changed = threading.Condition()
        self._wake = threading.Event()
        self._pending: Counts = Counter()
        self._delay = Delay()
        self._flushing = self._writing = False
        self._thread: threading.Thread | None = None
        self._lost = self._failures = self._attempts = 0
        self._tidied: float | None = None
        self._arrived: float | None = None
        self._write_warning, self._loss_warning = RareWarning(), RareWarning()

    def add(self, counts: Counts) -> None:
        """Take the counts of a step. If too many counters wait already, count the step as lost."""
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
        """Write all counts now, and wait for that. Returns whether all of them are written."""
        with self._changed:
            self._flushing = bool(self._pending) or self._writing
            self._wake.set()
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not (self._pending or self._writing), seconds)

    def counts_arrive(self, seconds: float) -> bool:
        """Whether the last batch has arrived in the database. If none was sent lately, one is sent
        that counts nothing but itself. seconds: how long to wait for it.
        """
        with self._changed:
            if self._arrived is not None and time.monotonic() - self._arrived < ARRIVAL_HOLDS:
                return True
            before = self._attempts
            self.add(CHECK)
            self._wake.set()
            self._changed.wait_for(lambda: self._attempts > before, seconds)
            return self._attempts > before and self._arrived is not None

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="statistics", daemon=True)
            self._thread.start()
            atexit.register(self.flush, LAST_FLUSH)

    def _run(self) -> None:
        while True:
            batch, delay = self._next()
            written = self._try(batch)
            with self._changed:
                self._attempts += 1
                self._arrived = time.monotonic() if written else None
                self._writing = False
                if written:
                    self._flushing = self._flushing and bool(self._pending)
                else:
                    self._pending.update(batch)
                    self._delay.restore(delay)
                self._changed.notify_all()
            self._wake.wait(PAUSE if written else min(2**self._failures, LONGEST_PAUSE))
            self._wake.clear()

    def _next(self) -> tuple[Counts, Delay]:
        """Wait for counts that are to be written. Returns them, and their delay."""
        with self._changed:
            while not (batch := self._due()):
                self._changed.wait(RECHECK if self._pending else None)
            delay = Delay()
            if not all(map(is_live, batch)):
                delay, self._delay = self._delay, delay
            for cell in batch:
                del self._pending[cell]
            self._writing = True
            lost, self._lost = self._lost, 0
        if lost:
            batch[LOST_STEPS] += lost
            self._loss_warning.warn(
                "%d steps were not counted: too many counts waited for the database", lost
            )
        return batch, delay

    def _due(self) -> Counts:
        if self._flushing or self._delay.is_over(self._now()):
            return Counter(self._pending)
        return Counter({cell: n for cell, n in self._pending.items() if is_live(cell)})

    def _try(self, batch: Counts) -> bool:
        try:
            if self._tidied is None or time.monotonic() - self._tidied >= DAY:
                self._tidy()
                self._tidied = time.monotonic()
            self._write(batch)
        except Exception as error:  # no error may reach a call
            self._failures += 1
            self._tidied = None  # another database, without tables, may come back
            self._write_warning.warn(
                "statistics cannot be written (%s): calls are answered as always, and counts wait "
                "in memory. Check the database that DATABASE_URL names",
                error_name(error),
            )
            return False
        if self._failures:
            log.info("statistics are written again")
        self._failures = 0
        return True


def _after_fork(writer: Writer | None) -> None:
    if writer:
        writer._start_empty()
