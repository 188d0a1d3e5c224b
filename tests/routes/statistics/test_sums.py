"""Quarters and years: the sum of what was released of their months, and nothing more."""

from collections import Counter
from datetime import date
from itertools import product
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.settings.database import address
from routes.statistics.bounds import Bounds, bounds_of
from routes.statistics.cells import SECONDS, Cell, Counts, bucket
from routes.statistics.counting import Words
from routes.statistics.period import Kind, Period, period_of, quarter_named, year_named
from routes.statistics.reading import Compared, read_compared
from routes.statistics.recorder import Statistics
from routes.statistics.release import Figures, release
from routes.statistics.reports import QUANTILES
from routes.statistics.safe import safe_together
from routes.statistics.store import Store
from routes.statistics.sums import add_up, share
from routes.statistics.table import Shown, with_sums

QUARTER = quarter_named("2025-Q2")
YEAR = year_named("2025")
WORDS = Words(frozenset(), frozenset(), frozenset())
FORMER = 2024
Month = dict[tuple[str, str], int]
"""Measure and value -> how often."""

USUAL: Month = {
    ("calls", ""): 60,
    ("reached", ""): 40,
    ("languages", "nl"): 41,
    ("languages", "uk"): 9,
    ("languages", "ar"): 3,
    ("seconds", "60"): 25,
    ("seconds", "90"): 15,
    ("keys", "4"): 40,
    ("hours", "12"): 40,
    ("hours", "13"): 20,
}


def counts(month: Period, counted: Month) -> Counts:
    of_days = ("calls", "reached")
    return Counter(
        {
            Cell(str(month.first)[: 10 if measure in of_days else 7], False, measure, value): n
            for (measure, value), n in counted.items()
        }
    )


def row(figures: list[Figures], table: str, name: str) -> tuple[Shown, ...]:
    found = next(one.table for one in figures if one.name == table)
    return found.counts[found.rows.index(name)]


def summed(*months: Month) -> list[Figures]:
    """A quarter in which this was counted."""
    return add_up(
        [
            release(counts(month, counted), month)
            for month, counted in zip(QUARTER.months, months, strict=True)
        ]
    )


def test_months_are_added_up_and_what_one_hides_makes_the_sum_a_least() -> None:
    quarter = summed(USUAL, USUAL | {("languages", "uk"): 2}, USUAL | {("languages", "nl"): 50})
    assert row(quarter, "calls", "calls") == (120, 60, 180)
    assert row(quarter, "languages", "nl") == (132,)
    assert row(quarter, "languages", "uk") == ("18+",)  # it was among the others of one month
    assert row(quarter, "hours", "12:00") == (120,)
    names = next(one.table.rows for one in quarter if one.name == "languages")
    assert names == ("nl", "uk", "others")
    summaries = {one.name: one.summary for one in quarter}
    assert summaries["calls"] == {"share that reached a person": "67%"}
    assert summaries["seconds"] == {"half of them": "up to 60", "nine in ten": "-"}


def test_months_with_few_calls_are_told_as_far_as_they_are_known() -> None:
    few: Month = {("calls", ""): 12, ("reached", ""): 9, ("hours", "12"): 12, ("keys", "4"): 9,
                  ("seconds", "60"): 9}  # fmt: skip
    quarter = summed(few, {("calls", ""): 2}, {})
    assert row(quarter, "calls", "calls") == ("8+", "<13", "12+")
    assert row(summed({}, {}, {}), "calls", "calls") == ("<13", "<13", "<13")


counted = st.dictionaries(
    st.sampled_from([*USUAL, ("seconds", "10"), ("languages", "fr"), ("reached", "")]),
    st.integers(0, 12),
)


@given(counted, counted, counted)
def test_the_true_sum_is_always_among_what_is_shown(one: Month, two: Month, three: Month) -> None:
    quarter = summed(one, two, three)
    for tag in ("nl", "uk", "ar", "fr"):
        true = sum(month.get(("languages", tag), 0) for month in (one, two, three))
        if tag in next(of.table.rows for of in quarter if of.name == "languages"):
            assert fits(row(quarter, "languages", tag)[0], true)
    calls = [max(month.get(("calls", ""), 0), month.get(("reached", ""), 0)) for month in
             (one, two, three)]  # fmt: skip
    assert fits(row(quarter, "calls", "calls")[2], sum(calls))


waited = st.lists(st.lists(st.integers(0, 2000), max_size=40), min_size=3, max_size=3)


@settings(max_examples=50)
@given(waited, st.sampled_from(list(QUANTILES)))
def test_no_more_callers_waited_longer_than_it_says(months: list[list[int]], name: str) -> None:
    """Whatever is hidden, so large a share of all callers waited as long at most."""
    quarter = summed(
        *(
            {("reached", ""): len(month), ("calls", ""): len(month)}
            | {
                ("seconds", of): n
                for of, n in Counter(bucket(one, SECONDS) for one in month).items()
            }
            for month in months
        )
    )
    told = next(one.summary[name] for one in quarter if one.name == "seconds")
    everybody = sorted(second for month in months for second in month)
    if told.startswith("up to"):
        quick = [second for second in everybody if second <= int(told.removeprefix("up to "))]
        assert len(quick) >= QUANTILES[name] * len(everybody)


