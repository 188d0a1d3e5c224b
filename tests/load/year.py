"""Rows and bytes that a year of statistics takes, were none of its counters removed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from random import Random

import click
from sqlalchemy import text

from routes.settings.database import address
from routes.statistics.cells import Counts
from routes.statistics.store import Store
from tests.load.batches import month
from tests.load.recording import Call
from tests.measuring.tables import Value, table

DAYS = 30
MONTHS = (1_000, 10_000, 100_000)
"""Calls in so many days."""
YEAR = 365
PART = 500
"""Rows that are written at once."""
_SIZE = {
    "postgresql": "SELECT pg_total_relation_size('marginals')",
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
}
"""Bytes, with what finds rows by their key; of SQLite, of the whole file."""


def growing(calls: Sequence[Call], urls: Mapping[str, str]) -> str:
    """A line for each number of calls. urls: an empty database of each kind."""
    found = [_month(calls, number) for number in MONTHS]
    sizes = [bytes_a_row(url, found[0]) for url in urls.values()]
    rows = [
        _row(f"{number} calls a month", len(one), sizes)
        for number, one in zip(MONTHS, found, strict=True)
    ]
    return table(
        ("", "rows a month", "rows a year", *(f"{name}, MB a year" for name in urls)), rows
    )


def _row(name: str, rows: int, sizes: Sequence[float]) -> list[Value]:
    year = rows * YEAR / DAYS
    return [name, rows, round(year), *(year * size / 1e6 for size in sizes)]


def _month(calls: Sequence[Call], number: int) -> Counts:
    click.echo(f"a month of {number} calls ...", err=True)
    found = Counts()
    for counts in month(calls, number, DAYS, Random(number)):
        found.update(counts)
    return found


def bytes_a_row(url: str, counts: Counts) -> float:
    """Of a table that holds these."""
    store, cells = Store(address(url)), iter(sorted(counts))
    store.open()
    while part := list(islice(cells, PART)):
        store.add(Counter({cell: counts[cell] for cell in part}))
    with store.engine.connect() as connection:
        size: int = connection.execute(text(_SIZE[store.engine.dialect.name])).scalar_one()
    return size / len(counts)
