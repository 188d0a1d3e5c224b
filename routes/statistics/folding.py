"""Turns the counters of version 1 into those of version 2.

A counter of version 1 was about an hour, an event, a language, a place and an outcome together.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, text

from ivr.hours import BRUSSELS_TIME
from ivr.position import UNDECIDED
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.period import day_name, month_name

_HOURLY = "SELECT hour, rehearsal, event, language, place, outcome, n FROM counters ORDER BY hour"
_EVER = "SELECT rehearsal, event, outcome, n FROM totals"
_AT_ONCE = 10_000
"""Rows in memory: a year may have millions."""
_PLACES = {"entered": Measure.LISTENED, "waits": Measure.WAITS, "went on": Measure.WENT_ON}
_BUCKETS = {"seconds": Measure.SECONDS, "keys": Measure.KEYS}
_TOTALS = {
    ("call", ""): Measure.CALLS,
    ("reached", "first"): Measure.REACHED,
    ("failed", ""): Measure.FAILED,
    ("lost", ""): Measure.LOST,
}


def fold(connection: Connection, marginals: Table) -> None:
    """Add up the counters of version 1, and insert the sums in the order of their keys."""
    found: Counts = Counter()
    for row in connection.execute(text(_HOURLY), execution_options={"yield_per": _AT_ONCE}):
        for cell in _cells(row):
            found[cell] += row.n
    for row in connection.execute(text(_EVER)):
        if measure := _TOTALS.get((row.event, row.outcome)):
            found[Cell(EVER, bool(row.rehearsal), measure.value)] += row.n
    if found:
        names = (*Cell._fields, "n")
        rows = [dict(zip(names, (*cell, n), strict=True)) for cell, n in sorted(found.items())]
        connection.execute(insert(marginals), rows)


@lru_cache(maxsize=1)  # the rows come hour by hour
def _in_belgium(hour: str) -> tuple[str, str, str]:
    """The day, the month and the hour of the day, as counters name them. hour: of UTC."""
    here = datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC).astimezone(BRUSSELS_TIME)
    return day_name(here.date()), month_name(here.date()), f"{here:%H}"


def _cells(row: Row[Any]) -> Iterator[Cell]:
    day, month, hour = _in_belgium(row.hour)
    rehearsal = bool(row.rehearsal)
    if row.event == "call":
        yield Cell(day, rehearsal, Measure.CALLS.value)
        yield Cell(month, rehearsal, Measure.HOURS.value, hour)
    elif (row.event, row.outcome) == ("reached", "first"):
        yield Cell(day, rehearsal, Measure.REACHED.value)
    elif row.event == "line":
        yield Cell(day, rehearsal, Measure.LINES.value, row.place, row.outcome)
    elif row.event == "language" and row.language != UNDECIDED:
        yield Cell(month, rehearsal, Measure.LANGUAGES.value, row.language)
    elif measure := _PLACES.get(row.event):
        yield Cell(month, rehearsal, measure.value, row.place)
    elif measure := _BUCKETS.get(row.event):
        yield Cell(month, rehearsal, measure.value, row.outcome)
