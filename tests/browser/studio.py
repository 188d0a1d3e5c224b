"""A hotline in production in front of a Chromium whose microphone plays a file, and the people who
make a language right there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pydub import AudioSegment
from werkzeug.security import generate_password_hash

from audio.engines.espeak import Espeak
from audio.library import FOLDER as CLIPS
from routes.simulator.handset import Handset
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.browser.chromium import PATIENCE, find_chromium
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN, make_settings
from tests.fresh import ROOT, fresh_copy
from tests.outage.instances import GUNICORN
from tests.routes.desk.conftest import KEY, PASSWORD
from tests.routes.desk.figures import database
from tests.routes.releases.conftest import until
from tests.routes.server import Server

RATE = 48_000
TELEPHONE = {"width": 390, "height": 844}
BY_THUMB = 6
"""Cards that a reader answers with the buttons on the screen."""
FINDS_GOOD = """async (cards) => {
    let taken = 0;
    for (const card of cards) {
        const answer = await fetch(card);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const body = new URLSearchParams(new FormData(page.querySelector("form.answer")));
        body.set("verdict", "ok");
        const sent = await fetch(card, { method: "POST", body, redirect: "manual" });
        taken += sent.type === "opaqueredirect" ? 1 : 0;
    }
    return taken;
}"""
"""Answers these cards: how many answers were taken."""


@dataclass(frozen=True, slots=True)
class Project:
    """A copy of the project in git, as the person who runs the server has it. clips: beside it, so
    that only new ones are made.
    """

    folder: Path
    clips: Path

    @classmethod
    def made(cls, place: Path) -> "Project":
        """A copy of this project, and of its clips."""
        folder, clips = place / "wayout", place / "clips"
        folder.mkdir()
        project = cls(fresh_copy(folder), clips)
        clips.mkdir()
        for clip in CLIPS.glob("*.wav"):
            os.link(clip, clips / clip.name)  # a clip is never changed, only made anew
        project.git("clone", "--quiet", "--shared", "--no-checkout", str(ROOT), ".git-of")
        (folder / ".git-of" / ".git").rename(folder / ".git")
        (folder / ".git-of").rmdir()
        project.commits("As it is")
        return project

    def commits(self, why: str) -> list[str]:
        """Commit everything; what had changed."""
        self.git("add", "--all")
        changed = self.git("diff", "--cached", "--name-only").splitlines()
        author = ("-c", "user.name=Test", "-c", "user.email=test@hotline.test")
        self.git(*author, "commit", "--quiet", "--allow-empty", "--no-verify", "-m", why)
        return changed

    def cloned(self, place: Path) -> "Project":
        """A fresh clone of it."""
        self.git("clone", "--quiet", "--shared", ".", str(place))
        return Project(place, self.clips)

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout

    def flask(self, *words: str, **environ: str) -> str:
        """What `flask <words>` prints there."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *words],
            cwd=self.folder,
            env={**os.environ, **self.environ, **environ},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    @property
    def environ(self) -> dict[str, str]:
        """The settings of a hotline in production that offers no draft but three languages."""
        return {
            "ENVIRONMENT": "production",
            "PUBLIC_URL": PUBLIC_URL,
            "HOTLINE_NUMBER": HOTLINE_NUMBER,
            "ALLOW_DRAFT_LANGUAGES": "en,nl,fr",
            "TWILIO_AUTH_TOKEN": TOKEN,
            "CLIPS_FOLDER": str(self.clips),
        }

    def server(self, **environ: str) -> Server:
        """The hotline of this copy."""
        place = ("--bind=127.0.0.1:{port}", f"--chdir={self.folder}", "--no-control-socket")
        command = (str(GUNICORN), *place, "--threads=4", "app:create_app()")
        return Server(*command, **self.environ, **environ)


def caller(server: Server) -> tuple[Handset, Connections]:
    """A telephone that calls a server over HTTP, with signatures."""
    connections = Connections(server.url, Patience(connect=PATIENCE, answer=PATIENCE))
    return Handset(WebCarrier(make_settings(), connections, Tally())), connections


