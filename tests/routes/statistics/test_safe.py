"""What leaves: small counts are hidden, and nobody can compute one from what is shown."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.statistics.safe import FEW, HIDDEN, SMALL, safe, safe_together
from routes.statistics.table import Shown, Table, with_sums

Rows = list[list[int]]
LARGEST = 9
"""Counts that the reader tries for those that are hidden; they need not try all to be unsure."""


def table(counts: Rows) -> Table:
    columns = [f"column {index}" for index in range(len(counts[0]))]
    return with_sums("table", columns, [f"row {index}" for index in range(len(counts))], counts)


def guesses(shown: Shown) -> range:
    """Every count that could stand behind what is shown."""
    if isinstance(shown, int):
        return range(shown, shown + 1)
    return range(SMALL) if shown == FEW else range(SMALL, LARGEST + 4)


def fits(shown: Shown, count: int) -> bool:
    if isinstance(shown, int):
        return shown == count
    return (count < SMALL) == (shown == FEW)


def possible(seen: Table) -> Iterator[tuple[tuple[int, ...], ...]]:
    """A reader's attack: every table that would be shown exactly like this one, sums and all."""
    inner = [row[:-1] if seen.sums_across else row for row in seen.counts[:-1]]
    rows = [
        [
            guess
            for guess in product(*map(guesses, row))
            if not seen.sums_across or fits(seen.counts[index][-1], sum(guess))
        ]
        for index, row in enumerate(inner)
    ]
    for guess in product(*rows):
        wide = [(*row, sum(row)) if seen.sums_across else row for row in guess]
        below = tuple(map(sum, zip(*wide, strict=True)))
        if all(map(fits, seen.counts[-1], below)):
            yield (*wide, below)


def computable(seen: Table) -> list[tuple[int, int]]:
    """The hidden counts that the attack leaves a single value for."""
    hidden = [
        (i, j)
        for i, row in enumerate(seen.counts)
        for j, one in enumerate(row)
        if isinstance(one, str)
    ]
    unsure: dict[tuple[int, int], int] = {}
    left = set(hidden)
    for guess in possible(seen):
        left -= {(i, j) for i, j in left if unsure.setdefault((i, j), guess[i][j]) != guess[i][j]}
        if not left:
            return []
    return sorted(left)


counts = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, LARGEST), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@settings(max_examples=300)
@given(counts)
def test_no_hidden_count_can_be_computed_from_what_is_shown(given_counts: Rows) -> None:
    assert computable(safe(table(given_counts))) == []


@given(counts)
def test_every_small_count_is_hidden_and_no_shown_count_is_changed(given_counts: Rows) -> None:
    before = table(given_counts)
    for row, seen in zip(before.counts, safe(before).counts, strict=True):
        for count, shown in zip(row, seen, strict=True):
            assert isinstance(count, int)
            assert shown in ([FEW] if count < SMALL else [count, HIDDEN])


def test_the_attack_of_this_test_finds_what_is_only_blotted_out() -> None:
    """Without a second hidden count in row and column, the sums tell the first."""
    naive = table([[3, 7], [8, 9]])
    blotted = Table(
        naive.name,
        naive.columns,
        naive.rows,
        ((FEW, 7, 10), (8, 9, 17), (11, 16, 27)),
        sums_down=True,
        sums_across=True,
    )
    assert computable(blotted) == [(0, 0)]


def test_the_next_smallest_count_is_hidden_in_row_and_column() -> None:
    seen = safe(table([[3, 7, 20], [8, 9, 30], [40, 50, 60]]))
    assert seen.counts == (
        (FEW, HIDDEN, 20, 30),
        (HIDDEN, HIDDEN, 30, 47),
        (40, 50, 60, 150),
        (51, 66, 110, 227),
    )


def test_a_list_with_a_sum_hides_a_second_count() -> None:
    assert safe(table([[2], [9], [6]])).counts == ((FEW,), (9,), (HIDDEN,), (17,))


def test_two_counts_at_the_edge_of_what_they_can_be_do_not_give_each_other_away() -> None:
    """0 and 5 add up to 5: who knows that one is under five and the other not would know both."""
    assert computable(safe(table([[0], [5], [7]]))) == []


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    large = table([[5, 6], [7, 8]])
    assert safe(large) == large


@pytest.mark.parametrize("n", range(SMALL))
def test_a_list_without_a_sum_hides_only_what_is_small(n: int) -> None:
    alone = Table("t", ("times",), ("a", "b"), ((n,), (5,)))
    assert safe(alone).counts == ((FEW,), (5,))


def test_a_figure_that_one_table_hides_is_hidden_in_all() -> None:
    """97 reached of 100 is hidden, or the 3 who were not would show; so it must be as the sum of
    another table.
    """
    calls = Table(
        "c",
        ("yes", "no", "all"),
        ("",),
        ((97, 3, 100),),
        sums_across=True,
        figures=((0, 0, "reached"),),
    )
    reached = Table(
        "r",
        ("n",),
        ("a", "b", "all"),
        ((40,), (57,), (97,)),
        sums_down=True,
        figures=((2, 0, "reached"),),
    )
    first, second = safe_together([calls, reached])
    assert first.counts == ((HIDDEN, FEW, 100),)
    assert second.counts[2] == (HIDDEN,)
    assert HIDDEN in {row[0] for row in second.counts[:2]}


def test_the_place_of_a_hidden_count_tells_nothing_of_it() -> None:
    """In the order of the exact counts uk would stand before fr."""
    ranked = Table(
        "t",
        ("n",),
        ("ar", "nl", "uk", "fr", "all"),
        ((7,), (9,), (4,), (3,), (23,)),
        sums_down=True,
        ranked=0,
    )
    seen = safe(ranked)
    assert (seen.rows, seen.counts) == (
        ("nl", "ar", "fr", "uk", "all"),
        ((9,), (7,), (FEW,), (FEW,), (23,)),
    )


def test_a_busy_week_still_shows_some_of_its_hours() -> None:
    busy = table([[(day * hour) % 11 for hour in range(24)] for day in range(7)])
    assert any(isinstance(one, int) for row in safe(busy).counts[:-1] for one in row[:-1])
