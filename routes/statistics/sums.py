"""Adds the months of a quarter or a year up. Pure.

Only what was released of each month is read, never a counter: those are gone by then. So a quarter
or a year, and its difference to the one before, tell nothing that the months did not tell. A sum of
figures of which some are hidden is shown as the least that it can be.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

from routes.statistics.bounds import NONE, NOT_LISTED, Bounds, bounds_of, total
from routes.statistics.cells import Measure
from routes.statistics.release import Figures
from routes.statistics.reports import QUANTILES, REST, SHARE
from routes.statistics.table import Table

CLOSE = 0.1
"""A share is shown where it is known to within this."""
BUCKETS = 3
"""A quantile is shown where it is known to within so many buckets."""

_Rows = Mapping[str, list[Bounds]]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A table of sums. rows: row -> a sum for each column. summaries: those of the months."""

    table: Table
    rows: _Rows
    summaries: Sequence[Mapping[str, str]]

    def figures(self) -> Figures:
        """As it is shown."""
        counts = tuple(tuple(one.shown for one in row) for row in self.rows.values())
        table = replace(self.table, rows=tuple(self.rows), counts=counts, figures=())
        return Figures(table, self._summary())

    def _summary(self) -> dict[str, str]:
        if self.table.name == "calls":
            reached, _, answered = next(iter(self.rows.values()))
            return {SHARE: share(reached, answered)}
        if self.table.name in (Measure.SECONDS, Measure.KEYS):
            return {
                name: _quantile(self.rows, part, [one[name] for one in self.summaries])
                for name, part in QUANTILES.items()
            }
        return {}


def add_up(months: Sequence[Sequence[Figures]]) -> list[Figures]:
    """What is shown of several months together. months: what was released of each."""
    named = [{figures.name: figures for figures in month} for month in months]
    names = dict.fromkeys(name for month in named for name in month)  # every month has all
    return [_sum([month[name] for month in named]).figures() for name in names]


def share(part: Bounds, whole: Bounds) -> str:
    """A share in percent; `-` where it is not known well."""
    if not whole.least or part.most == inf:
        return "-"
    least = part.least / whole.most
    most = min(part.most / whole.least, 1)
    if f"{least:.0%}" == f"{most:.0%}":
        return f"{least:.0%}"
    return f"{least:.0%}-{most:.0%}" if most - least <= CLOSE else "-"


def _sum(months: Sequence[Figures]) -> _Sum:
    """Rows that a month does not list had fewer than five there, or none."""
    tables = [figures.table for figures in months]
    known = [dict(zip(table.rows, bounds_of(table), strict=True)) for table in tables]
    width = len(tables[0].columns)
    absent = [NOT_LISTED if tables[0].ranked is not None else NONE] * width
    rows = {
        row: [total(column) for column in zip(*(of.get(row, absent) for of in known), strict=True)]
        for row in dict.fromkeys(row for table in tables for row in table.rows)
    }
    if (ranked := tables[0].ranked) is not None:
        # The largest first; the others, of which each month has more or fewer, last.
        order = sorted(rows, key=lambda row: (row == REST, -rows[row][ranked].least, row))
        rows = {row: rows[row] for row in order}
    return _Sum(tables[0], rows, [figures.summary for figures in months])


def _quantile(rows: _Rows, part: float, of_months: Collection[str]) -> str:
    """The bound that this share of callers did not exceed, whatever the hidden counts are. `-`
    where they matter much. of_months: the same of each month, between which it must be.
    """
    names = list(rows)[:-1]
    *buckets, (callers,) = rows.values()
    counts = [bucket for (bucket,) in buckets]
    first, last = 0, len(names) - 1
    if callers.most < inf and callers.least:
        is_exact = callers.least == callers.most
        spread = [int(one.most - one.least) if is_exact and one.most < inf else int(callers.most)
                  for one in counts]  # fmt: skip
        unknown = int(callers.most) - sum(one.least for one in counts)
        known = [one.least for one in counts]
        first = _bucket(_filled(known, spread, unknown), part)
        last = _bucket(_filled(known[::-1], spread[::-1], unknown)[::-1], part)
    if set(of_months) <= set(names):
        places = [names.index(name) for name in of_months]
        first, last = max(first, min(places)), min(last, max(places))
    return "-" if last - first > BUCKETS else names[last]


def _filled(known: Sequence[int], spread: Sequence[int], unknown: int) -> list[int]:
    """The counts with all that is unknown as far at the beginning as it can be."""
    found = []
    for n, most in zip(known, spread, strict=True):
        more = min(most, unknown)
        unknown -= more
        found.append(n + more)
    return found


def _bucket(counts: Sequence[int], part: float) -> int:
    """The bucket up to which this share of all counts is."""
    wanted = ceil(sum(counts) * part)
    so_far = 0
    for index, n in enumerate(counts):
        so_far += n
        if so_far >= wanted:
            return index
    return len(counts) - 1
