"""Jobs about warnings: somebody is told by mail that a line is dead, and takes care of it."""

import re
from collections.abc import Iterator

import pytest

from routes.simulator.handset import Handset, Unanswered
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.browser.accessibility import violations
from tests.browser.jobs.conftest import Desk
from tests.browser.jobs.job import Job, Person
from tests.conftest import make_settings
from tests.routes.server import PATIENCE
from tests.routes.warnings.receivers import Arrivals, mail_server

PUBLIC_URL = "http://127.0.0.1:5000"
"""What the server takes itself for."""

DEAD = "Centre North did not connect 3 times in a row during its hours."


@pytest.fixture(scope="module", autouse=True)
def watched() -> Iterator[None]:
    """The server of these tests watches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WATCH_EVERY", "1")
        yield


@pytest.fixture(scope="module")
def mail() -> Iterator[tuple[Arrivals, int]]:
    with mail_server() as found:
        yield found


def call_that_centre_north_does_not_take(desk: Desk) -> None:
    """A real call: it is signed. The helpline takes it."""
    connections = Connections(desk.url, Patience(connect=PATIENCE, answer=PATIENCE))
    handset = Handset(WebCarrier(make_settings(public_url=PUBLIC_URL), connections, Tally()))
    handset.call()
    for key in "222":
        handset.press(key)
    handset.ends(Unanswered.BUSY)
    handset.picks_up()
    handset.accepts()
    handset.conversation_ends()
    handset.hang_up()
    connections.close()


def test_somebody_is_warned_of_a_dead_line(
    desk: Desk, anna: Person, mail: tuple[Arrivals, int]
) -> None:
    arrivals, port = mail
    with Job(anna, "Be told of warnings by mail") as job:
        job.opens("Warnings")
        job.follows("Add a mail address")
        job.types("Who reads it", "Anna")
        job.types("Mail address", "anna@centre.test")
        anna.page.get_by_label("From", exact=True).first.fill("desk@hotline.test")
        job.types("Server", f"127.0.0.1:{port}")
        job.chooses("Security", "none: only for a server of your own")
        job.presses("Save")
        job.sees("Saved. Now send a test")
        job.presses("Send a test")
        arrivals.wait_for_text("This is a test.")
    assert violations(anna.page) == []

    for _ in range(3):
        call_that_centre_north_does_not_take(desk)
    warned = arrivals.wait_for_text(DEAD)
    link = re.search(rf"{PUBLIC_URL}(/staff/warnings\S*)", warned)
    assert link is not None

    with Job(anna, "Warned of a dead line") as job:
        anna.page.goto(desk.url + link[1])
        job.sees(DEAD)
        assert violations(anna.page) == []
        button = re.compile(f"^I take care of it.*{DEAD}")
        job.clicks_on(anna.page.get_by_role("button", name=button))
        job.sees("Anna takes care of it, today at")
        job.opens("Warnings")
        job.sees("Anna takes care of it, today at")
        assert violations(anna.page) == []
        job.opens("Now")
        job.sees("Centre North was rung 3 times in a row, and nobody took a call.")
