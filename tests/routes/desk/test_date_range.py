"""The period that the page Activity shows, and what is wrong with a form."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from routes.desk.date_range import EARLIEST, LATEST
from routes.statistics.period import Kind, period_of
from tests.routes.desk.activity_page import rows, section
from tests.routes.desk.conftest import Coordinator, desk_with
from tests.routes.desk.figures import LAST_MONTH, MONTH, TUESDAY, database, today

MONDAY = TUESDAY - timedelta(days=1)
SUNDAY = TUESDAY + timedelta(days=5)


def in_words(day: date) -> str:
    return f"{day:%-d %B %Y}"


@pytest.mark.parametrize(
    ("query", "title", "calls"),
    [
        (f"period=day&from={TUESDAY}", in_words(TUESDAY), "60"),
        (f"period=day&from={MONDAY}", in_words(MONDAY), "<50"),
        (f"period=week&from={SUNDAY}", f"{in_words(MONDAY)} to {in_words(SUNDAY)}", "120"),
        (f"period=month&from={SUNDAY}", f"{MONTH.first:%B %Y}", "120"),
        (f"period=week&from={TUESDAY}&to={TUESDAY}", f"{in_words(MONDAY)} to", "120"),
    ],
)
def test_a_period_is_a_day_a_week_or_a_month(
    reader: Coordinator, query: str, title: str, calls: str
) -> None:
    """Other dates would share days with these, and their difference would show what each hides."""
    page = reader.get(f"/staff/activity?{query}").text
    assert f"Activity: {title}" in page
    assert rows(section(page, "calls"))[1][-1] == calls


def test_a_period_that_is_not_over_shows_only_how_lines_ended(
    clips: object, tmp_path: Path
) -> None:
    """Otherwise a month that is not over would grow with every caller."""
    reader = desk_with(database(tmp_path, days=(today(), today())))[1]
    for kind in Kind:
        period = period_of(kind, today())
        query = f"?period={kind}&from={today()}"
        page = reader.get(f"/staff/activity{query}").text
        assert "Calls of this period are shown from" in page
        assert f"{period.released_on:%-d %B %Y}" in page
        assert rows(section(page, "transfers"))[1] == ["Centre North", "12", "22", "34"]
        assert "<dt>" not in page
        assert 'aria-labelledby="calls"' not in page
        file = reader.get(f"/staff/activity/all.csv{query}").text
        assert "Centre North" in file
        assert "Languages" not in file
        assert reader.get(f"/staff/activity/languages.csv{query}").status_code == 404


def test_an_empty_form_asks_for_the_last_month_that_is_shown_in_full(reader: Coordinator) -> None:
    page = reader.get("/staff/activity").text
    last = LAST_MONTH if LAST_MONTH.is_finished(today()) else MONTH
    assert f"Activity: {last.first:%B %Y}" in page
    later = unescape(re.findall(r'<a href="([^"]+)" rel="next"', page)[0])
    month_after = last.last + timedelta(days=1)
    assert f"Activity: {month_after:%B %Y}" in reader.get(later).text


def test_there_is_no_later_period_than_this_one(reader: Coordinator) -> None:
    for kind in Kind:
        page = reader.get(f"/staff/activity?period={kind}&from={today()}").text
        assert 'rel="next"' not in page
        assert 'rel="prev"' in page


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("period=day&from=10/03/2026", ["A day in it: that is no date"]),
        ("period=week&from=tomorrow", ["A day in it: that is no date"]),
        ("period=month&from=2026-13-01", ["A day in it: that is no date"]),
        ("period=month&from=0001-01-01", ["A day in it: that is no date between 2000 and 2100"]),
        ("period=week&from=9999-12-31", ["A day in it: that is no date between 2000 and 2100"]),
        ("period=day&from=<b>", ["A day in it: that is no date"]),
        (
            "period=decade&from=2026-03-10",
            [
                "Period: there is no such period. Choose one of these: Day, Week, Month, Quarter, "
                "Year."
            ],
        ),
        ("period=custom&from=2026-03-02&to=2026-03-05", ["Period: there is no such period"]),
        (
            "period=&from=tomorrow",
            ["Period: there is no such period", "A day in it: that is no date"],
        ),
    ],
)
def test_what_is_wrong_with_a_field_stands_beside_it(
    reader: Coordinator, query: str, problems: list[str]
) -> None:
    answer = reader.get(f"/staff/activity?{query}")
    assert answer.status_code == 400
    shown = re.findall(r'<p class="problem" id="(\w+)-problem">(.*?)</p>', answer.text)
    assert len(shown) == len(problems)
    fields = {"Period": "period", "A day in it": "from"}
    for (field, message), begins in zip(shown, problems, strict=True):
        assert message.startswith(begins)
        assert field == fields[begins.partition(":")[0]]
        assert f'aria-describedby="{field}-problem"' in answer.text
    assert "There are no figures to show." in answer.text
    assert 'class="tiles"' not in answer.text
    assert "<b>" not in answer.text
    file = reader.get(f"/staff/activity/all.csv?{query}")
    assert file.status_code == 400
    assert all(begins in file.text for begins in problems)


@pytest.mark.parametrize("first", [EARLIEST, LATEST])
@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_ends_of_the_calendar_break_nothing(
    reader: Coordinator, period: str, first: object
) -> None:
    assert reader.get(f"/staff/activity?period={period}&from={first}").status_code == 200
