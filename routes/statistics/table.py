"""A table of figures, as a report makes it and as it may leave."""

from dataclasses import dataclass, replace

Shown = int | str
"""A figure, or what stands for one that is hidden."""


@dataclass(frozen=True)
class Table:
    """counts: figures, a row each. sums_down: the last row is the sum of the others. sums_across:
    the last column is. about: what the figures mean, and what they do not. figures: row, column and
    name of counts that stand in other tables too, under the same name. ranked: the column by which
    the rows are in order, the largest first. seen: rows and columns are only those of which
    something was counted.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    counts: tuple[tuple[Shown, ...], ...]
    sums_down: bool = False
    sums_across: bool = False
    about: str = ""
    figures: tuple[tuple[int, int, str], ...] = ()
    ranked: int | None = None
    seen: bool = False


def in_order(table: Table) -> Table:
    """Ranked by what is shown alone: a hidden count between two others would be known by its
    place.
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


def with_sums(
    name: str,
    title: str,
    columns: list[str],
    rows: list[str],
    counts: list[list[int]],
    *,
    about: str = "",
) -> Table:
    """A table with a sum below every column and, where there are several columns, behind every
    row.
    """
    across = len(columns) > 1
    wide = [[*row, sum(row)] if across else row for row in counts]
    below = [sum(row[index] for row in wide) for index in range(len(columns) + across)]
    return Table(
        name,
        title,
        (*columns, *(["together"] if across else [])),
        (*rows, "together"),
        tuple(map(tuple, [*wide, below])),
        sums_down=True,
        sums_across=across,
        about=about,
    )
