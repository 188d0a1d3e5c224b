"""Jobs about native speakers."""

from tests.browser.accessibility import violations
from tests.browser.jobs.job import Job, Person


def test_a_reviewer_is_invited(anna: Person) -> None:
    with Job(anna, "Invite a reviewer") as job:
        job.opens("Languages")
        job.follows("Arabic")
        job.types("Name or initials", "Rita")
        job.presses("Make a link")
        job.sees("The link for Rita")
        assert violations(anna.page) == []
