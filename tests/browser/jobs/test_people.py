"""Jobs about the people of the desk."""

from tests.browser.jobs.job import Job, Person


def test_a_colleague_is_invited(anna: Person) -> None:
    with Job(anna, "Invite a colleague") as job:
        job.opens("People")
        job.types("Name", "Chris")
        job.ticks("coordinator")
        job.presses("Make a link")
        job.sees("The link for Chris")
