"""Opening hours in words, or not at all where a sentence could be wrong."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import Line
from routes.desk.hours import hours_in_words
from tests.routes.desk.conftest import desk_in

USUAL = [
    ("Mo-Fr 09:00-17:00; PH off", "Monday to Friday, 9:00 to 17:00; closed on public holidays"),
    ("Mo-Fr 09:00-12:30,13:30-17:00", "Monday to Friday, 9:00 to 12:30 and 13:30 to 17:00"),
    (
        "Mo-Th 09:00-17:00; Fr 09:00-12:00",
        "Monday to Thursday, 9:00 to 17:00; Friday, 9:00 to 12:00",
    ),
    ("Tu,Th 10:00-12:00", "Tuesday, Thursday, 10:00 to 12:00"),
    ("Mo-Su 08:00-24:00", "every day, 8:00 to 24:00"),
    ("24/7", "day and night, every day"),
]
UNUSUAL = [
    "Mo-Fr 09:00-17:00; We off",
    "Mo-Fr 09:00-17:00; Mo 10:00-12:00",  # the second rule wins on Mondays
    "PH off; Mo-Fr 09:00-17:00",  # Mondays win over holidays
    "Fr-Mo 10:00-12:00",
    'Mo-Fr 09:00-17:00 "by appointment"',
    "Jan-Mar Mo-Fr 09:00-17:00",
    "week 1-20 Mo 10:00-12:00",
    "unknown",
    "sunrise-sunset",
]


@pytest.fixture(scope="module")
def desk(desk_app: Flask) -> Flask:
    return desk_in(desk_app)


@pytest.mark.parametrize(("hours", "words"), USUAL)
def test_usual_hours_are_said_in_words(hours: str, words: str, desk: Flask) -> None:
    Line(uri="tel:+3210000001", hours=hours)  # they are hours at all
    with desk.test_request_context("/"):
        assert hours_in_words(hours) == words


@pytest.mark.parametrize(("tag", "words"), [
    ("nl", "maandag tot en met vrijdag, 9:00 tot 17:00; gesloten op feestdagen"),
    ("fr", "du lundi au vendredi, de 9:00 à 17:00; fermé les jours fériés"),
])  # fmt: skip
def test_hours_are_said_in_the_language_of_the_page(tag: str, words: str, desk: Flask) -> None:
    with desk.test_request_context("/", headers={"Accept-Language": tag}):
        assert hours_in_words("Mo-Fr 09:00-17:00; PH off") == words


@pytest.mark.parametrize("hours", UNUSUAL)
def test_unusual_hours_are_not_said_in_words(hours: str, desk: Flask) -> None:
    Line(uri="tel:+3210000001", hours=hours)
    with desk.test_request_context("/"):
        assert hours_in_words(hours) is None


@given(st.text(alphabet="MoTuWeThFrSaPHof0123456789:-,; /", max_size=40))
def test_nothing_that_is_written_breaks_the_page(desk: Flask, hours: str) -> None:
    with desk.test_request_context("/"):
        assert hours_in_words(hours) != "", "hours are said in words, or not at all"
