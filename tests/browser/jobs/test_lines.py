"""Jobs about who is called."""

import json
import re

from playwright.sync_api import expect

from tests.browser.jobs.conftest import Desk
from tests.browser.jobs.job import Job, Person
from tests.routes.releases.conftest import hears, until

RECEPTION = "+32 3 201 16 90"


def heard(desk: Desk) -> int:
    """The release that callers hear."""
    return int(json.loads(hears(desk.server))["release"])


def presses_until_heard(job: Job, desk: Desk, button: str) -> None:
    """Press what publishes, and wait until callers hear it."""
    before = heard(desk)
    job.presses(button)
    until(lambda: heard(desk) > before)


def test_a_centre_has_another_number(desk: Desk, anna: Person, bert: Person) -> None:
    """The desk cannot ring here: the second person has rung it with a telephone of their own."""
    with Job(anna, "A centre's number changed") as job:
        job.opens("Who is called")
        job.follows(r"forward \+32 50 00 00 02")
        job.types("Another number", "03/201.16.90")
        job.presses("Save the number as a draft")
        job.sees("Not confirmed")
        job.presses("Publish")
        job.sees("waits for a second person")
    with Job(bert, "The second person agrees") as job:
        job.opens("Changes")
        job.sees(f"+32 50 00 00 02 → {RECEPTION}")
        job.ticks("We have rung it in another way")
        presses_until_heard(job, desk, "I have checked it: publish")
    with Job(bert, "Who is called when") as job:
        job.opens("Who is called")
        job.sees(RECEPTION)
        job.follows("As a caller meets it")
        chain = job.page.locator("details", has_text="Flanders")
        job.clicks_on(chain.locator("summary"))
        expect(chain.locator("li").first).to_contain_text(RECEPTION)


def test_a_centre_has_told_its_hours(desk: Desk, anna: Person) -> None:
    with Job(anna, "Add opening hours") as job:
        job.opens("Who is called")
        job.follows(r"forward \+32 81 00 00 03")
        job.clicks_on(job.page.locator("#hours summary"))
        job.clicks_on(job.page.get_by_label("At these hours of the week"))
        job.types("Monday, from", "9")
        job.types("Monday, until", "12u30")
        job.types("Monday, again from", "13.30")
        job.types("Monday, again until", "17")
        job.presses("The same from Tuesday to Friday")
        job.presses("Save the hours as a draft")
        job.sees("Monday to Friday, 9:00 to 12:30 and 13:30 to 17:00; closed on public holidays")
        presses_until_heard(job, desk, "Publish")


def test_a_centre_closes_tonight(desk: Desk, anna: Person) -> None:
    with Job(anna, "Close a centre tonight") as job:
        job.opens("Who is called")
        job.follows(r"forward \+32 10 00 00 01")
        job.presses("Until tomorrow at 8:00")
        job.sees("as usual → closed until")
        presses_until_heard(job, desk, "Publish")
        job.opens("Who is called")
        job.sees("Closed until")


def test_a_centre_gets_a_second_line_that_rings_first(
    desk: Desk, anna: Person, bert: Person
) -> None:
    """Added by one, agreed by the other; then brought to the top by drag, and back by keys."""
    with Job(anna, "Add a line") as job:
        job.opens("Who is called")
        job.follows("Add a line.*Centre Middle")
        job.types("Number", "02 511 64 64")
        job.clicks_on(job.page.get_by_label("Day and night, every day"))
        job.presses("Save as a draft")
        job.presses("Publish")
        job.sees("waits for a second person")
    with Job(bert, "The second person agrees") as job:
        job.opens("Changes")
        job.ticks("We have rung it in another way")
        presses_until_heard(job, desk, "I have checked it: publish")
    with Job(anna, "Bring lines into another order") as job:
        job.opens("Who is called")
        card = job.page.get_by_role("region", name="Centre Middle")
        handles = card.get_by_role("button", name=re.compile("^Move"))
        expect(handles).to_have_count(2)
        below = handles.last.bounding_box()
        above = handles.first.bounding_box()
        assert below is not None
        assert above is not None
        job.page.mouse.move(below["x"] + 10, below["y"] + 10)
        job.page.mouse.down()
        job.page.mouse.move(above["x"] + 10, above["y"] - 5, steps=5)
        job.page.mouse.up()
        expect(card.get_by_role("status")).to_have_text("+32 2 511 64 64 is number 1 now.")
        handles.first.press("ArrowDown")
        expect(card.get_by_role("status")).to_have_text("+32 2 511 64 64 is number 2 now.")
        expect(handles.last).to_be_focused()
        handles.last.press("ArrowUp")
        job.clicks += 1
        job.clicks_on(card.get_by_role("button", name="Save this order as a draft"))
        job.sees("another order of the lines, not published yet")
        expect(card.locator("li").first).to_contain_text("+32 2 511 64 64")
        job.opens("Changes")
        presses_until_heard(job, desk, "Publish")
