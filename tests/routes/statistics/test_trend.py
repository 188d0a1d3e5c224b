"""Calls over time, in blocks that may be shown."""

from collections import Counter
from datetime import date, timedelta

import pytest

from routes.statistics.cells import Cell, Counts
from routes.statistics.counting import Words
from routes.statistics.period import Kind, Period, period_of
from routes.statistics.reading import read_compared
from routes.statistics.recorder import Statistics
from routes.statistics.store import Store
from routes.statistics.trend import Trend

DAYS = {Kind.DAY: 1, Kind.WEEK: 7, Kind.MONTH: 31}
"""How many a block has at most."""
MARCH = Period(Kind.MONTH, date(2026, 3, 1))


def trend_of(store: Store, period: Period, days: int, each_day: int, reached: int) -> Trend:
    """That of a hotline that has had so many calls on each of these last days."""
    found: Counts = Counter()
    for day in (period.last - timedelta(days=n) for n in range(days)):
        found[Cell(str(day), False, "calls")] += each_day
        found[Cell(str(day)[:7], False, "hours", "12")] += each_day
        found[Cell(str(day), False, "reached")] += reached
        for measure in ("seconds", "keys"):
            found[Cell(str(day)[:7], False, measure, "10")] += reached
    store.add(found)
    found_trend = read_compared(Statistics(Words(frozenset(), frozenset(), frozenset()), 1100,
                                           store), period).trend  # fmt: skip
    assert found_trend is not None
    return found_trend


@pytest.mark.parametrize(
    ("each_day", "kind", "blocks", "calls"),
    [(62, Kind.DAY, 31, 60), (9, Kind.WEEK, 12, 60), (2, Kind.MONTH, 12, 62)],
)
def test_the_blocks_are_as_fine_as_may_be_shown(
    store: Store, each_day: int, kind: Kind, blocks: int, calls: int
) -> None:
    """Days and weeks in tens and from fifty calls on, months exactly."""
    found = trend_of(store, MARCH, 2 * blocks * DAYS[kind], each_day, each_day // 2)
    assert (found.kind, len(found.blocks), len(found.before)) == (kind, blocks, blocks)
    assert found.blocks[-1 if kind is Kind.MONTH else 5].calls == calls
    assert found.is_coarser == (kind is not Kind.DAY)


@pytest.mark.parametrize(
    ("kind", "block", "many"),
    [(Kind.DAY, Kind.DAY, 14), (Kind.WEEK, Kind.DAY, 7), (Kind.MONTH, Kind.DAY, 31),
     (Kind.QUARTER, Kind.WEEK, 13), (Kind.YEAR, Kind.MONTH, 12)],
)  # fmt: skip
def test_each_period_has_its_blocks_and_those_of_the_one_before(
    store: Store, kind: Kind, block: Kind, many: int
) -> None:
    period = period_of(kind, date(2025, 5, 20))
    found = trend_of(store, period, 2 * many * DAYS[block], 62, 31)
    assert (found.kind, len(found.blocks), found.is_coarser) == (block, many, False)
    assert found.before[-1].period == found.blocks[0].period.before
    assert all(one.calls is not None for one in (*found.blocks, *found.before))
