"""Opening hours as a week with fields: what it can show, and that it says the same again."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.hours import ALL_DAY, open_spans
from routes.desk.clock_times import time_of
from routes.desk.holidays import next_holidays
from routes.desk.hours_example import example_for
from routes.desk.hours_form import WrongHours, copied, read_hours, typed_as
from routes.desk.week import Week, week_of
from tests.routes.desk.conftest import desk_in

NINE_TO_FIVE = {"Mo": "open", "Mo.from1": "9", "Mo.until1": "17u"}
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
SPANS = st.lists(st.sampled_from(QUARTERS), max_size=4, unique=True).map(
    lambda times: tuple(zip(sorted(times)[::2], sorted(times)[1::2], strict=False))
)
DAY = SPANS | st.just((ALL_DAY,)) | st.just(((time(18), time(8)),))


@pytest.mark.parametrize(("hours", "written"), [
    ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
    ("24/7", "24/7"),
    ("Mo-Su 18:00-08:00; PH off", "Mo-Su 00:00-08:00,18:00-24:00; PH off"),
    ("Mo-Fr 09:00-17:00; Mo 10:00-12:00", "Mo 10:00-12:00; Tu-Fr 09:00-17:00"),
    ("Fr-Mo 10:00-12:00; PH 10:00-11:00", "Mo 10:00-12:00; Fr-Su 10:00-12:00; PH 10:00-11:00"),
])  # fmt: skip
def test_a_week_says_the_same(hours: str, written: str) -> None:
    week = week_of(hours)
    assert week is not None
    assert week.written == written


@pytest.mark.parametrize("hours", [
    "Mo-Fr 09:00-10:00,11:00-12:00,13:00-14:00",  # three times a day
    "Mo-Fr 09:00-17:00; PH off; Sa 10:00-12:00",  # a Saturday wins over a holiday
    "2030 Nov 27 off; Mo-Fr 09:00-17:00",
    'Mo-Fr 09:00-17:00 "by appointment"',
    "Jan-Mar Mo-Fr 09:00-17:00",
    "sunrise-sunset",
    "nonsense",
])  # fmt: skip
def test_what_a_week_cannot_show_stays_as_it_is_written(hours: str) -> None:
    assert week_of(hours) is None
    assert typed_as(hours) | {"kind": "rule", "rule": hours} == typed_as(hours)


@given(st.tuples(*[DAY] * 7), DAY | st.none())
def test_whatever_is_chosen_is_shown_again(
    days: tuple[tuple[tuple[time, time], ...], ...], holidays: tuple[tuple[time, time], ...] | None
) -> None:
    written = Week(days, holidays).written
    shown = week_of(written)
    if any(start > end > time() for day in (*days, holidays or ()) for start, end in day):
        return  # a night may make three times of a day, which has fields for two
    assert shown is not None
    monday = date(2026, 12, 21)
    for day in (monday + timedelta(number) for number in range(14)):
        assert open_spans(shown.written, day) == open_spans(written, day)


def test_a_form_is_read_as_people_write_times(desk_app: Flask) -> None:
    with desk_in(desk_app).test_request_context("/"):
        form = {"kind": "week", "PH": "closed", **NINE_TO_FIVE}
        assert read_hours(form) == "Mo 09:00-17:00; PH off"
        assert read_hours(copied(form)) == "Mo-Fr 09:00-17:00; PH off"
        night = {**form, "PH": "usual", "Mo.from1": "18:00", "Mo.until1": "8h30"}
        assert read_hours(night) == "Mo 18:00-24:00; Tu 00:00-08:30"
        assert read_hours({"kind": "unknown", **NINE_TO_FIVE}) == ""
        assert read_hours(typed_as("Mo-Fr 09:00-12:30,13:30-17:00; PH off")) == (
            "Mo-Fr 09:00-12:30,13:30-17:00; PH off"
        )


@pytest.mark.parametrize(("wrong", "field", "sentence"), [
    ({"Mo.from1": "25:00"}, "Mo.from1", "Write a time here"),
    ({"Mo.until1": ""}, "Mo.until1", "Write a time here"),
    ({"Mo.from1": "", "Mo.until1": ""}, "Mo.from1", "choose “closed”"),
    ({"Mo.from1": "9", "Mo.until1": "9:00"}, "Mo.until1", "It ends when it begins"),
    ({"Mo.from2": "16", "Mo.until2": "18"}, "Mo.from2", "after the first one has ended"),
    ({"Mo": "closed"}, "kind", "never open"),
])  # fmt: skip
def test_each_field_says_what_is_wrong_with_it(
    desk_app: Flask, wrong: dict[str, str], field: str, sentence: str
) -> None:
    form = {"kind": "week", "PH": "usual", **NINE_TO_FIVE, **wrong}
    with desk_in(desk_app).test_request_context("/"), pytest.raises(WrongHours) as caught:
        read_hours(form)
    assert list(caught.value.problems) == [field]
    assert sentence in caught.value.problems[field]


def test_holidays_have_their_names(desk_app: Flask) -> None:
    with desk_in(desk_app).test_request_context("/", headers={"Accept-Language": "nl"}):
        assert next_holidays(date(2027, 5, 1), 4) == [
            "zaterdag 1 mei (Dag van de Arbeid)",
            "donderdag 6 mei (O.L.H.-Hemelvaart)",
            "maandag 17 mei (pinkstermaandag)",
            "woensdag 21 juli (nationale feestdag)",
        ]


@pytest.mark.parametrize(("written", "language", "example"), [
    ("Mo-Fr 9-5", "en", "Mo-Fr 09:00-17:00"),
    ("Ma-Vr 9u-17u", "en", "Mo-Fr 09:00-17:00"),
    ("lundi au vendredi 9h à 17h30", "fr", "Mo-Fr 09:00-17:30"),
    ("ma en do 9u00-12u, 13-17u; za 10-12", "nl", "Mo,Th 09:00-12:00,13:00-17:00; Sa 10:00-12:00"),
    ("di 9-12", "nl", "Tu 09:00-12:00"),
    ("di 9-12", "fr", "Su 09:00-12:00"),
    ("by appointment", "en", ""),
])  # fmt: skip
def test_what_was_meant_is_guessed_for_an_example(
    written: str, language: str, example: str
) -> None:
    assert example_for(written, language) == example


def test_times_are_read_as_people_write_them() -> None:
    for written in ("9", "9:00", "09.00", "9u", "9h00", "0900", "9 am", " 9 uur"):
        assert time_of(written) == time(9), written
    assert time_of("24:00") == time()
    for written in ("", "25", "9:60", "13 pm", "nine"):
        assert time_of(written) is None, written
