"""A database for the desk, in which things were counted, in a month that is over."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from routes.settings.database import address
from routes.statistics.cells import OF_DAYS, Cell, Measure
from routes.statistics.period import Kind, belgian_day, day_name, month_name, period_of
from routes.statistics.store import Store


def today() -> date:
    """The Belgian day. Asked anew in every test: the tests may run past midnight."""
    return belgian_day(datetime.now(UTC))


LAST_MONTH = period_of(Kind.MONTH, today().replace(day=1) - timedelta(days=1))
MONTH = period_of(Kind.MONTH, LAST_MONTH.first - timedelta(days=1))
"""The month before last: all of it is shown, whichever day it is."""
TUESDAY = period_of(Kind.WEEK, MONTH.first + timedelta(days=7)).first + timedelta(days=1)
THURSDAY = TUESDAY + timedelta(days=2)

Counted = Mapping[tuple[Measure, str, str], int]
"""Measure, value and outcome -> how often. By the day: half of it on each of the two days."""

USUAL: Counted = {
    (Measure.CALLS, "", ""): 120,
    (Measure.REACHED, "", ""): 40,
    (Measure.LINES, "north", "connected"): 22,
    (Measure.LINES, "north", "busy"): 12,
    (Measure.LINES, "south", "connected"): 18,
    (Measure.LINES, "south", "busy"): 2,
    (Measure.LANGUAGES, "nl", ""): 41,
    (Measure.LANGUAGES, "uk", ""): 9,
    (Measure.LANGUAGES, "ar", ""): 3,
    (Measure.LISTENED, "signs", ""): 17,
    (Measure.SECONDS, "60", ""): 33,
    (Measure.SECONDS, "90", ""): 7,
    (Measure.KEYS, "4", ""): 25,
    (Measure.KEYS, "5", ""): 15,
    (Measure.HOURS, "12", ""): 90,
    (Measure.HOURS, "13", ""): 30,
    (Measure.WAITS, "main", ""): 30,
    (Measure.WENT_ON, "main", ""): 22,
}
REHEARSED: Counted = {(Measure.CALLS, "", ""): 48, (Measure.LANGUAGES, "ar", ""): 3}


def counts(counted: Counted, days: tuple[date, ...], *, rehearsal: bool = False) -> Counter[Cell]:
    """The counters of it."""
    found: Counter[Cell] = Counter()
    for (measure, value, outcome), n in counted.items():
        if measure in OF_DAYS:
            for day in days:
                found[Cell(day_name(day), rehearsal, measure, value, outcome)] += n // len(days)
        else:
            found[Cell(month_name(days[0]), rehearsal, measure, value, outcome)] += n
    return found


def database(
    folder: Path,
    counted: Counted = USUAL,
    rehearsed: Counted = REHEARSED,
    days: tuple[date, date] = (TUESDAY, THURSDAY),
) -> str:
    """Its address."""
    url = f"sqlite:///{folder / 'statistics.sqlite'}"
    store = Store(address(url))
    store.open()
    store.add(counts(counted, days) + counts(rehearsed, days, rehearsal=True))
    return url
