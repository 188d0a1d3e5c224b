"""Opening hours: OpenStreetMap's syntax, in Belgian time, with Belgian public holidays."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import Line
from ivr.hunt_order import first_open, hunt_order
from ivr.position import Position, Region
from tests.ivr.caller import Caller
from tests.ivr.files import (
    HELPLINE_LINE,
    MIDDLE_LINE,
    NORTH_LINE,
    SOUTH_LINE,
    Change,
    tree_calling,
)

OFFICE = "Mo-Fr 09:00-17:00; PH off"


def is_open(hours: str, when: str) -> bool:
    """Whether a line with these hours is open at a moment in UTC, such as "2026-03-10 11:00"."""
    return Line(uri=NORTH_LINE, hours=hours).is_open(
        datetime.fromisoformat(when).replace(tzinfo=UTC)
    )


def with_hours(line: str, hours: str) -> Change:
    return (f'["{line}"]', f'[{{ uri = "{line}", hours = "{hours}" }}]')


def test_a_line_without_hours_is_always_tried() -> None:
    assert is_open("", "2026-12-25 03:00")


def test_hours_are_belgian_while_the_clock_is_universal() -> None:
    assert not is_open(OFFICE, "2026-01-13 07:59")
    assert is_open(OFFICE, "2026-01-13 08:00")
    assert is_open(OFFICE, "2026-01-13 15:59")
    assert not is_open(OFFICE, "2026-01-13 16:00")


def test_hours_follow_summer_time() -> None:
    """Clocks go forward on 29 March 2026 and back on 25 October 2026, both at 01:00 UTC."""
    daily = "Mo-Su 09:00-17:00"
    assert [is_open(daily, f"2026-03-{day} 07:30") for day in (28, 29, 30)] == [False, True, True]
    assert [is_open(daily, f"2026-10-{day} 07:30") for day in (24, 25, 26)] == [True, False, False]
    assert [is_open(daily, f"2026-10-{day} 15:30") for day in (24, 25, 26)] == [False, True, True]


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    night = "Su 02:00-03:00"
    moments = ["2026-10-24 23:30", "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 02:30"]
    assert [is_open(night, when) for when in moments] == [False, True, True, False]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
def test_hours_begin_and_end_with_a_minute(moment: datetime) -> None:
    """Opening hours are the only reason why a step depends on the time."""
    lines = [
        Line(uri=NORTH_LINE, hours=hours)
        for hours in (OFFICE, "Mo-Su 00:00-24:00", "Sa 22:00-02:00", "10:15-10:16")
    ]
    whole = moment.replace(second=0, microsecond=0)
    assert [line.is_open(moment) for line in lines] == [line.is_open(whole) for line in lines]


@pytest.mark.parametrize("zone", ["+00:00", "+01:00", "-08:00", "+05:30"])
def test_the_zone_of_the_clock_makes_no_difference(zone: str) -> None:
    noon = datetime(2026, 3, 10, 11, tzinfo=UTC).astimezone(
        datetime.fromisoformat(f"2026-03-10T00:00{zone}").tzinfo
    )
    assert Line(uri=NORTH_LINE, hours="Tu 12:00-12:01").is_open(noon)


@pytest.mark.parametrize(
    "day",
    ["01-01", "04-06", "05-01", "05-14", "05-25", "07-21", "08-15", "11-01", "11-11", "12-25"],
)
def test_a_public_holiday_of_belgium_counts(day: str) -> None:
    """The ten statutory holidays of 2026; those that move are Easter Monday, Ascension and Whit
    Monday.
    """
    assert not is_open("Mo-Su 00:00-24:00; PH off", f"2026-{day} 11:00")
    assert is_open("Mo-Su 00:00-24:00", f"2026-{day} 11:00")


@pytest.mark.parametrize("day", ["05-08", "07-14", "10-03", "12-26", "07-20"])
def test_a_holiday_of_another_country_does_not_count(day: str) -> None:
    assert is_open("Mo-Su 00:00-24:00; PH off", f"2026-{day} 11:00")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 23),
)
def test_an_hour_of_the_day_is_an_hour_on_a_belgian_clock(now: datetime, hour: int) -> None:
    line = Line(uri=NORTH_LINE, hours=f"Mo-Su {hour:02}:00-{hour + 1:02}:00")
    assert line.is_open(now) == (now.astimezone(ZoneInfo("Europe/Brussels")).hour == hour)


def test_a_closed_line_is_skipped(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, with_hours(NORTH_LINE, OFFICE))
    flanders = Position("person", "en", region=Region.FLANDERS)
    assert Caller.at(tree, flanders, datetime(2026, 3, 10, 11, tzinfo=UTC)).rings == NORTH_LINE
    evening = Caller.at(tree, flanders, datetime(2026, 3, 10, 21, tzinfo=UTC))
    assert evening.rings == HELPLINE_LINE
    assert evening.hears[0] == "transfer.helpline", "a caller is told who is really rung"


def test_a_closed_line_is_skipped_in_the_middle_of_a_chain(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, with_hours(MIDDLE_LINE, "off"))
    steps = hunt_order(tree.destinations, None, Region.FLANDERS)
    assert [step.destination for step in steps] == ["north", "helpline", "middle", "south"]
    now = datetime(2026, 3, 10, 11, tzinfo=UTC)
    assert [first_open(steps, start, now) for start in range(5)] == [0, 1, 3, 3, None]


def test_when_every_line_is_closed_the_helpline_is_rung_all_the_same(tmp_path: Path) -> None:
    lines = (MIDDLE_LINE, NORTH_LINE, SOUTH_LINE, HELPLINE_LINE)
    tree = tree_calling(tmp_path, *(with_hours(line, "off") for line in lines))
    caller = Caller.at(tree, Position("person", "en", region=Region.FLANDERS))
    assert caller.rings == HELPLINE_LINE
    assert caller.hears[0] == "transfer.helpline"
    assert caller.line_ends().position.node == "nobody"
