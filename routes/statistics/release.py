"""What is shown of a finished period. Pure.

It is made once, when the period is over, and kept as it was shown. Figures that grew while people
look, or that were made anew for other borders, would tell by their difference what each of them
hides: one caller.

A month has all tables, with small counts hidden. Days and weeks share their days with a month, so
they have only calls, rounded to tens, and only where there are many: the difference between a month
and what is shown of its days and weeks then tells nothing of a day that is hidden.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.period import Kind, Period, periods_of
from routes.statistics.reports import calls, reports, summary
from routes.statistics.safe import SMALL, safe_together
from routes.statistics.table import Table

MANY = 50
"""Calls of a day or a week from which on they are shown. A tenth of this is at most the error that
rounding makes, and a day of fifty calls tells of none of them.
"""
TENS = 10
"""Calls of days and weeks are shown as multiples of this."""
TOO_FEW = f"<{MANY}"
"""What stands for the calls of a day or a week that has fewer."""


@dataclass(frozen=True)
class Figures:
    """A table, and its summary: name -> figure. Neither holds a count that the table hides."""

    table: Table
    summary: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name in the addresses of the page Activity."""
        return self.table.name


def release(counts: Counts, period: Period) -> list[Figures]:
    """What is shown of a period that is over. counts: of real calls, of any time."""
    own = Counts({cell: n for cell, n in counts.items() if period.holds(cell.period)})
    if period.kind is not Kind.MONTH:
        return [_rounded(calls(own))]
    exact = reports(own, period.kind, least=SMALL)
    return [
        Figures(replace(shown, figures=()), summary(table, shown))
        for table, shown in zip(exact, safe_together(exact), strict=True)
    ]


def _rounded(table: Table) -> Figures:
    reached, _, answered = (int(n) for n in table.counts[0])
    if answered < MANY:
        shown = replace(table, counts=((TOO_FEW,) * 3,), figures=())
    else:
        reached = to_tens(reached)
        answered = to_tens(answered)
        shown = replace(table, counts=((reached, answered - reached, answered),), figures=())
    return Figures(shown, summary(table, shown))


def to_tens(n: int) -> int:
    """The nearest multiple of ten; the same count is always rounded in the same way."""
    return (n + TENS // 2) // TENS * TENS


def to_be_released(counts: Counts, today: date) -> Iterator[Period]:
    """Every period that is over and of which something was counted."""
    names = {cell.period for cell in counts if _is_released(cell)}
    periods = {period for name in names for period in periods_of(name)}
    for period in sorted(periods, key=lambda one: (one.first, one.kind)):
        if period.is_over(today):
            yield period


def is_used_up(cell: Cell, today: date) -> bool:
    """Whether everything that shows a counter was released, so that the counter can be removed."""
    return _is_released(cell) and all(one.is_over(today) for one in periods_of(cell.period))


def _is_released(cell: Cell) -> bool:
    """Lines tell of no caller, simulated calls of nobody: these are shown at once and exactly."""
    return cell.period != EVER and cell.measure != Measure.LINES and not cell.rehearsal


def written(figures: list[Figures]) -> str:
    """As it is kept."""
    return json.dumps([asdict(one) for one in figures], ensure_ascii=False)


def read_back(kept: str) -> list[Figures]:
    """What was kept, exactly as it was."""
    return [Figures(_table(one["table"]), one["summary"]) for one in json.loads(kept)]


def _table(fields: dict[str, Any]) -> Table:
    return Table(
        **fields
        | {
            "columns": tuple(fields["columns"]),
            "rows": tuple(fields["rows"]),
            "counts": tuple(map(tuple, fields["counts"])),
            "figures": (),
            "about": (),
        }
    )
