"""Rows of the counters. Each function works in a transaction that its caller has begun."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from routes.statistics.cells import Cell, Counts
from routes.statistics.in_a_row import InARow, in_a_row_after
from routes.statistics.schema import in_a_row, marginals

_NAMES = (*Cell._fields, "n")


def counts_of(connection: Connection, query: Select[Any]) -> Counts:
    """The counters that a query finds."""
    return Counter({Cell(*row[:-1]): row[-1] for row in connection.execute(query)})


def insert_counts(connection: Connection, counts: Counts) -> None:
    """Add counters that are not there, in the order of their keys."""
    rows = [dict(zip(_NAMES, (*cell, n), strict=True)) for cell, n in sorted(counts.items())]
    if rows:
        connection.execute(insert(marginals), rows)


def in_a_row_now(connection: Connection) -> InARow:
    """How often in a row nobody took a call."""
    return {row.destination: row.n for row in connection.execute(select(in_a_row))}


def count_in_a_row(connection: Connection, counts: Counts) -> None:
    """Count on from a batch how often in a row nobody took a call."""
    before = in_a_row_now(connection)
    after = in_a_row_after(before, counts)
    if after != before:
        connection.execute(delete(in_a_row))
        rows = [{"destination": name, "n": n} for name, n in sorted(after.items())]
        connection.execute(insert(in_a_row), rows)
