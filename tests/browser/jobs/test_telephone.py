"""Jobs at the desk's telephone: the draft, another day, and a sheet for a centre."""

from playwright.sync_api import expect

from routes.database.store import DeskStore, desk_address
from tests.browser.jobs.conftest import Desk
from tests.browser.jobs.job import Job, Person
from tests.conftest import make_settings
from tests.routes.releases.desk_of_small import draft
from tests.small.hotline import line_of


def rung(job: Job, keys: str) -> str:
    """Call, and press keys as a caller does. Returns who is rung."""
    page = job.page
    job.presses("Call")
    for key in keys:
        expect(page.get_by_role("button", name=f"Key {key}", exact=True)).to_be_enabled()
        job.presses(f"Key {key}")
    expect(page.locator("#who")).not_to_be_empty()
    return page.locator("#who").inner_text()


def test_a_draft_is_called_before_callers_hear_it(anna: Person, desk: Desk) -> None:
    """The centre in the north will be closed on holidays: who is called then?"""
    store = DeskStore(desk_address(make_settings(database_url=desk.database)))
    hours = f"destinations.north.lines.{line_of('north')}.hours"
    draft(store, hours, "", "Mo-Fr 00:00-24:00; PH off")
    with Job(anna, "Call the draft as on 25 December") as job:
        job.opens("Telephone")
        job.clicks_on(job.page.get_by_text("Call the draft, or as on another day"))
        job.follows("Call the draft: 1 change")
        job.sees("This is the draft. Callers do not hear it yet.")
        job.clicks_on(job.page.get_by_text("Call the draft, or as on another day"))
        job.follows("25 December")
        job.sees("As on Friday 25 December")
        assert rung(job, "222") == "Small helpline"
        job.presses("Pick up")
        job.sees("Een oproep in het Nederlands.")
        job.presses("1: takes the call")
        job.sees("Connected")
        job.presses("Hang up")
        job.sees("Call ended")


def test_the_sheet_of_a_centre_is_printed(anna: Person) -> None:
    with Job(anna, "Print the sheet of a centre") as job:
        job.opens("Telephone")
        job.clicks_on(job.page.get_by_text("Sheets to print for the centres"))
        job.follows("Centre North")
        job.sees("Als Wayout u belt")
        job.sees("Druk op 1 om de oproep te nemen")
        job.page.emulate_media(media="print")
        expect(job.page.get_by_role("navigation")).to_be_hidden()
        job.page.emulate_media(media="screen")
