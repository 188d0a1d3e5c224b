"""The days that the page Activity shows, and what is wrong with a form."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from ivr.destinations import BRUSSELS_TIME
from routes.desk.date_range import EARLIEST, LATEST
from tests.routes.desk.activity_page import rows, section
from tests.routes.desk.conftest import Coordinator


@pytest.mark.parametrize(
    ("query", "title", "calls"),
    [
        ("period=day&from=2026-03-10", "10 March 2026", "60"),
        ("period=day&from=2026-03-11", "11 March 2026", "<5"),
        ("period=week&from=2026-03-15", "9 March 2026 to 15 March 2026", "120"),
        ("period=custom&from=2026-03-01&to=2026-03-12", "1 March 2026 to 12 March 2026", "120"),
        ("period=custom&from=2026-03-10", "10 March 2026 to", "120"),
    ],
)
def test_a_period_is_a_day_a_week_a_month_or_any_days(
    reader: Coordinator, query: str, title: str, calls: str
) -> None:
    page = reader.get(f"/staff/activity?{query}").text
    assert f"Activity: {title}" in page
    assert rows(section(page, "calls"))[1][-1] == calls


def test_without_a_word_it_is_this_month_and_there_is_no_later_one(reader: Coordinator) -> None:
    page = reader.get("/staff/activity").text
    assert f"Activity: {datetime.now(BRUSSELS_TIME):%B %Y}" in page
    assert 'rel="next"' not in page
    earlier = unescape(re.findall(r'<a href="([^"]+)" rel="prev"', page)[0])
    month_before = datetime.now(BRUSSELS_TIME).replace(day=1) - timedelta(days=1)
    assert f"Activity: {month_before:%B %Y}" in reader.get(earlier).text
    assert 'rel="next"' in reader.get(earlier).text


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("period=day&from=10/03/2026", ["From: that is no date"]),
        (
            "period=custom&from=tomorrow&to=2026-13-01",
            ["From: that is no date", "To: that is no date"],
        ),
        ("period=custom&to=2026-03-01", ["From: fill in the first day"]),
        ("period=custom&from=2026-03-02&to=2026-03-01", ["To is before From"]),
        ("period=month&from=0001-01-01", ["From: that is no date between 2000 and 2100"]),
        ("period=week&from=9999-12-31", ["From: that is no date between 2000 and 2100"]),
        ("period=day&from=<b>", ["From: that is no date"]),
        (
            "period=decade&from=2026-03-10",
            ["Period: there is no such period. Choose one of these:"],
        ),
        (
            "period=&from=tomorrow",
            ["Period: there is no such period", "From: that is no date"],
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
    labels = {"Period": "period", "From": "from", "To": "to"}
    for (field, message), begins in zip(shown, problems, strict=True):
        assert message.startswith(begins)
        assert field == labels[re.split(r"\W", begins)[0]]
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
