"""Figures for a spreadsheet, exactly as they are shown."""

from collections.abc import Iterator, Mapping, Sequence

from routes.statistics.table import Shown, Table
from routes.translations import N_

HEADER = (N_("table"), N_("row"), N_("column"), N_("count"))

Line = tuple[Shown, ...]


def one_count_a_line(
    tables: Sequence[Table], summaries: Sequence[Mapping[str, str]]
) -> Iterator[Line]:
    """Several tables below each other, without a header. A count a line suits pivot tables.

    summaries: of each table, name -> figure.
    """
    for table, summary in zip(tables, summaries, strict=True):
        for row, counts in zip(table.rows, table.counts, strict=True):
            yield from (
                (table.name, row, *cell) for cell in zip(table.columns, counts, strict=True)
            )
        yield from ((table.name, name, "", figure) for name, figure in summary.items())


def as_it_is(table: Table, summary: Mapping[str, str]) -> Iterator[Line]:
    """One table with its header, in its own shape."""
    yield (table.title, *table.columns)
    for row, counts in zip(table.rows, table.counts, strict=True):
        yield (row, *counts)
    yield from summary.items()
