"""What routes hand their steps to."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

from ivr.tree import Tree
from routes.extension import Extension
from routes.settings.database import address
from routes.settings.settings import Settings
from routes.statistics.cells import Taken, Words, counts_of, hour_of, words_of
from routes.statistics.store import Store
from routes.statistics.writer import Writer, kind

log = logging.getLogger(__name__)

LONGEST_START = 5
"""Seconds that a start waits for the database."""

NO_DATABASE = (
    "nothing is counted: set DATABASE_URL to sqlite:////folder/file.sqlite, or to "
    "postgresql://... for several "
    "instances; or to `off`, if there are to be no statistics"
)
CANNOT_WRITE = (
    "statistics cannot be written ({}): calls are answered all the same, and what they count is "
    "written as soon as the "
    "database that DATABASE_URL names can be. Is it up, and may this user write to it?"
)


@dataclass(frozen=True)
class Statistics:
    """Counts steps. store: where; None when nothing is counted. days: how long hours are kept."""

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
        """Make the tables and remove what is too old; what is wrong, if anything.

        In a thread of its own: looking up the name of a host may take longer than a server may take
        to start.
        """
        problems: list[str] = []
        opening = Thread(target=lambda: problems.append(self._problem()), daemon=True)
        opening.start()
        opening.join(LONGEST_START)
        return problems[0] if problems else CANNOT_WRITE.format("no answer yet")

    def _problem(self) -> str:
        try:
            if self.store:
                tidy(self.store, self.days)
        except Exception as error:
            return CANNOT_WRITE.format(kind(error))
        return ""

    def flush(self, seconds: float = 5) -> bool:
        """Wait until everything that was counted is written; whether it is."""
        return self.writer is None or self.writer.flush(seconds)


def statistics_of(settings: Settings, tree: Tree) -> Statistics:
    """The counters that the settings name. Nothing is opened yet."""
    words, days = words_of(tree), settings.statistics_days
    if settings.database is None:
        return Statistics(words, days)
    store = Store(address(settings.database))
    return Statistics(words, days, store, Writer(store.add, partial(tidy, store, days)))


def tidy(store: Store, days: int) -> None:
    """Bring the tables up to date, and remove the hours that are older than they may be. Raises as
    Store.open does.
    """
    store.open()
    store.forget(hour_of(datetime.now(UTC) - timedelta(days=days)))


STATISTICS: Extension[Statistics] = Extension("statistics")


def the_statistics() -> Statistics:
    """The counters of the application at hand."""
    return STATISTICS.here()
