"""What is shown of a finished period. Pure.

Figures are made once, when the period is finished, and stored as they are shown. If they grew while
somebody watches, or were made again for other days, their difference could be a single caller.

A month has all tables, with small counts hidden. Days and weeks overlap with a month. So they have
only calls, rounded to tens, and only from MANY calls on: subtracting them from the month does not
give the calls of a hidden day.
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
"""The calls of a day or a week are shown from this number on. Rounding then changes them by a tenth
at most.
"""
TENS = 10
"""The calls of days and weeks are rounded to multiples of this."""
TOO_FEW = f"<{MANY}"
"""Shown instead of the calls of a day or a week that has fewer."""


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
    """What is shown of a finished period. counts: of real calls, of any time."""
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
    """The nearest multiple of ten."""
    return (n + TENS // 2) // TENS * TENS


def to_be_released(counts: Counts, today: date) -> Iterator[Period]:
    """Every finished period in which something was counted."""
    names = {cell.period for cell in counts if _is_released(cell)}
    periods = {period for name in names for period in periods_of(name)}
    for period in sorted(periods, key=lambda one: (one.first, one.kind)):
        if period.is_finished(today):
            yield period


def is_used_up(cell: Cell, today: date) -> bool:
    """Whether every period that includes a counter is released, so that it can be removed."""
    return _is_released(cell) and all(one.is_finished(today) for one in periods_of(cell.period))


def _is_released(cell: Cell) -> bool:
    """Lines and simulated calls identify no caller: they are shown live and exactly."""
    return cell.period != EVER and cell.measure != Measure.LINES and not cell.rehearsal


def to_json(figures: list[Figures]) -> str:
    """Figures as they are stored."""
    return json.dumps([asdict(one) for one in figures], ensure_ascii=False)


def from_json(stored: str) -> list[Figures]:
    """The figures that were stored."""
    return [Figures(_table(one["table"]), one["summary"]) for one in json.loads(stored)]


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
