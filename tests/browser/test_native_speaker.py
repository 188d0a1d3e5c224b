"""The story of a language in a real Chromium, whose microphone plays a file: invited by a link,
read and corrected, recorded, heard by a second person, signed, on air, and called.
"""

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pydub import AudioSegment
from twilio.request_validator import RequestValidator
from werkzeug.security import generate_password_hash

from audio.engines.espeak import Espeak
from audio.library import clips_of_master
from tests.browser.accessibility import violations
from tests.browser.chromium import PATIENCE, find_chromium
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN
from tests.outage.instances import GUNICORN
from tests.routes.desk.conftest import KEY, PASSWORD
from tests.routes.desk.figures import database
from tests.routes.server import Server
from tests.small.followed import copy_files
from tests.small.hotline import small_clips

SMALL = "tests.small.followed:create_app()"
SERVE = (str(GUNICORN), "--bind=127.0.0.1:{port}", "--threads=4", SMALL)
RATE = 48_000
TELEPHONE = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Studio:
    """A browser whose microphone plays a file, and a hotline in production, where nobody can choose
    Arabic yet.
    """

    browser: Browser
    server: Server
    microphone: Path
    database: Path

    def hears(self, sound: AudioSegment) -> None:
        """What the microphone plays from its next opening on, once."""
        sound.set_frame_rate(RATE).set_channels(1).export(self.microphone, format="wav").close()

    def health(self) -> dict[str, object]:
        """What the server tells of itself."""
        found: dict[str, object] = json.loads(self.server.get("/healthz"))
        return found

    def call(self, path: str) -> str:
        """A step of a call, signed as the carrier does."""
        form = {"CallSid": "CA0", "From": "anonymous", "To": HOTLINE_NUMBER}
        signed = RequestValidator(TOKEN).compute_signature(f"{PUBLIC_URL}{path}", form)
        return self.server.post(path, form, {"X-Twilio-Signature": signed})


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, clips: object) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("studio")
    microphone = folder / "microphone.wav"
    environment = {
        "ENVIRONMENT": "production",
        "PUBLIC_URL": PUBLIC_URL,
        "HOTLINE_NUMBER": HOTLINE_NUMBER,
        "ALLOW_DRAFT_LANGUAGES": "en,nl,fr",
        "TWILIO_AUTH_TOKEN": TOKEN,
        "STAFF_PASSWORD_HASH": generate_password_hash(PASSWORD),
        "SECRET_KEY": KEY,
        "DATABASE_URL": database(folder),
        "CLIPS_FOLDER": str(small_clips()),
        "SMALL_FILES": str(copy_files(folder / "files")),
        "STATE_DIRECTORY": str(folder),
    }
    flags = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}%noloop",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    with Server(*SERVE, **environment) as server, sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=flags, timeout=PATIENCE
        )
        yield Studio(browser, server, microphone, folder / "desk.sqlite")
        browser.close()


