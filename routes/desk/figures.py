"""The figures of the page Activity: every table as it may leave, in the words of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from routes.call.hotline import Hotline
from routes.desk.labels import figures_in_words, in_words
from routes.statistics.cells import Counts
from routes.statistics.reports import reports, summary
from routes.statistics.safe import safe_together
from routes.statistics.table import Shown, Table

SHADES = 4
ORDER = ("calls", "languages", "listened", "transfers", "seconds", "keys", "hours", "leaving")
"""Of the tables on the page: those that are beside each other on a wide screen belong together."""


@dataclass(frozen=True)
class Figures:
    """A table, and what it comes to. Nothing of what the table hides is here."""

    table: Table
    told: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Stands in addresses."""
        return self.table.name

    def shade(self, row: int, column: int) -> int:
        """How dark a cell of the heat map is, from 0 to SHADES. A hidden count is not shaded,
        neither is a sum.
        """
        n = self.table.counts[row][column]
        inner = [
            one for counts in self.table.counts[:-1] for one in counts[:-1] if isinstance(one, int)
        ]
        if (
            isinstance(n, str)
            or n == 0
            or row == len(self.table.rows) - 1
            or column == len(self.table.columns) - 1
        ):
            return 0
        return ceil(SHADES * n / max(inner))


def figures_of(counts: Counts, weekdays: Sequence[int], hotline: Hotline) -> list[Figures]:
    """All figures of a period with these days of the week, hidden together: what is told beside and
    below each other gives nothing away.
    """
    exact = reports(counts, weekdays)
    shown = safe_together(exact)
    told = [summary(table, seen) for table, seen in zip(exact, shown, strict=True)]
    words = [in_words(table, hotline) for table in shown]
    made = [
        Figures(_upright(table) if table.name == "hours" else table, figures_in_words(figures))
        for table, figures in zip(words, told, strict=True)
    ]
    return sorted(made, key=lambda one: ORDER.index(one.name))


def _upright(table: Table) -> Table:
    """Hours below each other: 24 columns fit on no telephone and on no paper."""
    rows = tuple(f"{hour}:00" if hour.isdigit() else hour for hour in table.columns)
    counts: tuple[tuple[Shown, ...], ...] = tuple(zip(*table.counts, strict=True))
    return replace(table, columns=table.rows, rows=rows, counts=counts, figures=())
