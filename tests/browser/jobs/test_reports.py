"""Jobs about figures: the report on a year, and what happened yesterday."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from prompts.workbook import read_workbook
from tests.browser.accessibility import violations
from tests.browser.jobs.conftest import Desk, cookies_of
from tests.browser.jobs.job import Job, Person
from tests.conftest import TOKEN
from tests.routes.desk.conftest import HASH, KEY
from tests.routes.desk.years import YEAR, years
from tests.routes.server import Server

NAME = YEAR.short_name


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clips: object) -> Iterator[Desk]:
    """A hotline that has counted for two years."""
    url = years(tmp_path_factory.mktemp("years"))
    cookies = cookies_of(url)
    with Server(
        TWILIO_AUTH_TOKEN=TOKEN, STAFF_PASSWORD_HASH=HASH, SECRET_KEY=KEY, DATABASE_URL=url
    ) as server:
        yield Desk(server, cookies, url)


def test_the_board_gets_the_report_on_the_year_in_french(anna: Person, tmp_path: Path) -> None:
    with Job(anna, "The report on a year, in French") as job:
        job.opens("Reports")
        job.chooses("Period", NAME)
        job.chooses("Language of the report", "Français")
        job.presses("Show")
        job.sees(f"Rapport : {NAME}")
        job.sees("appels")
        with anna.page.expect_download() as download:
            job.follows("Save as Excel")
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
    assert read_workbook(file)[0].at(1, 1).text == "1440"
    expect(anna.page.get_by_role("button", name="Print")).to_be_visible()
    assert violations(anna.page) == []
    paper = anna.page.pdf(format="A4", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1


def test_what_happened_yesterday_is_seen_at_a_glance(anna: Person) -> None:
    with Job(anna, "What happened yesterday") as job:
        job.opens("Activity")
        job.follows("Yesterday")
        job.sees("Somebody took 3 of 6 calls to a line.")
        job.sees("not answered 1 (25%)")
        job.sees("Calls of this period are shown from")
    assert violations(anna.page) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_a_report_and_a_year_shut_nobody_out(
    browser: Browser, desk: Desk, width: int, scheme: str
) -> None:
    person = desk.person(browser, "Bert")
    person.page.set_viewport_size({"width": width, "height": 800})
    person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in (f"reports?of={NAME}&in=nl", f"activity?period=year&from={YEAR.first}"):
        person.page.goto(f"{desk.url}/staff/{path}")
        person.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = 1")
        assert person.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(person.page) == [], path
    person.leaves()
