"""Makes tables of counters. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from math import ceil

from routes.statistics.cells import KEYS, MORE, SECONDS, Counts, Measure
from routes.statistics.period import Kind
from routes.statistics.safe import SMALL
from routes.statistics.table import Table, with_sums
from routes.translations import N_

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
REST = N_("others")
"""The row of all languages that were chosen too rarely for a row of their own."""


def reports(counts: Counts, kind: Kind, least: int = 1) -> list[Table]:
    """All tables of a period of this kind, except the lines. Days and weeks have only one. least:
    languages and nodes with fewer counts have no row.
    """
    if kind in (Kind.DAY, Kind.WEEK):
        return [calls(counts)]
    return [
        calls(counts),
        languages(counts, least),
        waiting(counts),
        keys(counts),
        listened(counts, least),
        leaving(counts, least),
        hours(counts),
        weekdays(counts),
    ]


def calls(counts: Counts) -> Table:
    """Calls, and how many of them reached a person."""
    answered = _by_value(counts, Measure.CALLS).total()
    reached = _by_value(counts, Measure.REACHED).total()
    return Table(
        "calls",
        (N_("reached a person"), N_("did not"), N_("together")),
        (N_("calls"),),
        ((reached, max(answered - reached, 0), max(answered, reached)),),
        sums_across=True,
        figures=((0, 0, _REACHED), (0, 2, _CALLS)),
    )


def languages(counts: Counts, least: int = 1) -> Table:
    """The languages that callers chose. A rare language is among the others, so that a month with
    it looks like a month without it. There is no sum, because it would show the count of the
    others.
    """
    chosen = _by_value(counts, Measure.LANGUAGES)
    named = {tag: n for tag, n in chosen.most_common() if n >= least}
    rows = list(named.items())
    if least > 1:
        rows.append((REST, chosen.total() - sum(named.values())))
    names = tuple(name for name, _ in rows)
    return Table("languages", (N_("chosen"),), names, tuple((n,) for _, n in rows), ranked=0)


def transfers(counts: Counts) -> Table:
    """How the lines of each destination ended."""
    ended: Counter[tuple[str, str]] = Counter()
    for cell, n in counts.items():
        if cell.measure == Measure.LINES:
            ended[cell.value, cell.outcome] += n
    rows = sorted({destination for destination, _ in ended})
    columns = sorted({ending for _, ending in ended})
    cells = [[ended[row, column] for column in columns] for row in rows]
    return with_sums("transfers", columns, rows, cells)


def waiting(counts: Counts) -> Table:
    """Calls by the seconds until a person was reached."""
    return _histogram(counts, Measure.SECONDS, SECONDS)


def keys(counts: Counts) -> Table:
    """Calls by the keys that were pressed until a person was reached."""
    return _histogram(counts, Measure.KEYS, KEYS)


def listened(counts: Counts, least: int = 1) -> Table:
    """How often callers came to each node."""
    entered = _by_value(counts, Measure.LISTENED)
    rows = tuple(node for node, n in entered.most_common() if n >= least)
    return Table(
        "listened", (N_("times"),), rows, tuple((entered[node],) for node in rows), ranked=0
    )


def leaving(counts: Counts, least: int = 1) -> Table:
    """How often callers left at each node."""
    waits = _by_value(counts, Measure.WAITS)
    went = _by_value(counts, Measure.WENT_ON)
    left = {node: max(n - went[node], 0) for node, n in waits.items() if n >= least}
    rows = sorted(left, key=lambda node: (-left[node], node))
    cells = tuple((min(went[node], waits[node]), left[node], waits[node]) for node in rows)
    columns = (N_("went on"), N_("left"), N_("together"))
    return Table("leaving", columns, tuple(rows), cells, sums_across=True, ranked=1)


def hours(counts: Counts) -> Table:
    """Calls by hour of the day."""
    begun = _by_value(counts, Measure.HOURS)
    names = [f"{hour:02}" for hour in range(24)]
    rows = [f"{name}:00" for name in names]
    return _of_calls("hours", rows, [begun[name] for name in names])


def weekdays(counts: Counts) -> Table:
    """Calls by day of the week."""
    begun: Counter[int] = Counter()
    for cell, n in counts.items():
        if cell.measure == Measure.CALLS:
            begun[date.fromisoformat(cell.period).weekday()] += n
    return _of_calls("weekdays", list(WEEKDAYS), [begun[day] for day in range(7)])


def summary(table: Table, shown: Table, *, exact: bool = False) -> dict[str, str]:
    """The summary of a table: name -> figure. shown: the table with small counts hidden."""
    if table.name == "calls":
        reached, _, answered = shown.counts[0]
        if isinstance(reached, str) or isinstance(answered, str) or not answered:
            return {SHARE: "-"}
        return {SHARE: f"{reached / answered:.0%}"}
    if table.name in (Measure.SECONDS, Measure.KEYS):
        return {name: quantile(table, share, exact=exact) for name, share in QUANTILES.items()}
    return {}


def quantile(table: Table, share: float, *, exact: bool = False) -> str:
    """The upper bound of the bucket that this share of callers did not exceed. `-` without
    callers. Unless exact, also `-` with fewer than five callers on either side, because the figure
    could be that of one of them.
    """
    buckets = [int(row[0]) for row in table.counts[:-1]]
    callers = sum(buckets)
    if not callers or (not exact and callers * min(share, 1 - share) < _EITHER_SIDE):
        return "-"
    wanted = ceil(callers * share)
    so_far = 0
    for bound, n in zip(table.rows, buckets, strict=False):
        so_far += n
        if so_far >= wanted:
            return bound
    return MORE


SHARE = N_("share that reached a person")
"""Names the summary of the calls."""
HALF, NINE_IN_TEN = N_("half of them"), N_("nine in ten")
"""Name the summaries of the seconds and the keys."""
QUANTILES = {HALF: 0.5, NINE_IN_TEN: 0.9}
"""Name of a summary -> the share of callers that it is about."""
_CALLS = "calls"
"""Names the figure of all calls, which several tables have."""
_REACHED = "reached"
"""Names the figure of all calls that reached a person."""
_EITHER_SIDE = SMALL - 1e-9
"""Callers on either side of a quantile. The product of callers and share is not exact."""


def _histogram(counts: Counts, measure: Measure, bounds: Iterable[int]) -> Table:
    found = _by_value(counts, measure)
    rows = [*(f"up to {bound}" for bound in bounds), N_("more")]
    cells = [[found[bound]] for bound in (*map(str, bounds), MORE)]
    table = with_sums(measure.value, [N_("callers")], rows, cells)
    return replace(table, figures=((len(rows), 0, _REACHED),))


def _of_calls(name: str, rows: list[str], begun: list[int]) -> Table:
    table = with_sums(name, [N_("calls")], rows, [[n] for n in begun])
    return replace(table, figures=((len(rows), 0, _CALLS),))


def _by_value(counts: Counts, measure: Measure) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell, n in counts.items():
        if cell.measure == measure:
            found[cell.value] += n
    return found
