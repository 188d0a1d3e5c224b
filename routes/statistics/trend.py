"""Calls over time: by the day where a day may be shown, else by the week or the month. Pure.

Every figure is one that was released. A day or a week with few calls has none, so a hotline with
few calls a day gets coarser blocks instead of many that are hidden.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from routes.statistics.period import Kind, Period, period_of
from routes.statistics.release import Figures
from routes.statistics.table import Shown

ENOUGH = 0.75
"""Blocks of this share at least must be shown; else coarser ones are."""
DAYS, WEEKS, MONTHS = 14, 12, 12
"""How many blocks give a single day, week or month its context."""

Released = Mapping[Kind, Mapping[date, list[Figures]]]
"""Kind -> first day -> what was released."""


@dataclass(frozen=True)
class Block:
    """A day, a week or a month of the trend. reached, others, calls: as released; None where it is
    not known, or not yet.
    """

    period: Period
    reached: Shown | None = None
    others: Shown | None = None
    calls: Shown | None = None


@dataclass(frozen=True)
class Trend:
    """blocks: of one kind. before: for each, the one that many blocks earlier. is_coarser: finer
    blocks would have been hidden.
    """

    kind: Kind
    blocks: list[Block]
    before: list[Block]
    is_coarser: bool = False


def periods_needed(period: Period) -> Iterator[Period]:
    """Every period that could be in the trend of a period."""
    for blocks in _candidates(period):
        yield from blocks
        yield from _earlier(blocks)


def trend(period: Period, released: Released) -> Trend:
    """The finest trend of which enough may be shown; the coarsest where none may."""
    candidates = _candidates(period)
    for blocks in candidates:
        found = [_block(one, released) for one in blocks]
        known = [one for one in found if one.calls is not None]
        shown = [one for one in known if isinstance(one.calls, int)]
        if blocks is candidates[-1] or (known and len(shown) >= ENOUGH * len(known)):
            break
    before = [_block(one, released) for one in _earlier(blocks)]
    return Trend(blocks[0].kind, found, before, is_coarser=blocks is not candidates[0])


def _candidates(period: Period) -> list[list[Period]]:
    """The blocks of a trend, the finest first."""
    months = _until(period_of(Kind.MONTH, period.last), MONTHS)
    weeks = _until(period_of(Kind.WEEK, period.last), WEEKS)
    match period.kind:
        case Kind.DAY:
            return [_until(period, DAYS), weeks, months]
        case Kind.WEEK:
            return [_within(Kind.DAY, period), weeks, months]
        case Kind.MONTH:
            return [_within(Kind.DAY, period), weeks, months]
        case Kind.QUARTER:
            return [_within(Kind.WEEK, period), months]
    return [period.months]


def _within(kind: Kind, period: Period) -> list[Period]:
    """The days or weeks of a longer period. A week belongs to where its Thursday is."""
    days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    if kind is Kind.DAY:
        return [Period(kind, day) for day in days]
    return [period_of(kind, day) for day in days if day.weekday() == _THURSDAY]


def _until(period: Period, many: int) -> list[Period]:
    """So many periods of a kind, up to this one."""
    found = [period]
    while len(found) < many:
        found.insert(0, found[0].before)
    return found


def _earlier(blocks: list[Period]) -> list[Period]:
    """As many blocks just before them."""
    return _until(blocks[0].before, len(blocks))


def _block(period: Period, released: Released) -> Block:
    figures = released.get(period.kind, {}).get(period.first)
    if figures is None:
        return Block(period)
    table = next(one.table for one in figures if one.name == "calls")
    return Block(period, *table.counts[0])


_THURSDAY = 3
