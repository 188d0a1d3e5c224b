"""Jobs about what callers hear."""

from tests.browser.accessibility import violations
from tests.browser.jobs.conftest import Desk, is_heard
from tests.browser.jobs.job import Job, Person

NEW = "Tot ziens. Bel gerust opnieuw."


def test_a_sentence_is_corrected_heard_and_published_and_taken_back(
    anna: Person, desk: Desk
) -> None:
    with Job(anna, "Correct a sentence") as job:
        job.opens("Texts")
        job.chooses("Language", "Dutch (Nederlands)")
        job.types("Search", "goodbye")
        job.presses("Find")
        job.follows(r"^Change or look closer *: Call again. Goodbye.$")
        former = job.page.locator("#text").input_value()
        job.types("Dutch (Nederlands)", NEW)
        job.presses("Save and hear it")
        job.sees("robot's voice")
        is_heard(job, ".proposed")
        job.presses("Publish")
        job.sees("callers hear it")
    where = f"{desk.url}/staff/texts/nl/goodbye"
    _callers_hear(anna, where, NEW)
    assert violations(anna.page) == []
    with Job(anna, "Take a correction back") as job:
        job.page.goto(where)
        job.presses("Take back")
        job.sees("as it was before")
        job.presses("Publish")
        job.sees("callers hear it")
    _callers_hear(anna, where, former)


def test_what_is_said_in_danger_waits_for_a_second_person(
    anna: Person, bert: Person, desk: Desk
) -> None:
    where = f"{desk.url}/staff/texts/nl/danger.now"
    with Job(anna, "Correct what is said in danger") as job:
        job.page.goto(where)
        job.types("Dutch (Nederlands)", "Bel {emergency}. Of blijf aan de lijn.")
        job.presses("Save and hear it")
        job.sees("robot's voice")
        job.presses("Publish")
        job.sees("Somebody else must agree")
    with Job(bert, "Agree to it") as job:
        job.opens("Changes")
        job.presses("I have checked it: publish")
        job.sees("callers hear it")
    _callers_hear(bert, where, "Bel 112. Of blijf aan de lijn.")


def _callers_hear(person: Person, where: str, words: str) -> None:
    """The page of the text says so, once this server has taken the release."""
    for _ in range(30):
        person.page.goto(where)
        if person.page.locator(".versions .card").first.inner_text().find(words) >= 0:
            return
        person.page.wait_for_timeout(200)
    raise AssertionError(f"callers do not hear {words!r}")
