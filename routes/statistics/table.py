"""A table of figures, with all counts or with some of them hidden."""

from dataclasses import dataclass, replace

Shown = int | str
"""A count, or the text that is shown instead of a hidden one."""


@dataclass(frozen=True)
class Table:
    """A table of figures. counts: a tuple for each row.

    name: stands in addresses and files. sums_down: the last row is the sum of the others.
    sums_across: the last column is the sum of the others. figures: row, column and name of counts
    that other tables have under the same name. ranked: the column by which the rows are sorted, the
    largest count first. title: the heading. about: sentences that say what its figures mean.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    counts: tuple[tuple[Shown, ...], ...]
    sums_down: bool = False
    sums_across: bool = False
    figures: tuple[tuple[int, int, str], ...] = ()
    ranked: int | None = None
    title: str = ""
    about: tuple[str, ...] = ()


def in_order(table: Table) -> Table:
    """The same table with its rows in the order of what is shown. In the order of the exact counts,
    the place of a hidden one would show how large it is.
    """
    column = table.ranked
    if column is None:
        return table
    last = len(table.rows) - table.sums_down
    lines = list(zip(table.rows, table.counts, strict=True))
    ranked = [
        *sorted(lines[:last], key=lambda line: (*_rank(line[1][column]), line[0])),
        *lines[last:],
    ]
    return replace(
        table, rows=tuple(row for row, _ in ranked), counts=tuple(counts for _, counts in ranked)
    )


def _rank(shown: Shown) -> tuple[int, str]:
    return (-shown, "") if isinstance(shown, int) else (1, shown)


def with_sums(name: str, columns: list[str], rows: list[str], counts: list[list[int]]) -> Table:
    """A table with a sum below every column. With several columns, also a sum behind every row."""
    across = len(columns) > 1
    wide = [[*row, sum(row)] if across else row for row in counts]
    below = [sum(row[index] for row in wide) for index in range(len(columns) + across)]
    return Table(
        name,
        (*columns, *(["together"] if across else [])),
        (*rows, "together"),
        tuple(map(tuple, [*wide, below])),
        sums_down=True,
        sums_across=across,
    )