def health(server: Server) -> dict[str, object]:
    """What a server tells of itself."""
    found: dict[str, object] = json.loads(server.get("/healthz"))
    return found


@dataclass(frozen=True, slots=True)
class Studio:
    """A browser whose microphone plays a file, and a hotline with a desk. microphone: what it
    plays, once from each opening on. desk: the settings of the desk.
    """

    browser: Browser
    server: Server
    microphone: Path
    project: Project
    desk: dict[str, str]

    @property
    def database(self) -> Path:
        return self.microphone.with_name("desk.sqlite")


@contextmanager
def studio_in(folder: Path) -> Iterator[Studio]:
    """A studio from beginning to end."""
    microphone = folder / "microphone.wav"
    project = Project.made(folder)
    desk = {
        "STAFF_PASSWORD_HASH": generate_password_hash(PASSWORD),
        "SECRET_KEY": KEY,
        "DATABASE_URL": database(folder),
        "STATE_DIRECTORY": str(folder / "state"),
    }
    flags = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}%noloop",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    with project.server(**desk) as server, sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=flags, timeout=PATIENCE
        )
        yield Studio(browser, server, microphone, project, desk)
        browser.close()
    shutil.rmtree(project.folder)


class Someone:
    """A person with a browser of their own. A script error fails the test."""

    def __init__(self, studio: Studio, language: str, **options: object) -> None:
        self.studio, self.language = studio, language
        self.context: BrowserContext = studio.browser.new_context(
            locale="en-GB",
            permissions=["microphone"],
            **options,  # type: ignore[arg-type]
        )
        self.wrong: list[str] = []
        self.page = self.opens_a_tab()

    def opens_a_tab(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        return page

    def goes_to(self, path: str) -> None:
        self.page.goto(f"http://localhost:{self.studio.server.port}{path}")

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def leaves(self) -> None:
        self.context.close()
        assert self.wrong == []


class Coordinator(Someone):
    """A coordinator, at the page of a language."""

    def logs_in(self) -> None:
        self.goes_to(f"/staff/log-in?page=/languages/{self.language}")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_label("Name or initials")).to_be_visible()

    def looks(self) -> None:
        self.goes_to(f"/staff/languages/{self.language}")

    def invites(self, name: str, *tasks: str) -> str:
        """Invite a native speaker; the link, without its host."""
        self.looks()
        self.page.get_by_label("Name or initials").fill(name)
        for task in ("read the texts", "record their voice"):
            box = self.page.get_by_role("checkbox", name=re.compile(f"^{task}"))
            box.set_checked(task in tasks)
        self.presses("Make a link")
        link = self.page.get_by_label("Link", exact=True).input_value()
        assert link.startswith(f"{PUBLIC_URL}/staff/review/{self.language}#")
        return link.removeprefix(PUBLIC_URL)

    def publishes(self, button: str) -> None:
        """Press a button of the page of the language, and wait until callers hear it."""
        before = health(self.studio.server)["release"]
        self.looks()
        self.presses(button)
        until(lambda: health(self.studio.server)["release"] != before)


