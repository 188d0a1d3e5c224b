"""Opening hours: OpenStreetMap's syntax, in Belgian time, with Belgian public holidays."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import hours as opening
from ivr.destinations import Line
from ivr.hours import BRUSSELS_TIME, next_change, week_ahead
from ivr.hours_surprises import surprises
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


def test_easter_sunday_is_a_sunday() -> None:
    """The calendar of the library has it, the law of Belgium has only Easter Monday."""
    for sunday in ("2026-04-05", "2027-03-28", "2030-04-21"):
        assert is_open("Mo-Su 10:00-12:00; PH off", f"{sunday} 09:00")
        assert not is_open("PH 10:00-12:00", f"{sunday} 09:00")
        monday = f"{sunday[:8]}{int(sunday[8:]) + 1:02}"
        assert not is_open("Mo-Su 10:00-12:00; PH off", f"{monday} 09:00")


@given(
    st.sampled_from(
        [OFFICE, "24/7; PH off", "Mo-Su 20:00-06:00; We off", "PH 10:00-12:00", "Su 09:00-17:00"]
    ),
    st.datetimes(datetime(2026, 3, 20), datetime(2027, 4, 10), timezones=st.just(UTC)),
)
def test_the_next_change_is_the_first_moment_at_which_it_is_otherwise(
    hours: str, now: datetime
) -> None:
    change = next_change(hours, now)
    assert change is not None
    assert change > now
    just_before = change - timedelta(minutes=1)
    assert opening.is_open(hours, change) != opening.is_open(hours, now)
    assert opening.is_open(hours, max(just_before, now)) == opening.is_open(hours, now)


@pytest.mark.parametrize("hours", ["24/7", "off", "Mo-Su 00:00-24:00"])
def test_what_never_changes_has_no_next_change(hours: str) -> None:
    assert next_change(hours, datetime(2026, 3, 10, 11, tzinfo=UTC)) is None


def test_the_next_seven_days_are_spelled_out() -> None:
    hours = "Mo-Fr 09:00-12:00,13:00-17:00; Sa 20:00-02:00; PH off"
    assert week_ahead(hours, date(2026, 12, 24)) == (
        "Thu 24 Dec 09:00-12:00, 13:00-17:00; Fri 25 Dec closed (public holiday); "
        "Sat 26 Dec 20:00-24:00; Sun 27 Dec 00:00-02:00; Mon 28 Dec 09:00-12:00, 13:00-17:00; "
        "Tue 29 Dec 09:00-12:00, 13:00-17:00; Wed 30 Dec 09:00-12:00, 13:00-17:00"
    )
    assert week_ahead("24/7", date(2026, 3, 1)).count("all day") == 7


TODAY = date(2026, 11, 22)
SURPRISING = {
    "Mo-Fr 09:00-12:00; Mo-Fr 13:00-17:00": "'Mo-Fr 09:00-12:00' has no effect in the coming year",
    "2026 Nov 27 off; 24/7": "'2026 Nov 27 off' has no effect in the coming year",
    "PH off; Mo-Su 09:00-17:00": "'PH off' has no effect in the coming year",
    "24/7; 2025 Dec 24 off": "'2025 Dec 24 off' has no effect in the coming year",
    "SH off; 24/7": "'SH off' has no effect in the coming year",
    "Mo-Fr 09:00-12:00; We 13:00-17:00": "'We 13:00-17:00' replaces the earlier hours: Wednesday "
    "2026-11-25 is open 13:00-17:00 and not 09:00-12:00",
    "Mo-Su 20:00-06:00; We off": "a day off cuts a night in two at 00:00, between 2026-11-24 and "
    "2026-11-25: Tuesday is open 00:00-06:00, 20:00-24:00, Wednesday closed",
    "Mo-Su 20:00-06:00; PH off": "a day off cuts a night in two at 00:00, between 2026-12-24",
    "off": "it is closed on every day of the coming year",
    "2025 Dec 24 09:00-17:00": "it is closed on every day of the coming year",
}


@pytest.mark.parametrize(("hours", "told"), SURPRISING.items())
def test_what_hours_hide_is_told(hours: str, told: str) -> None:
    [found] = surprises(hours, TODAY)
    assert found.startswith(told)


@pytest.mark.parametrize(
    "hours",
    [
        OFFICE,
        "24/7",
        "24/7; PH off",
        "Mo-Fr 09:00-12:00, Mo-Fr 13:00-17:00",
        "Mo-Fr 09:00-12:00,13:00-17:00; PH off",
        "Mo-Fr 09:00-17:00; We 09:00-12:00",
        "Mo-Fr 09:00-17:00; Dec 24 09:00-12:00; PH off",
        "24/7; 2026 Nov 27 off",
        "Mo-Su 20:00-06:00",
        "Mo-Fr 18:00-08:00; Sa,Su 00:00-24:00",
        'Mo-Fr 09:00-17:00 "by day; not at night"; PH off',
        "Mo-Fr 09:00-17:00 || unknown",
    ],
)
def test_of_ordinary_hours_nothing_is_told(hours: str) -> None:
    assert list(surprises(hours, TODAY)) == []


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
    found = [first_open(steps[start:], now) for start in range(5)]
    assert found == [steps[0], steps[1], steps[3], steps[3], None]


def test_when_every_line_is_closed_the_helpline_is_rung_all_the_same(tmp_path: Path) -> None:
    lines = (MIDDLE_LINE, NORTH_LINE, SOUTH_LINE, HELPLINE_LINE)
    tree = tree_calling(tmp_path, *(with_hours(line, "off") for line in lines))
    caller = Caller.at(tree, Position("person", "en", region=Region.FLANDERS))
    assert caller.rings == HELPLINE_LINE
    assert caller.hears[0] == "transfer.helpline"
    assert caller.line_ends().position.node == "nobody"


def test_hours_that_never_end_have_no_next_change() -> None:
    """The library would look for one until the end of its time, and a page would wait."""
    now = datetime(2026, 11, 27, 12, tzinfo=BRUSSELS_TIME)
    for hours in ("24/7", "Mo-Su 00:00-24:00"):
        assert next_change(hours, now) is None
    assert next_change("Mo-Su 00:00-24:00; PH off", now) == datetime(
        2026, 12, 25, tzinfo=BRUSSELS_TIME
    )
