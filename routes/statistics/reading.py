"""Reads figures for a person at the desk or at a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Thread
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from routes.database.rare_warning import error_name
from routes.statistics.cells import Counts
from routes.statistics.in_a_row import InARow
from routes.statistics.period import RELEASED, Kind, Period, belgian_day, last_finished
from routes.statistics.recorder import NO_DATABASE, Statistics
from routes.statistics.release import Figures, release
from routes.statistics.reports import reports, summary, transfers
from routes.statistics.schema import NewerSchema
from routes.statistics.store import Store
from routes.statistics.sums import add_up
from routes.statistics.table import Table
from routes.statistics.titles import titled
from routes.statistics.trend import Trend, periods_needed, trend

Result = TypeVar("Result")

LONGEST = 10
"""Seconds that the desk waits. The threads that answer its pages also answer calls."""


class CannotRead(Exception):
    """Says why there are no figures, and what to do next."""


@dataclass(frozen=True)
class ShownFigures:
    """What is shown of a period. released_on: the day from which all of it is shown; None if that
    is already so. known_from: the first day of its figures, where earlier ones are not kept.
    """

    figures: list[Figures]
    released_on: date | None = None
    known_from: date | None = None


@dataclass(frozen=True)
class Compared:
    """A period beside the one before. before: None where nothing is kept of it. trend: None of
    rehearsals.
    """

    shown: ShownFigures
    before: ShownFigures | None = None
    trend: Trend | None = None


def read(statistics: Statistics, period: Period, *, rehearsals: bool = False) -> ShownFigures:
    """What is shown of a period. Raises CannotRead.

    How lines ended is exact and live, because a line is not a caller. Rehearsals are exact and
    live, because no caller made them. All else is shown as it was released, once the period is
    finished.
    """
    today = belgian_day(datetime.now(UTC))
    with _open_store(statistics) as store:
        store.release_finished(today)
        return (
            _exact_figures(store, period) if rehearsals else _released_figures(store, period, today)
        )


def read_compared(statistics: Statistics, period: Period, *, rehearsals: bool = False) -> Compared:
    """What is shown of a period, and of the one before. Raises CannotRead."""
    today = belgian_day(datetime.now(UTC))
    with _open_store(statistics) as store:
        store.release_finished(today)
        if rehearsals:
            return Compared(_exact_figures(store, period))
        before = None
        since = store.released_since()
        if since is not None and period.before.last >= since:
            before = _released_figures(store, period.before, today)
        shown = _released_figures(store, period, today)
        return Compared(shown, before, trend(period, _all_released(store, period)))


def read_reportable(statistics: Statistics) -> list[Period]:
    """The quarters and years that are over and of which something is kept, the newest first.
    Raises CannotRead.
    """
    today = belgian_day(datetime.now(UTC))
    with _open_store(statistics) as store:
        store.release_finished(today)
        since = store.released_since()
    found: list[Period] = []
    for kind in (Kind.YEAR, Kind.QUARTER):
        period = last_finished(kind, today)
        while since is not None and period.last >= since:
            found.append(period)
            period = period.before
    return sorted(found, key=lambda one: (one.last, one.kind is Kind.YEAR), reverse=True)


def read_lines(statistics: Statistics, first: date, last: date) -> Table:
    """How lines ended from the first day to the last. Raises CannotRead."""
    with _open_store(statistics) as store:
        return transfers(store.lines(first, last))


def read_released(statistics: Statistics, period: Period) -> list[Figures]:
    """What was released of a period; nothing where that was not done yet. Raises CannotRead."""
    with _open_store(statistics) as store:
        return store.released(period) or []


def read_in_a_row(statistics: Statistics) -> InARow:
    """How often in a row nobody took a call. Raises CannotRead."""
    with _open_store(statistics) as store:
        return store.in_a_row()


def read_in_time(read_it: Callable[[], Result], longest: float = LONGEST) -> Result:
    """The result of a function that reads. It runs in a thread that is given up after so many
    seconds. Raises CannotRead.
    """
    found: list[Result | CannotRead] = []

    def look() -> None:
        try:
            found.append(read_it())
        except CannotRead as error:
            found.append(error)

    looking = Thread(target=look, daemon=True)
    looking.start()
    looking.join(longest)
    answer = found[0] if found else CannotRead(_FAILED.format("no answer yet"))
    if isinstance(answer, CannotRead):
        raise answer
    return answer


@contextmanager
def _open_store(statistics: Statistics) -> Iterator[Store]:
    if statistics.store is None:
        raise CannotRead(NO_DATABASE)
    try:
        statistics.store.open()
        yield statistics.store
    except (SQLAlchemyError, OSError, NewerSchema) as error:
        raise CannotRead(_FAILED.format(error_name(error))) from None


def _exact_figures(store: Store, period: Period) -> ShownFigures:
    counts = store.counts(period, rehearsal=True)
    tables = [*reports(counts, period.kind), transfers(counts)]
    summaries = [summary(table, table, exact=True) for table in tables]
    titles = (titled(table, is_exact=True) for table in tables)
    return ShownFigures(list(map(Figures, titles, summaries)))


def _released_figures(store: Store, period: Period, today: date) -> ShownFigures:
    table = transfers(store.lines(period.first, period.last))
    lines = Figures(titled(table, is_exact=True), {})
    if not period.is_finished(today):
        return ShownFigures([lines], period.released_on)
    known_from = None
    if period.kind in RELEASED:
        kept = store.released(period)
        if kept is None:  # nothing was counted: show the same as for very few calls
            kept = release(Counts(), period)
    else:
        kept, known_from = _added_up(store, period)
    shown = [Figures(titled(one.table, is_exact=False), one.summary) for one in kept]
    return ShownFigures([*shown, lines], known_from=known_from)


def _added_up(store: Store, period: Period) -> tuple[list[Figures], date | None]:
    """The figures of a quarter or a year, and their first day if that is not its own. Without a
    month that is kept there are no figures.
    """
    kept = store.all_released(Kind.MONTH, period.first, period.last)
    since = store.released_since() or period.first
    months = [month for month in period.months if month.first >= since]
    found = add_up([kept.get(month.first) or release(Counts(), month) for month in months])
    return found, since if since > period.first else None


def _all_released(store: Store, period: Period) -> dict[Kind, dict[date, list[Figures]]]:
    needed = list(periods_needed(period))
    first = min(one.first for one in needed)
    return {
        kind: store.all_released(kind, first, period.last) for kind in {one.kind for one in needed}
    }


_FAILED = (
    "the statistics cannot be read ({}): is the database that DATABASE_URL names up, and may this "
    "user use it?"
)
