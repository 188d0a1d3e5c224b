"""Jobs about what goes live."""

import re

from playwright.sync_api import expect

from tests.browser.jobs.conftest import Desk
from tests.browser.jobs.job import Job, Person


def test_a_change_is_published_and_undone(anna: Person, desk: Desk) -> None:
    with Job(anna, "Publish other hours") as job:
        job.opens("Who is called")
        job.clicks_on(job.page.locator('a[href^="/staff/destinations/north/"]').first)
        job.clicks_on(job.page.locator("#hours summary"))
        job.clicks_on(job.page.get_by_label("At these hours of the week"))
        job.types("Monday, from", "9")
        job.types("Monday, until", "17")
        job.presses("The same from Tuesday to Friday")
        job.presses("Save the hours as a draft")
        job.sees("Monday to Friday, 9:00 to 17:00")
        job.presses("Publish")
        job.page.reload()  # how far the checks are is not lost by it
        job.sees("callers hear it")
    first = release(desk)
    with Job(anna, "Undo a release") as job:
        job.opens("Changes")
        job.presses("Undo")
        expect(job.page.locator("details[open]")).to_contain_text("Taken back:")
    assert release(desk) > first


def release(desk: Desk) -> int:
    """What the hotline says that callers hear."""
    found = re.search(r'"release":\s*(\d+)', desk.server.get("/healthz"))
    assert found is not None
    return int(found[1])
