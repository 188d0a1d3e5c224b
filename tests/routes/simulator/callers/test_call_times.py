"""When simulated calls are made, in Belgian time."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ivr.hours import BRUSSELS_TIME
from routes.simulator.callers.call_times import FREE_DAY, HOURS, call_time_before, likelihood

END = datetime(2026, 3, 31, 10, tzinfo=UTC)
"""Two days after the clocks changed."""


def test_a_month_of_calls_lies_more_on_days_than_in_nights_and_more_on_working_days() -> None:
    moments = [
        call_time_before(END, timedelta(30), Random(seed)).astimezone(BRUSSELS_TIME)
        for seed in range(3000)
    ]
    assert len({moment.date() for moment in moments}) == 31
    working = sum(moment.weekday() < 5 for moment in moments) / 22
    free = sum(moment.weekday() >= 5 for moment in moments) / 9
    assert 0.8 * FREE_DAY < free / working < 1.2 * FREE_DAY
    day = sum(9 <= moment.hour < 18 for moment in moments) / 9
    night = sum(moment.hour < 7 for moment in moments) / 7
    assert 0.7 * HOURS[3] < night / day < 1.3 * HOURS[3]


def test_the_busiest_hour_is_one_of_a_working_day_in_belgium_whatever_the_season() -> None:
    assert likelihood(datetime(2026, 7, 1, 7, 30, tzinfo=UTC)) == 1
    assert likelihood(datetime(2026, 1, 7, 7, 30, tzinfo=UTC)) < 1
    assert len(HOURS) == 24
    assert min(HOURS) > 0


@given(
    end=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    spread=st.timedeltas(timedelta(hours=1), timedelta(days=3660)),
    seed=st.integers(0),
)
def test_a_moment_is_within_the_time_that_was_asked_for(
    end: datetime, spread: timedelta, seed: int
) -> None:
    moment = call_time_before(end, spread, Random(seed))
    assert end - spread - timedelta(seconds=1) < moment <= end
