"""What the counters tell, and of which days."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.statistics import period
from routes.statistics.cells import KEYS, MORE, SECONDS, Cell, Counts, bucket
from routes.statistics.period import Period
from routes.statistics.reports import (
    calls,
    hours,
    keys,
    languages,
    leaving,
    listened,
    quantile,
    reports,
    summary,
    transfers,
    waiting,
)
from routes.statistics.safe import safe_together
from routes.statistics.table import Table


def counted(*rows: tuple[str, str, str, str, int], hour: str = "2026-03-10T11") -> Counts:
    return Counter({Cell(hour, False, *cell): n for *cell, n in rows})


def row(table: Table, name: str) -> dict[str, object]:
    return dict(zip(table.columns, table.counts[table.rows.index(name)], strict=True))


def test_calls_are_those_that_reached_a_person_and_those_that_did_not() -> None:
    table = calls(
        counted(
            ("call", "und", "languages", "", 9),
            ("call", "uk", "languages", "", 1),
            ("reached", "nl", "north", "first", 6),
            ("reached", "nl", "north", "again", 5),
        )
    )
    assert table.counts == ((6, 4, 10),)
    assert summary(table, table) == {"share that reached a person": "60%"}


def test_a_share_is_told_only_of_what_is_shown() -> None:
    table = calls(
        counted(("call", "und", "languages", "", 100), ("reached", "nl", "north", "first", 97))
    )
    assert summary(table, safe_together([table])[0]) == {"share that reached a person": "-"}
    assert summary(table, table) == {"share that reached a person": "97%"}


def test_nobody_called_and_nothing_fails() -> None:
    tables = reports(Counter())
    told = [summary(table, seen) for table, seen in zip(tables, safe_together(tables), strict=True)]
    assert {"half of them": "-", "nine in ten": "-"} in told


def test_languages_are_those_that_were_chosen_the_most_frequent_first() -> None:
    table = languages(
        counted(("language", "nl", "languages", "", 5), ("language", "uk", "languages", "", 8))
    )
    assert (table.rows, table.counts) == (("uk", "nl", "together"), ((8,), (5,), (13,)))


def test_transfers_are_told_by_destination_and_by_how_they_ended() -> None:
    table = transfers(
        counted(
            ("line", "nl", "north", "connected", 7),
            ("line", "uk", "north", "connected", 1),
            ("line", "nl", "north", "busy", 2),
            ("line", "nl", "south", "no-answer", 3),
        )
    )
    assert row(table, "north") == {"busy": 2, "connected": 8, "no-answer": 0, "together": 10}
    assert row(table, "together") == {"busy": 2, "connected": 8, "no-answer": 3, "together": 13}


def test_what_was_listened_to_is_what_callers_came_to() -> None:
    table = listened(counted(("entered", "nl", "signs", "", 2), ("entered", "uk", "signs", "", 2)))
    assert (table.rows, table.counts) == (("signs",), ((4,),))


def test_who_was_asked_and_did_not_go_on_has_left() -> None:
    table = leaving(
        counted(
            ("waits", "nl", "main", "", 10),
            ("went on", "nl", "main", "", 7),
            ("waits", "nl", "signs", "", 1),
            ("went on", "nl", "signs", "", 2),  # delivered twice by the carrier
        )
    )
    assert row(table, "main") == {"went on": 7, "left": 3, "together": 10}
    assert row(table, "signs") == {"went on": 1, "left": 0, "together": 1}


@pytest.mark.parametrize(
    ("hour", "day", "column"),
    [
        ("2026-03-10T11", "Tuesday", "12"),
        ("2026-07-05T22", "Monday", "00"),  # summer time: Sunday in UTC
        ("2026-12-31T23", "Friday", "00"),  # winter time: another year
    ],
)
def test_hours_are_belgian(hour: str, day: str, column: str) -> None:
    table = hours(counted(("call", "und", "languages", "", 6), hour=hour))
    assert (
        row(table, day)[column]
        == row(table, day)["together"]
        == row(table, "together")[column]
        == 6
    )
    assert (len(table.rows), len(table.columns)) == (7 + 1, 24 + 1)


seconds = st.lists(st.integers(0, 3000), min_size=1, max_size=60)


@given(seconds, st.sampled_from([0.5, 0.9]))
def test_so_many_callers_did_not_wait_longer_than_a_percentile(
    waited: list[int], share: float
) -> None:
    """The bucket that is named holds the caller at this place in the queue of all, from the
    quickest.
    """
    found = Counter(bucket(one, SECONDS) for one in waited)
    table = waiting(counted(*[("seconds", "nl", "north", named, n) for named, n in found.items()]))
    at_least = sorted(waited)[-(-len(waited) * int(share * 10) // 10) - 1]
    named = bucket(at_least, SECONDS)
    assert quantile(table, share, exact=True) == (MORE if named == MORE else f"up to {named}")


@pytest.mark.parametrize(
    ("callers", "half", "nine"), [(9, "-", "-"), (10, "up to 4", "-"), (50, "up to 4", "up to 4")]
)
def test_a_percentile_leaves_only_with_five_callers_on_either_side(
    callers: int, half: str, nine: str
) -> None:
    table = keys(counted(("keys", "nl", "north", "4", callers)))
    assert summary(table, table) == {"half of them": half, "nine in ten": nine}


def test_every_bucket_has_a_row() -> None:
    for table, bounds in ((waiting(Counter()), SECONDS), (keys(Counter()), KEYS)):
        assert len(table.rows) == len(bounds) + 2


def test_a_month_begins_and_ends_at_belgian_midnight() -> None:
    march = period.month(date(2026, 3, 10))
    assert (march.begin, march.end) == ("2026-02-28T23", "2026-03-31T22")
    assert str(period.month_named("2026-02")) == "2026-02-01 to 2026-02-28"


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [(10, 10, [1]), (14, 16, [0, 5, 6]), (1, 7, list(range(7))), (1, 31, list(range(7)))],
)
def test_hours_are_told_of_the_weekdays_of_the_period_alone(
    first: int, last: int, days: list[int]
) -> None:
    """Nobody calls on a day that is not asked about: to hide that would hide the sum of all calls,
    too.
    """
    when = Period(date(2026, 3, first), date(2026, 3, last))
    assert when.weekdays == days
    table = hours(
        counted(("call", "und", "languages", "", 30), hour=f"2026-03-{first:02}T11"), when.weekdays
    )
    assert len(table.rows) == len(days) + 1
    assert table.counts[-1][-1] == 30


def test_the_calls_of_one_day_are_told() -> None:
    spread = Counter(
        {Cell(f"2026-03-10T{hour}", False, "call", "und", "x", ""): 10 for hour in (10, 11, 12)}
    )
    assert safe_together(reports(spread, [1]))[0].counts[0][-1] == 30


def test_a_week_begins_on_monday() -> None:
    assert period.week(date(2026, 3, 15)) == Period(date(2026, 3, 9), date(2026, 3, 15))


def test_a_day_of_summer_time_has_its_hour_less() -> None:
    one = period.day(date(2026, 3, 29))
    assert (one.begin, one.end) == ("2026-03-28T23", "2026-03-29T22")


@pytest.mark.parametrize("written", ["2026", "2026-13", "26-03", "2026-3", "March"])
def test_a_month_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="month"):
        period.month_named(written)
