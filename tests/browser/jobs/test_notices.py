"""The job of telling callers something for a while."""

import re
import time

from playwright.sync_api import Locator, expect

from routes.settings.settings import Settings
from routes.simulator.handset import Handset
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.browser.accessibility import violations
from tests.browser.chromium import PATIENCE
from tests.browser.jobs.conftest import Desk
from tests.browser.jobs.job import Job, Person
from tests.conftest import make_settings
from tests.small.hotline import small_clips, small_hotline

UNSET = Settings.model_fields["public_url"].default
"""The address that a carrier signs while the server does not know its own."""
SAID = {
    "1": ("en", "It may take longer. Stay with us."),
    "2": ("nl", "Het kan langer duren. Blijf bij ons."),
}
"""Key of a language -> what its callers are told."""


def callers_hear(desk: Desk, key: str, words: str) -> bool:
    """Whether somebody who calls, and wants to speak to a person, is told this."""
    connections = Connections(desk.url, Patience(answer=PATIENCE / 1000))
    settings = make_settings(clips_folder=small_clips(), public_url=UNSET)
    handset = Handset(WebCarrier(settings, connections, Tally()))
    handset.call()
    handset.press(f"{key}25")
    texts = small_hotline(settings).texts_of_clips
    connections.close()
    return any(text.words == words for one in handset.sounds if (text := texts.get(one.file)))


def until_callers(desk: Desk, *, hear: bool) -> None:
    """Call until callers of both languages hear the notice, or no longer hear it."""
    end = time.monotonic() + PATIENCE / 1000
    while any(callers_hear(desk, key, words) is not hear for key, (_, words) in SAID.items()):
        assert time.monotonic() < end, "it never came"


def test_callers_are_told_that_it_takes_longer_and_it_ends(anna: Person, desk: Desk) -> None:
    until_callers(desk, hear=False)
    with Job(anna, "Put a notice on air") as job:

        def choice(name: str) -> Locator:
            return job.page.get_by_role("radio", name=re.compile(f"^{name}"))

        job.opens("Notices")
        job.follows("New notice")
        assert violations(job.page) == []
        job.clicks_on(choice("It takes longer"))
        job.clicks_on(choice("Everybody"))
        job.clicks_on(choice(".* at 9:00").first)
        job.presses("Listen to it first")
        job.sees("It may take longer. Stay with us.")
        assert violations(job.page) == []
        with job.page.expect_response(re.compile(r"/clips/\w+\.wav")) as fetched:
            job.clicks_on(job.page.get_by_role("button", name="Play English").first)
        assert fetched.value.ok
        job.presses("Put it on air")
        expect(job.page.get_by_text("On air", exact=True)).to_be_visible()
        assert violations(job.page) == []
    until_callers(desk, hear=True)
    with Job(anna, "End a notice") as job:
        job.opens("Notices")
        job.presses("End it now")
        job.sees("No notice is on air.")
    until_callers(desk, hear=False)
