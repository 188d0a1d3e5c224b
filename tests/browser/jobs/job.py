"""A routine job at the desk, as a coordinator does it on a telephone, and what it takes."""

import re
import time
from dataclasses import dataclass
from types import TracebackType

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.chromium import PATIENCE

NARROW = 390
"""Pixels: the width of a usual telephone."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What a job took. seconds: of the browser and the server; a person also reads and thinks."""

    job: str
    clicks: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.job:40} {self.clicks:3} clicks {self.seconds:6.1f} s"


EFFORTS: list[Effort] = []
"""Of the jobs of this test. They are printed, and nothing is asserted about them."""


class Person:
    """Somebody who is logged in, with a browser of their own. A script error or a page that is
    wider than the screen fails the test.
    """

    def __init__(self, browser: Browser, desk: str, cookie: str, width: int = NARROW) -> None:
        self.context: BrowserContext = browser.new_context(
            locale="en-GB", viewport={"width": width, "height": 844}, has_touch=True
        )
        self.context.add_cookies([{"name": "desk", "value": cookie, "url": f"{desk}/staff"}])
        self.desk = desk
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.goto(f"{desk}/staff/")

    def leaves(self) -> None:
        self.context.close()
        assert self.wrong == []


class Job:
    """One job, from the page Now until it is done.

        with Job(person, "Change a number") as job:
            job.follows("Who is called")
            ...

    Each step that a finger makes counts as a click; typing into a field counts as one.
    """

    def __init__(self, person: Person, name: str) -> None:
        self.page = person.page
        self.name = name
        self.clicks = 0
        self._home = f"{person.desk}/staff/"

    def __enter__(self) -> "Job":
        self.page.goto(self._home)
        self._began = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            EFFORTS.append(Effort(self.name, self.clicks, time.monotonic() - self._began))
            # Waits, since a page that shows progress loads itself again.
            self.page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")

    def opens(self, page: str) -> None:
        """Open a page of the navigation, which may be folded."""
        link = self.page.get_by_role("link", name=page, exact=True).first
        if not link.is_visible():
            self.clicks_on(self.page.locator("nav summary").first)
        self.clicks_on(link)

    def follows(self, name: str) -> None:
        self.clicks_on(self.page.get_by_role("link", name=re.compile(name)).first)

    def presses(self, name: str) -> None:
        self.clicks_on(self.page.get_by_role("button", name=name, exact=True).first)

    def clicks_on(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def types(self, label: str, text: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label, exact=True).first.fill(text)

    def chooses(self, label: str, option: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def ticks(self, label: str) -> None:
        """Tick a box whose label begins like this."""
        self.clicks += 1
        self.page.get_by_role("checkbox", name=re.compile(f"^{re.escape(label)}")).first.check()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)
