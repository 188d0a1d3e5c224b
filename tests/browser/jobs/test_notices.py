"""The job of telling callers something for a while."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from pydub import AudioSegment

from audio.engines.espeak import Espeak
from routes.settings.settings import Settings
from routes.simulator.handset import Handset
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.browser.accessibility import violations
from tests.browser.chromium import PATIENCE, path_of
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


OPEN = "Wij zijn ook maandag open."


@pytest.fixture
def speaker(browser: Browser, desk: Desk, tmp_path: Path) -> Iterator[Person]:
    """Anna, with a microphone, into which she says the words once."""
    said = Espeak().speak(OPEN, "nl", "nl")
    around = AudioSegment.silent(400, said.frame_rate)
    sound = around + said.apply_gain(-20 - said.dBFS) + around
    microphone = tmp_path / "microphone.wav"
    sound.set_frame_rate(48_000).set_channels(1).export(microphone, format="wav").close()
    flags = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}%noloop",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    chromium = browser.browser_type
    own = chromium.launch(executable_path=path_of(chromium), args=flags, timeout=PATIENCE)
    anna = Person(own, desk.url, desk.cookies["Anna"])
    anna.context.grant_permissions(["microphone"])
    yield anna
    anna.leaves()
    own.close()


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


def test_own_words_are_said_by_who_wrote_them_and_heard_by_a_second_person(
    speaker: Person, bert: Person
) -> None:
    with Job(speaker, "Say a notice in your own voice") as job:
        job.opens("Notices")
        job.follows("In your own words")
        job.types("Dutch", OPEN)
        job.clicks_on(job.page.get_by_role("radio", name="Everybody, after the welcome"))
        job.clicks_on(job.page.get_by_role("radio", name=re.compile(".* at 9:00")).first)
        job.presses("Let a second person listen")
        job.follows("^Say it yourself")
        assert violations(job.page) == []
        job.presses("Record")
        job.page.wait_for_function("() => document.getElementById('time').value > 3")
        job.presses("Stop")
        job.presses("Listen")
        assert violations(job.page) == []
        job.presses("Keep the recording")
        job.sees("Somebody else must listen to it and agree")
    with Job(bert, "Agree to a notice") as job:
        job.opens("Notices")
        job.clicks_on(job.page.get_by_role("button", name="Play Dutch"))
        job.presses("I have listened to it: put it on air")
        expect(job.page.get_by_text("On air", exact=True)).to_be_visible()
        job.presses("End it now")
