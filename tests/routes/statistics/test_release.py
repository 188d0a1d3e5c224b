"""What is shown of a period: when it is over, once and for all, and nothing of a single caller."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.statistics.cells import EVER, Cell, Counts
from routes.statistics.period import Kind, Period, period_of
from routes.statistics.release import MANY, Figures, from_json, release, to_json, to_tens
from routes.statistics.store import Store

TUESDAY = date(2026, 3, 10)
DAY = Period(Kind.DAY, TUESDAY)
WEEK = period_of(Kind.WEEK, TUESDAY)
MARCH = period_of(Kind.MONTH, TUESDAY)
CALL = Cell("2026-03-10", False, "calls")
REACHED = Cell("2026-03-10", False, "reached")
DUTCH = Cell("2026-03", False, "languages", "nl")
ARABIC = Cell("2026-03", False, "languages", "ar")
LINE = Cell("2026-03-10", False, "lines", "north", "busy")
MONTHLY = {"calls", "languages", "seconds", "keys", "listened", "leaving", "hours", "weekdays"}


def counts_shown(figures: list[Figures] | None, name: str) -> tuple[tuple[Any, ...], ...]:
    assert figures is not None
    (one,) = (one for one in figures if one.name == name)
    return one.table.counts


def test_nothing_is_released_before_the_day_after_a_period_is_over(store: Store) -> None:
    store.add(Counter({CALL: 80, DUTCH: 70}))
    for today, kinds in ((11, 0), (12, 1), (16, 1), (17, 2), (31, 2)):
        store.release_finished(date(2026, 3, today))
        found = [store.released(period) is not None for period in (DAY, WEEK, MARCH)]
        assert found == [kinds >= 1, kinds >= 2, False]
    store.release_finished(date(2026, 4, 2))
    released = store.released(MARCH)
    assert released is not None
    assert {one.name for one in released} == MONTHLY


def test_what_was_released_stays_and_what_comes_later_is_removed(store: Store) -> None:
    store.add(Counter({CALL: 80, DUTCH: 70}))
    store.release_finished(date(2026, 4, 2))
    first = store.released(MARCH)
    store.add(Counter({CALL: 9, DUTCH: 9, ARABIC: 9}))
    store.release_finished(date(2026, 4, 3))
    assert store.released(MARCH) == first
    assert store.all_counts() == {}


def test_counters_are_removed_once_all_that_shows_them_is_released(store: Store) -> None:
    """An exact count under five is then kept nowhere; lines are, and what monitoring reads."""
    ever = Cell(EVER, False, "calls")
    last = {Cell("2026-03-31", False, "calls"): 60}
    rehearsed = {DUTCH._replace(rehearsal=True): 3}
    store.add(Counter({CALL: 80, DUTCH: 70, ARABIC: 3, LINE: 2, ever: 140} | last | rehearsed))
    store.release_finished(date(2026, 4, 1))
    assert len(store.all_counts()) == 7
    store.release_finished(date(2026, 4, 2))
    assert store.all_counts() == Counter({LINE: 2, ever: 140} | last | rehearsed)
    store.release_finished(date(2026, 4, 7))  # the week of 30 March is over
    assert store.all_counts() == Counter({LINE: 2, ever: 140} | rehearsed)


def test_a_month_hides_small_counts_and_whatever_gives_them_away() -> None:
    counts = Counter({CALL: 30, CALL._replace(period="2026-03-11"): 23, REACHED: 20})
    month = {("hours", "09"): 30, ("hours", "12"): 23, ("seconds", "60"): 12, ("seconds", "90"): 8,
             ("keys", "4"): 12, ("keys", "5"): 8}  # fmt: skip
    counts.update({Cell("2026-03", False, *of): n for of, n in month.items()})
    figures = release(counts + Counter({DUTCH: 41, ARABIC: 3}), MARCH)
    assert counts_shown(figures, "calls") == ((20, 33, 53),)
    assert counts_shown(figures, "languages") == ((41,), ("<5",))


@pytest.mark.parametrize(
    ("calls", "reached", "shown"),
    [
        (MANY - 1, 40, ("<50", "<50", "<50")),
        (MANY, 44, (40, 10, 50)),
        (54, 3, (0, 50, 50)),
        (55, 55, (60, 0, 60)),
    ],
)
def test_days_and_weeks_have_calls_in_tens_where_there_are_many(
    calls: int, reached: int, shown: tuple[int | str, ...]
) -> None:
    for period in (DAY, WEEK):
        (figures,) = release(Counter({CALL: calls, REACHED: reached, DUTCH: 9}), period)
        assert figures.table.counts == (shown,)


@given(st.integers(MANY, 300), st.lists(st.integers(MANY, 300), min_size=1, max_size=6))
def test_the_difference_between_a_week_and_its_days_does_not_tell_of_one_call(
    hidden: int, days: list[int]
) -> None:
    """One call more on a hidden day moves what is shown by ten, or not at all."""
    assert abs(to_tens(hidden) - hidden) <= 5
    known = sum(map(to_tens, days))
    possible = {
        day
        for day in range(MANY)
        if to_tens(sum(days) + day) - known == to_tens(sum(days) + 20) - known
    }
    assert len(possible) == 10


@given(
    st.dictionaries(
        st.builds(
            Cell,
            st.just("2026-03"),
            st.just(False),
            st.sampled_from(["languages", "listened", "waits", "seconds", "keys", "hours"]),
            st.sampled_from(["nl", "main", "10", "09"]),
        ),
        st.integers(1, 30),
    )
)
def test_what_is_kept_is_exactly_what_was_shown(counts: dict[Cell, int]) -> None:
    figures = release(Counter(counts), MARCH)
    assert from_json(to_json(figures)) == figures


def test_a_period_without_a_call_looks_like_one_with_few() -> None:
    few: Counts = Counter({CALL: 2, REACHED: 1, DUTCH: 1, ARABIC: 1})
    for period in (DAY, WEEK, MARCH):
        assert release(Counts(), period) == release(few, period)