class Speaker(Someone):
    """A native speaker with a telephone."""

    def __init__(self, studio: Studio, language: str, name: str, link: str) -> None:
        super().__init__(studio, language, viewport=TELEPHONE, has_touch=True)
        self.home = f"/staff/review/{language}"
        self.goes_to(link)
        expect(self.page.locator("h1")).to_contain_text(name)
        assert self.page.evaluate("location.hash") == ""
        self.fits()

    def fits(self) -> None:
        """Nothing is wider than the screen."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]

    @property
    def card(self) -> str:
        """The card on the screen; empty for none."""
        _, is_card, rest = self.page.url.partition("/card/")
        return rest.partition("?")[0] if is_card else ""

    def reads(self, better: dict[str, str]) -> int:
        """Read every text, and write these better; how many cards there are. By thumb: the first
        ones, and those that are written better. The others are sent from a page, form by form:
        ninety pages would take minutes.
        """
        self.goes_to(self.home)
        links = self.page.locator(".steps a")
        cards = links.evaluate_all("all => all.map((one) => one.href.split('/').pop())")
        by_thumb = {*cards[:BY_THUMB], *better}
        forms = [f"{self.home}/card/{card}" for card in cards if card not in by_thumb]
        assert self.page.evaluate(FINDS_GOOD, forms) == len(forms)
        self.goes_to(f"{self.home}/next")
        while card := self.card:
            by_thumb.remove(card)
            other = re.compile(rf"(?<!/{re.escape(card)})$")
            with self.page.expect_navigation(url=other):
                if card in better:
                    self.writes(better[card])
                else:
                    self.page.locator("button.ok").click()
        assert not by_thumb
        return len(cards)

    def writes(self, words: str) -> None:
        """Write the text of a card better, and send it."""
        self.page.locator(".answer summary").click()
        self.page.locator("textarea").fill(words)
        self.page.locator(".answer button.main").click()

    def agrees(self, initials: str) -> None:
        self.goes_to(f"{self.home}/record")
        self.page.locator("#voice").fill(initials)
        self.page.locator("input[name=agree]").check()
        self.page.locator(".answer button.main").click()
        expect(self.page.locator("#test")).to_be_visible()

    def records(self, text: str, sound: AudioSegment) -> None:
        """Record a text: the microphone is opened anew, and plays this once."""
        whole = sound.set_frame_rate(RATE).set_channels(1)
        whole.export(self.studio.microphone, format="wav").close()
        self.page.reload()
        self.page.locator("details:has(#texts) summary").click()
        self.page.locator(f"li[data-name='{text}'] button").click()
        record = self.page.locator("#record")
        record.click()
        stop = self.page.locator("#words").get_attribute("data-stop") or ""
        expect(record).to_have_text(stop)
        self.page.wait_for_function(
            """(silent) => {
                const level = document.getElementById("now").value;
                window.begun = window.begun || silent || level > -45;
                window.still = window.begun && level < -58 ? (window.still || 0) + 1 : 0;
                return window.still > 6;
            }""",
            arg=not sound.rms,
            polling=100,
        )
        record.click()

    def keeps(self) -> None:
        """Keep it, and wait until the server has it."""
        with self.page.expect_response(re.compile("/recordings/")):
            self.page.locator("#keep").click()

    def told(self) -> str:
        """What is told about a recording, as soon as something is."""
        expect(self.page.locator("#told")).not_to_be_empty()
        return self.page.locator("#told").text_content() or ""

    def is_told(self, words: str) -> None:
        """Wait for these words: of a recording that was kept, first only that is told."""
        expect(self.page.locator("#told")).to_contain_text(words)

    def hears_a_call(self) -> None:
        """With the space bar: the text that is heard is marked until it is stopped."""
        self.goes_to(f"{self.home}/call")
        whole, marked = self.page.locator("#whole"), self.page.locator(".transcript .now")
        listen = whole.text_content() or ""
        whole.press("Space")
        expect(marked).to_have_count(1)
        expect(whole).not_to_have_text(listen)
        whole.press("Space")
        expect(marked).to_have_count(0)
        expect(whole).to_have_text(listen)
        line = self.page.locator("a.line").first
        line.press("Space")
        expect(line).to_have_attribute("aria-pressed", "true")

    def says_of(self, verdicts: dict[str, str]) -> None:
        """Listen to the recordings of others, and give these verdicts on their words."""
        self.goes_to(f"{self.home}/listen")
        for _ in verdicts:
            words = self.page.locator(".spoken").text_content() or ""
            with self.page.expect_navigation():
                self.page.locator(f"button[value={verdicts[words]}]").click()


def voice(language: str, said: str) -> AudioSegment:
    """A text as a person says it into a telephone."""
    speech = Espeak().speak(said, language, language)
    around = AudioSegment.silent(400, speech.frame_rate)
    return around + speech.apply_gain(-24 - speech.dBFS) + around
