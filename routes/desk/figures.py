"""The figures of the page Activity: tables as they may leave the hotline, in the page's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from routes.call.hotline import Hotline
from routes.desk.labels import summary_in_words, table_in_words
from routes.statistics.cells import Counts
from routes.statistics.reports import reports, summary
from routes.statistics.safe import safe_together
from routes.statistics.table import Shown, Table

SHADES = 4
ORDER = ("calls", "languages", "listened", "transfers", "seconds", "keys", "hours", "leaving")
"""The tables in the order of the page. On a wide screen, two related tables are side by side."""


@dataclass(frozen=True)
class Figures:
    """A table, and its summary: name -> figure. Neither holds a count that the table hides."""

    table: Table
    summary: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name in the addresses of the page."""
        return self.table.name

    def shade(self, row: int, column: int) -> int:
        """How dark a cell of the heat map is, from 0 to SHADES. Hidden counts and sums are 0."""
        count = self.table.counts[row][column]
        is_sum = row == len(self.table.rows) - 1 or column == len(self.table.columns) - 1
        if isinstance(count, str) or count == 0 or is_sum:
            return 0
        shown = [
            cell
            for counts in self.table.counts[:-1]
            for cell in counts[:-1]
            if isinstance(cell, int)
        ]
        return ceil(SHADES * count / max(shown))


def figures_of(counts: Counts, weekdays: Sequence[int], hotline: Hotline) -> list[Figures]:
    """All figures of a period with these days of the week. They are hidden together, so that no
    hidden count can be computed from the other tables.
    """
    exact = reports(counts, weekdays)
    all_figures = []
    for table, shown in zip(exact, safe_together(exact), strict=True):
        words = table_in_words(shown, hotline)
        upright = _upright(words) if shown.name == "hours" else words
        all_figures.append(Figures(upright, summary_in_words(summary(table, shown))))
    return sorted(all_figures, key=lambda figures: ORDER.index(figures.name))


def _upright(table: Table) -> Table:
    """With the hours as rows: 24 columns fit neither a telephone nor paper."""
    rows = tuple(f"{hour}:00" if hour.isdigit() else hour for hour in table.columns)
    counts: tuple[tuple[Shown, ...], ...] = tuple(zip(*table.counts, strict=True))
    return replace(table, columns=table.rows, rows=rows, counts=counts, figures=())
