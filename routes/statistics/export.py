"""Figures for a spreadsheet, exactly as they are shown."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

from routes.statistics.table import Shown, Table
from routes.translations import N_

HEADER = (N_("table"), N_("row"), N_("column"), N_("count"))


class Share(float):
    """A part of a whole, between 0 and 1, or a difference in parts of what was before."""


Value = Shown | float | date
Line = tuple[Value, ...]
_BYTE_ORDER_MARK = "\ufeff"
"""Without it, office spreadsheets do not read UTF-8: Sürya becomes SÃ¼rya."""


def as_csv(lines: Iterable[Line]) -> str:
    """A file that a spreadsheet in a Belgian office opens by a double click: its list separator is
    the semicolon, its decimal separator the comma, and a day is written as 31/12/2026.
    """
    body = StringIO()
    csv.writer(body, delimiter=";").writerows([_written(value) for value in line] for line in lines)
    return _BYTE_ORDER_MARK + body.getvalue()


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


def _written(value: Value) -> str:
    """A text that a spreadsheet would compute is kept a text by the blank before it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return f" {value}" if value[:1] in _COMPUTED and value != "-" else value
    return f"{value:.0%}" if isinstance(value, Share) else str(value).replace(".", ",")


_COMPUTED = ("=", "+", "-", "@")
