"""What the counters tell, and of which days."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes.statistics.cells import KEYS, MORE, SECONDS, Cell, Counts, Measure, bucket
from routes.statistics.period import (
    MONTHS,
    Kind,
    Period,
    belgian_day,
    month_named,
    period_of,
    periods_of,
)
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
    weekdays,
)
from routes.statistics.safe import safe_together
from routes.statistics.table import Table

TUESDAY = "2026-03-10"
MARCH = Period(Kind.MONTH, date(2026, 3, 1))


def counted(*rows: tuple[Measure, str, int], period: str = "2026-03") -> Counts:
    return Counter({Cell(period, False, measure, value): n for measure, value, n in rows})


def row(table: Table, name: str) -> dict[str, object]:
    return dict(zip(table.columns, table.counts[table.rows.index(name)], strict=True))


def test_calls_are_those_that_reached_a_person_and_those_that_did_not() -> None:
    table = calls(counted((Measure.CALLS, "", 10), (Measure.REACHED, "", 6), period=TUESDAY))
    assert table.counts == ((6, 4, 10),)
    assert summary(table, table) == {"share that reached a person": "60%"}


def test_a_share_is_told_only_of_what_is_shown() -> None:
    table = calls(counted((Measure.CALLS, "", 100), (Measure.REACHED, "", 97), period=TUESDAY))
    assert summary(table, safe_together([table])[0]) == {"share that reached a person": "-"}
    assert summary(table, table) == {"share that reached a person": "97%"}


@pytest.mark.parametrize("kind", Kind)
def test_without_a_call_nothing_fails(kind: Kind) -> None:
    tables = reports(Counter(), kind)
    told = [summary(table, seen) for table, seen in zip(tables, safe_together(tables), strict=True)]
    assert {"share that reached a person": "-"} in told
    assert ({"half of them": "-", "nine in ten": "-"} in told) == (kind in MONTHS)


def test_languages_are_those_that_were_chosen_the_most_frequent_first() -> None:
    table = languages(counted((Measure.LANGUAGES, "nl", 5), (Measure.LANGUAGES, "uk", 8)))
    assert (table.rows, table.counts) == (("uk", "nl"), ((8,), (5,)))


def test_a_language_that_few_chose_is_not_named() -> None:
    """Whether anybody chose it at all is not told either."""
    chosen = [(Measure.LANGUAGES, "nl", 9), (Measure.LANGUAGES, "uk", 8)]
    rare = languages(counted(*chosen, (Measure.LANGUAGES, "vi", 1)), least=5)
    never = languages(counted(*chosen), least=5)
    assert rare.rows == never.rows == ("nl", "uk", "others")
    assert [one.counts[2] for one in safe_together([rare, never])] == [("<5",), ("<5",)]


def test_transfers_are_told_by_destination_and_by_how_they_ended() -> None:
    ended = {
        ("north", "connected"): 8,
        ("north", "busy"): 2,
        ("south", "no-answer"): 3,
    }
    cells = {Cell(TUESDAY, False, "lines", *place): n for place, n in ended.items()}
    table = transfers(Counter(cells))
    assert row(table, "north") == {"busy": 2, "connected": 8, "no-answer": 0, "together": 10}
    assert row(table, "together") == {"busy": 2, "connected": 8, "no-answer": 3, "together": 13}


def test_what_was_listened_to_is_what_callers_came_to() -> None:
    found = counted((Measure.LISTENED, "signs", 5), (Measure.LISTENED, "main", 4))
    assert listened(found).rows == ("signs", "main")
    table = listened(found, least=5)
    assert (table.rows, table.counts) == (("signs",), ((5,),))


def test_a_caller_who_was_asked_and_did_not_go_on_has_left() -> None:
    found = counted(
        (Measure.WAITS, "main", 10),
        (Measure.WENT_ON, "main", 7),
        (Measure.WAITS, "signs", 1),
        (Measure.WENT_ON, "signs", 2),  # delivered twice by the carrier
    )
    table = leaving(found)
    assert row(table, "main") == {"went on": 7, "left": 3, "together": 10}
    assert row(table, "signs") == {"went on": 1, "left": 0, "together": 1}
    assert leaving(found, least=5).rows == ("main",)


def test_hours_and_days_of_the_week_are_told_apart() -> None:
    """Together, where one call came on a Tuesday, they would tell at which hour of which date."""
    table = hours(counted((Measure.HOURS, "09", 6), (Measure.HOURS, "23", 7)))
    assert (row(table, "09:00"), row(table, "together")) == ({"calls": 6}, {"calls": 13})
    assert len(table.rows) == 24 + 1
    found = counted((Measure.CALLS, "", 6), period=TUESDAY)
    found += counted((Measure.CALLS, "", 7), period="2026-03-17")
    table = weekdays(found)
    assert (row(table, "Tuesday"), row(table, "Monday")) == ({"calls": 13}, {"calls": 0})
    assert len(table.rows) == 7 + 1


seconds = st.lists(st.integers(0, 3000), min_size=1, max_size=60)


@given(seconds, st.sampled_from([0.5, 0.9]))
def test_so_many_callers_did_not_wait_longer_than_a_percentile(
    waited: list[int], share: float
) -> None:
    """The bucket that is named holds the caller at this place in the queue of all, from the
    quickest.
    """
    found = Counter(bucket(one, SECONDS) for one in waited)
    table = waiting(counted(*[(Measure.SECONDS, named, n) for named, n in found.items()]))
    at_least = sorted(waited)[-(-len(waited) * int(share * 10) // 10) - 1]
    named = bucket(at_least, SECONDS)
    assert quantile(table, share, exact=True) == (MORE if named == MORE else f"up to {named}")


@pytest.mark.parametrize(
    ("callers", "half", "nine"), [(9, "-", "-"), (10, "up to 4", "-"), (50, "up to 4", "up to 4")]
)
def test_a_percentile_leaves_only_with_five_callers_on_either_side(
    callers: int, half: str, nine: str
) -> None:
    table = keys(counted((Measure.KEYS, "4", callers)))
    assert summary(table, table) == {"half of them": half, "nine in ten": nine}


def test_every_bucket_has_a_row() -> None:
    for table, bounds in ((waiting(Counter()), SECONDS), (keys(Counter()), KEYS)):
        assert len(table.rows) == len(bounds) + 2


def test_a_week_begins_on_monday_and_a_month_on_its_first_day() -> None:
    sunday = date(2026, 3, 15)
    assert period_of(Kind.DAY, sunday) == Period(Kind.DAY, sunday)
    week = period_of(Kind.WEEK, sunday)
    assert (week.first, week.last) == (date(2026, 3, 9), sunday)
    assert period_of(Kind.MONTH, sunday) == MARCH
    assert MARCH.last == date(2026, 3, 31)
    assert str(month_named("2026-02")) == "2026-02-01 to 2026-02-28"


def test_a_day_belongs_to_a_day_a_week_and_a_month_and_a_month_to_itself() -> None:
    week = Period(Kind.WEEK, date(2026, 3, 30))
    assert periods_of("2026-04-01") == [
        Period(Kind.DAY, date(2026, 4, 1)),
        week,
        Period(Kind.MONTH, date(2026, 4, 1)),
    ]
    assert periods_of("2026-03") == [MARCH]
    assert week.holds("2026-04-01")
    assert not week.holds("2026-04")
    assert not week.holds("2026-04-06")
    assert MARCH.holds("2026-03")
    assert MARCH.holds("2026-03-31")
    assert not MARCH.holds("2026-04-01")
    assert not MARCH.holds("")


def test_a_period_is_over_when_the_day_after_it_is() -> None:
    """Counts wait in memory until their day is over."""
    assert not MARCH.is_finished(date(2026, 4, 1))
    assert MARCH.is_finished(date(2026, 4, 2))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), 29),  # summer time since this morning
        (datetime(2026, 3, 29, 22, tzinfo=UTC), 30),
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), 28),
        (datetime(2026, 3, 28, 23, tzinfo=UTC), 29),
    ],
)
def test_a_day_begins_at_belgian_midnight(moment: datetime, day: int) -> None:
    assert belgian_day(moment) == date(2026, 3, day)


@pytest.mark.parametrize("written", ["2026", "2026-13", "26-03", "2026-3", "March"])
def test_a_month_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="month"):
        month_named(written)