def fits(shown: Shown, true: int) -> bool:
    if isinstance(shown, int):
        return shown == true
    return true < int(shown[1:]) if shown.startswith("<") else true >= int(shown[:-1])


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=3))
def test_every_hidden_count_is_within_the_bounds_that_a_reader_can_compute(
    inner: list[list[int]],
) -> None:
    exact = with_sums("table", ["a", "b"], [str(index) for index in range(len(inner))], inner)
    [shown] = safe_together([exact])
    bounds = bounds_of(shown)
    for place in product(range(len(exact.rows)), range(len(exact.columns))):
        found = bounds[place[0]][place[1]]
        assert found.least <= int(exact.counts[place[0]][place[1]]) <= found.most


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (Bounds(33, 33), Bounds(99, 99), "33%"),
        (Bounds(30, 33), Bounds(100, 100), "30%-33%"),
        (Bounds(8, 12), Bounds(12, 12), "-"),
        (Bounds(5, inf), Bounds(100, 100), "-"),
        (Bounds(0, 0), Bounds(0, 4), "-"),
    ],
)
def test_a_share_is_shown_as_far_as_it_is_known(part: Bounds, whole: Bounds, shown: str) -> None:
    assert share(part, whole) == shown


def history(folder: Path, small: int) -> tuple[Statistics, Counts]:
    """Two years in which every month has counts that are hidden. small: how large they are."""
    store = Store(address(f"sqlite:///{folder / f'{small}.sqlite'}"))
    store.open()
    found: Counts = Counter()
    for year, number in product((FORMER, FORMER + 1), range(12)):
        month = Period(Kind.YEAR, date(year, 1, 1)).months[number]
        found += counts(month, USUAL | {("languages", "ar"): small, ("listened", "signs"): small})
        few: Month = {("calls", ""): small, ("seconds", "10"): small, ("reached", ""): small}
        if number % 3 == 2:  # a month with few calls at all
            found.subtract(counts(month, {key: USUAL.get(key, 0) for key in few}))
            found += counts(month, few)
    store.add(Counter({cell: n for cell, n in found.items() if n > 0}))
    return Statistics(WORDS, 1100, store), found


def test_quarters_years_and_their_comparisons_tell_no_hidden_count(tmp_path: Path) -> None:
    """An exact sum, less the months that are shown, would be a hidden count. Here every history
    that fits the months fits the quarters, the years and their differences: so they tell nothing.
    """
    (one, exact_one), (other, exact_other) = history(tmp_path, 1), history(tmp_path, 4)
    assert exact_one != exact_other  # a report of exact sums would tell them apart
    for day in (date(FORMER + 1, 2, 1), date(FORMER + 1, 8, 1)):
        for kind in Kind:
            period = period_of(kind, day)
            assert read_compared(one, period) == read_compared(other, period), period
    year = read_compared(one, YEAR)
    assert year.before is not None
    assert row(year.shown.figures, "languages", "nl") == (12 * 41,)
    assert row(year.shown.figures, "calls", "calls")[2] == "480+"
    assert row(year.before.figures, "calls", "calls")[2] == "480+"


def test_a_year_that_began_before_the_counting_says_from_when_its_figures_are(
    store: Store,
) -> None:
    store.add(counts(QUARTER.months[1], USUAL))
    found: Compared = read_compared(Statistics(WORDS, 1100, store), YEAR)
    assert found.shown.known_from == date(2025, 5, 1)
    assert found.before is None
    assert row(found.shown.figures, "calls", "calls")[2] == "60+"  # few, or none, afterwards
    earlier = read_compared(Statistics(WORDS, 1100, store), year_named("2024"))
    assert [figures.name for figures in earlier.shown.figures] == ["transfers"]


def test_a_quarter_and_a_year_are_whole_months() -> None:
    assert str(QUARTER) == "2025-04-01 to 2025-06-30"
    assert str(YEAR) == "2025-01-01 to 2025-12-31"
    assert QUARTER.before == quarter_named("2025-Q1")
    assert QUARTER.before.before == quarter_named("2024-Q4")
    assert period_of(Kind.QUARTER, date(2025, 6, 30)) == QUARTER
    assert [month.first.month for month in QUARTER.months] == [4, 5, 6]
    assert not YEAR.is_finished(date(2026, 1, 1))
    assert YEAR.is_finished(date(2026, 1, 2))


@pytest.mark.parametrize("written", ["2025", "2025-Q5", "25-Q1", "Q1-2025"])
def test_a_quarter_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="write a quarter as 2026-Q1"):
        quarter_named(written)


def test_a_year_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="write a year as 2026"):
        year_named("26")
