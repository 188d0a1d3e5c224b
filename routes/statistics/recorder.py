"""What routes hand their steps to."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

from ivr.tree import Tree
from routes.extension import Extension
from routes.settings.database import address
from routes.settings.settings import Settings
from routes.statistics.cells import CHECK
from routes.statistics.counting import Taken, Words, counts_of, words_of
from routes.statistics.period import belgian_day
from routes.statistics.seldom import kind
from routes.statistics.store import Store
from routes.statistics.writer import Writer

log = logging.getLogger(__name__)

LONGEST_START = 5
"""Seconds that a start waits for the database."""

LONGEST_CHECK = 2
"""Seconds that a page or a check waits for a batch to arrive."""

NO_DATABASE = (
    "nothing is counted: set DATABASE_URL to sqlite:////folder/file.sqlite, or to "
    "postgresql://... for several instances; or to `off`, if there are to be no statistics"
)
CANNOT_WRITE = (
    "statistics cannot be written ({}): calls are answered all the same, and what they count is "
    "written as soon as the database that DATABASE_URL names can be. Is it up, and may this user "
    "write to it?"
)


@dataclass(frozen=True)
class Statistics:
    """Counts steps. store: where; None when nothing is counted. days: how long figures are kept."""

    words: Words
    days: int
    store: Store | None = None
    writer: Writer | None = None

    def count(self, step: Taken) -> None:
        """Count a step, at once. A failure is logged and raises nothing: a call comes first."""
        if self.writer is None:
            return
        try:
            self.writer.add(counts_of(step, self.words))
        except Exception as error:
            log.error("a step was not counted: %s", kind(error))

    def open(self) -> str:
        """Make the tables, release what is due and remove what is too old; what is wrong, if
        anything.
        """
        return self._problem_of(self._tidy)

    def try_out(self) -> str:
        """The same, and write a batch that counts only itself; what is wrong, if anything."""
        return self._problem_of(self._tidy_and_write)

    def _tidy(self) -> None:
        if self.store:
            tidy(self.store, self.days)

    def _tidy_and_write(self) -> None:
        if self.store:
            tidy(self.store, self.days)
            self.store.add(CHECK)

    def _problem_of(self, work: Callable[[], None]) -> str:
        """In a thread of its own: looking up the name of a host may take longer than a server may
        take to start.
        """
        problems: list[str] = []

        def try_it() -> None:
            try:
                work()
                problems.append("")
            except Exception as error:
                problems.append(CANNOT_WRITE.format(kind(error)))

        working = Thread(target=try_it, daemon=True)
        working.start()
        working.join(LONGEST_START)
        return problems[0] if problems else CANNOT_WRITE.format("no answer yet")

    def arrive(self, seconds: float = LONGEST_CHECK) -> bool:
        """Whether what this process counts arrives in the database; True if nothing is counted."""
        return self.writer is None or self.writer.arrives(seconds)

    def flush(self, seconds: float = 5) -> bool:
        """Wait until everything that was counted is written; whether it is."""
        return self.writer is None or self.writer.flush(seconds)


def statistics_of(settings: Settings, tree: Tree) -> Statistics:
    """The counters that the settings name. Nothing is opened yet."""
    words = words_of(tree)
    days = settings.statistics_days
    if settings.database is None:
        return Statistics(words, days)
    store = Store(address(settings.database))
    return Statistics(words, days, store, Writer(store.add, partial(tidy, store, days)))


def tidy(store: Store, days: int) -> None:
    """Bring the tables up to date, release the periods that are over, and remove what is older than
    it may be. Raises as Store.open does.
    """
    today = belgian_day(datetime.now(UTC))
    store.open()
    store.settle(today)
    store.forget(today - timedelta(days=days))


STATISTICS: Extension[Statistics] = Extension("statistics")


def the_statistics() -> Statistics:
    """The counters of the application of this request or command."""
    return STATISTICS.here()