class Someone:
    """A person with a browser of their own. A script error fails the test."""

    def __init__(self, studio: Studio, name: str, **options: object) -> None:
        self.name, self.studio = name, studio
        self.context: BrowserContext = studio.browser.new_context(
            locale="en-GB",
            permissions=["microphone"],
            **options,  # type: ignore[arg-type]
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def goes_to(self, path: str) -> None:
        self.page.goto(f"http://localhost:{self.studio.server.port}{path}")

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def leaves(self) -> None:
        self.context.close()
        assert self.wrong == []


class Coordinator(Someone):
    def logs_in(self) -> None:
        self.goes_to("/staff/log-in")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", name="Now", level=1)).to_be_visible()

    def invites(self, name: str, *tasks: str) -> str:
        """Invite a native speaker of Arabic; the link, without its host."""
        self.goes_to("/staff/languages/ar")
        self.page.get_by_label("Name or initials").fill(name)
        for task in ("read the texts", "record their voice"):
            box = self.page.get_by_role("checkbox", name=re.compile(f"^{task}"))
            box.set_checked(task in tasks)
        self.presses("Make a link")
        link = self.page.get_by_label("Link", exact=True).input_value()
        assert link.startswith(f"{PUBLIC_URL}/staff/review/ar#")
        return link.removeprefix(PUBLIC_URL)

    def publishes(self, button: str) -> None:
        """Press a button of the page of Arabic, and wait until callers hear it."""
        self.goes_to("/staff/languages/ar")
        self.presses(button)
        self.page.wait_for_url("**/staff/changes")
        while self.page.get_by_role("status").count():
            self.page.reload()
        expect(self.page.locator("details.card[open] summary")).to_contain_text("callers hear it")
        told = self.page.locator("details.card[open]").inner_text()
        [live] = re.findall(r"Release (\d+)", told)
        while self.studio.health()["release"] != int(live):
            self.page.reload()


class Speaker(Someone):
    def __init__(self, studio: Studio, name: str, link: str) -> None:
        super().__init__(studio, name, viewport=TELEPHONE, has_touch=True)
        self.goes_to(link)
        expect(self.page.locator("h1")).to_contain_text(name)
        assert self.page.evaluate("location.hash") == ""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]

    def reads(self, better: dict[str, str]) -> int:
        """Read every text, and write these better; how many cards there were."""
        self.goes_to("/staff/review/ar/next")
        cards = 0
        while "/card/" in self.page.url:
            cards += 1
            card = self.page.url.rpartition("/")[2].partition("?")[0]
            if card in better:
                self.page.locator(".answer summary").click()
                self.page.locator("textarea").fill(better[card])
                with self.page.expect_navigation():
                    self.page.locator(".answer button.main").click()
            else:
                with self.page.expect_navigation():
                    self.page.locator("button.ok").click()
        return cards

    def agrees(self, initials: str) -> None:
        self.goes_to("/staff/review/ar/record")
        self.page.locator("#voice").fill(initials)
        self.page.locator("input[name=agree]").check()
        self.page.locator(".answer button.main").click()
        expect(self.page.locator("#test")).to_be_visible()

    def records(self, text: str, sound: AudioSegment) -> None:
        """Record a text: the microphone is opened anew, and plays this once."""
        self.studio.hears(sound)
        self.page.reload()
        self.page.locator("details:has(#texts) summary").click()
        self.page.locator(f"li[data-name='{text}'] button").click()
        record = self.page.locator("#record")
        record.click()
        stop = self.page.locator("#words").get_attribute("data-stop") or ""
        expect(record).to_have_text(stop)
        self.page.wait_for_function(
            """() => {
                const level = document.getElementById("now").value;
                window.loud = window.loud || level > -45;
                window.still = level > -58 ? 0 : (window.still || 0) + 1;
                return window.still > (window.loud ? 8 : 30);
            }""",
            polling=100,
        )
        record.click()

    def keeps(self) -> None:
        """Keep it, and wait until the server has it."""
        with self.page.expect_response(re.compile("/recordings/")):
            self.page.locator("#keep").click()

    def keeps_in_a_tunnel(self) -> None:
        """Keep it without a network, close the tab, and come back."""
        self.context.set_offline(True)
        waits = self.page.locator("#words").get_attribute("data-waits") or ""
        self.page.locator("#keep").click()
        expect(self.page.locator("#told")).to_have_text(waits)
        self.page.close()
        self.context.set_offline(False)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        with self.page.expect_response(re.compile("/recordings/")):
            self.goes_to("/staff/review/ar/record")


def voice(said: str) -> AudioSegment:
    speech = Espeak().speak(said, "ar", "ar")
    around = AudioSegment.silent(800, speech.frame_rate)
    return around + speech.apply_gain(-20 - speech.dBFS) + around


def test_a_language_is_made_right_by_its_speakers(studio: Studio) -> None:
    anna = Coordinator(studio, "Anna")
    anna.logs_in()
    sami = Speaker(studio, "Sami", anna.invites("Sami", "read the texts", "record their voice"))
    assert violations(sami.page) == []
    better = {
        "goodbye": "مع السلامة.",
        "menu.return": "القائمة {key}، تفضل.",
        "quiet": "المتجر مغلق اليوم.",
    }
    assert sami.reads(better) > 30
    lina = Speaker(studio, "Lina", anna.invites("Lina", "read the texts"))

    anna.goes_to("/staff/languages/ar")
    assert violations(anna.page) == []
    for _ in better:
        anna.page.get_by_role("button", name="Take these words").first.click()
    expect(anna.page.locator("main")).to_contain_text("All texts are signed by Sami.")
    anna.publishes("Go live")
    assert studio.health()["languages"] == ["ar", "en", "fr", "nl"]
    before = studio.call("/voice/ar/goodbye")
    assert "<Play>" in before

    sami.agrees("S. A.")
    assert violations(sami.page) == []
    sami.records("goodbye", AudioSegment.silent(500, RATE))
    told = sami.page.locator("#told")
    expect(told).not_to_be_empty()
    silent = told.text_content()
    sami.records("goodbye", voice(better["goodbye"]).apply_gain(40))
    expect(told).not_to_be_empty()
    assert told.text_content() != silent
    sami.records("goodbye", voice(better["goodbye"]))
    sami.keeps()
    expect(sami.page.locator("li[data-name=goodbye]")).to_have_attribute("data-state", "waiting")
    sami.records("quiet", voice(f"{better['quiet']} {better['quiet']} {better['quiet']}"))
    sami.keeps_in_a_tunnel()

    lina.goes_to("/staff/review/ar/listen")
    for _ in ("goodbye", "quiet"):
        is_quiet = lina.page.locator(".spoken").text_content() == better["quiet"]
        expect(lina.page.locator(".problem")).to_have_count(int(is_quiet))
        with lina.page.expect_navigation():
            lina.page.locator(f"button[value={'refused' if is_quiet else 'good'}]").click()
    anna.publishes("Let callers hear 1 recording")
    with closing(sqlite3.connect(studio.database)) as kept:
        query = "SELECT sha256 FROM desk_recording WHERE state = 'good'"
        [(checksum,)] = kept.execute(query).fetchall()
    answer = studio.call("/voice/ar/goodbye")
    assert answer != before
    assert any(clip in answer for clip in clips_of_master(checksum))
    for person in (anna, sami, lina):
        person.leaves()
