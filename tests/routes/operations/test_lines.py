"""A line that is there by mistake is warned of, and what its hours mean is printed."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask import Flask

from ivr.destinations import Line
from routes.call.hotline import HOTLINE, Hotline
from routes.operations.lines import line_warnings
from routes.operations.offered_languages import with_warnings
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.command_line import run
from tests.small.hotline import create_small_app, small_hotline, with_lines

TODAY = date(2026, 11, 22)
OWN_IN_DUTCH = "+3222345679"


@pytest.fixture
def hotline(small_clips: object) -> Hotline:
    return small_hotline(make_settings(language_numbers=f"{OWN_IN_DUTCH}=nl"))


def warnings(hotline: Hotline, **lines: Sequence[str | Line]) -> list[str]:
    changed = with_lines(hotline, **lines)
    return list(line_warnings(changed.settings, changed.tree.destinations, TODAY))


def test_of_the_lines_as_they_should_be_nothing_is_told(hotline: Hotline) -> None:
    assert warnings(hotline) == []


@pytest.mark.parametrize(
    "own", [HOTLINE_NUMBER, OWN_IN_DUTCH, f"{HOTLINE_NUMBER[:4]} {HOTLINE_NUMBER[4:]}"]
)
def test_a_line_that_is_the_hotline_itself(own: str, hotline: Hotline) -> None:
    [told] = warnings(hotline, north=[f"tel:{own}"])
    assert told.startswith("north line 1 is the hotline's own number, +3222345")


def test_one_number_under_two_destinations_or_twice_under_one(hotline: Hotline) -> None:
    twice = ["tel:+3250000002", "tel:050 00 00 02"]
    assert warnings(hotline, north=twice, south=["tel:+32 50 00 00 02"]) == [
        "north line 2 is the same line as north line 1: tel:+3250000002",
        "south line 1 is the same line as north line 1: tel:+3250000002",
    ]


def test_a_number_abroad(hotline: Hotline) -> None:
    [told] = warnings(hotline, north=["tel:+33 1 42 68 53 00"])
    assert told.startswith("north line 1 is not in Belgium, +33142685300 (FR): if that is meant")


def test_hours_that_hide_something(hotline: Hotline) -> None:
    hours = "Mo-Fr 09:00-12:00; Mo-Fr 13:00-17:00"
    [told] = warnings(hotline, north=[Line(uri="tel:+3250000002", hours=hours)])
    assert told.startswith(f"north line 1, hours {hours!r}: 'Mo-Fr 09:00-12:00' has no effect")


def test_the_start_and_the_check_tell_it_and_the_check_prints_the_next_seven_days(
    hotline: Hotline,
) -> None:
    lines: list[str | Line] = [
        Line(uri="tel:+3250000002", hours="24/7; 2025 Dec 24 off"),
        "tel:+33142685300",
    ]
    changed = with_lines(hotline, north=lines)
    started = with_warnings(changed).warnings
    app: Flask = create_small_app(make_settings())
    HOTLINE.put(app, changed)
    _, output = run(app, "check")
    for told in warnings(hotline, north=lines):
        assert told in started
        assert f"Warning: {told}" in output
    printed = output.partition("The next seven days of each line with hours:\n")[2]
    assert printed.splitlines()[0].startswith("  north line 1, 24/7; 2025 Dec 24 off: ")
    assert printed.count("all day") == 7
