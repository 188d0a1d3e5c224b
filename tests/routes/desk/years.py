"""A database for the desk with two whole years of figures, and with lines that rang yesterday."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from routes.settings.database import address
from routes.statistics.cells import Cell, Measure
from routes.statistics.period import Kind, Period, period_of
from routes.statistics.store import Store
from tests.routes.desk.figures import USUAL, Counted, counts, today

YEAR = period_of(Kind.YEAR, today()).before
"""The last whole year. On 1 January it is the one before, whose December is shown by then."""
if not YEAR.is_finished(today()):
    YEAR = YEAR.before
FORMER: Counted = {**USUAL, (Measure.CALLS, "", ""): 100, (Measure.HOURS, "12", ""): 70}
YESTERDAY: Counted = {
    (Measure.LINES, "north", "connected"): 3,
    (Measure.LINES, "north", "no-answer"): 1,
    (Measure.LINES, "south", "busy"): 2,
}


def years(folder: Path, small: int = 3, skipped: int = 0) -> str:
    """Its address. small: how often Arabic was chosen each month, which is hidden. skipped: months
    at the beginning in which nothing was counted.
    """
    url = f"sqlite:///{folder / 'statistics.sqlite'}"
    store = Store(address(url))
    store.open()
    found: Counter[Cell] = Counter()
    for year, usual in ((YEAR.before, FORMER), (YEAR, USUAL)):
        for month in year.months[skipped if year != YEAR else 0 :]:
            found += counts({**usual, (Measure.LANGUAGES, "ar", ""): small}, _days(month))
    yesterday = today() - timedelta(days=1)
    store.add(found + counts(YESTERDAY, (yesterday,)))
    return url


def _days(month: Period) -> tuple[date, date]:
    return month.first + timedelta(days=8), month.first + timedelta(days=10)
