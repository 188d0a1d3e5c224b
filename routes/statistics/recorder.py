"""Takes the steps of all routes, and hands their counts to the database."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

from ivr.tree import Tree
from routes.database.rare_warning import error_name
from routes.extension import Extension
from routes.settings.database import address
from routes.settings.settings import Settings
from routes.statistics.cells import CHECK, Counts
from routes.statistics.counting import TakenStep, Words, counts_of, words_of
from routes.statistics.period import belgian_day
from routes.statistics.store import Store
from routes.statistics.writer import Writer

log = logging.getLogger(__name__)

LONGEST_START = 5
"""Seconds that a start waits for the database."""

LONGEST_CHECK = 2
"""Seconds that a page or a check waits until a batch has arrived."""

NO_DATABASE = (
    "nothing is counted: set DATABASE_URL to sqlite:////folder/file.sqlite, or to "
    "postgresql://... for several instances; or to `off`, if there are to be no statistics"
)
CANNOT_WRITE = (
    "statistics cannot be written ({}): calls are answered all the same, and counts wait in memory "
    "until the database that DATABASE_URL names can be written. Is it up, and may this user write "
    "to it?"
)


@dataclass(frozen=True)
class Statistics:
    """Counts steps. days: how long figures are kept. store, writer: None without a database."""

    words: Words
    days: int
    store: Store | None = None
    writer: Writer | None = None

    def count(self, step: TakenStep) -> None:
        """Count a step, without waiting. An error is logged and never raised, so no call fails."""
        if self.writer is None:
            return
        try:
            self.writer.add(counts_of(step, self.words))
        except Exception as error:
            log.error("a step was not counted: %s", error_name(error))

    def open(self) -> str:
        """Make the tables, release finished periods, and remove old figures. Returns what is
        wrong, or an empty text.
        """
        return self._prepare()

    def try_to_write(self) -> str:
        """The same, and write a batch that counts nothing but itself."""
        return self._prepare(CHECK)

    def _prepare(self, batch: Counts | None = None) -> str:
        """Tidy, and write a batch, in a thread. Wait for LONGEST_START at most: to look up the name
        of a host may take longer than a server may take to start.
        """
        problems: list[str] = []

        def try_it() -> None:
            try:
                if self.store:
                    tidy(self.store, self.days)
                if self.store and batch:
                    self.store.add(batch)
                problems.append("")
            except Exception as error:
                problems.append(CANNOT_WRITE.format(error_name(error)))

        working = Thread(target=try_it, daemon=True)
        working.start()
        working.join(LONGEST_START)
        return problems[0] if problems else CANNOT_WRITE.format("no answer yet")

    def counts_arrive(self, seconds: float = LONGEST_CHECK) -> bool:
        """Whether counts of this process arrive in the database. True if nothing is counted."""
        return self.writer is None or self.writer.counts_arrive(seconds)

    def flush(self, seconds: float = 5) -> bool:
        """Wait until all counts are written. Returns whether they are."""
        return self.writer is None or self.writer.flush(seconds)


def statistics_of(settings: Settings, tree: Tree) -> Statistics:
    """The counters of these settings. No database is opened yet."""
    words = words_of(tree)
    days = settings.statistics_days
    if settings.database is None:
        return Statistics(words, days)
    store = Store(address(settings.database))
    return Statistics(words, days, store, Writer(store.add, partial(tidy, store, days)))


def tidy(store: Store, days: int) -> None:
    """Bring the tables up to date, release finished periods, and remove figures that are older
    than so many days. Raises as Store.open does.
    """
    today = belgian_day(datetime.now(UTC))
    store.open()
    store.release_finished(today)
    store.forget(today - timedelta(days=days))


STATISTICS: Extension[Statistics] = Extension("statistics")


def the_statistics() -> Statistics:
    """The counters of the application of this request or command."""
    return STATISTICS.here()
