"""People in a real Chromium: invited, let in by passkeys that really sign, and ended.

The authenticator is Chromium's own virtual one (CDP, domain WebAuthn). Passkeys need a name of a
host: the desk is at localhost here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import violations
from tests.browser.chromium import PATIENCE
from tests.conftest import TOKEN
from tests.routes.desk.conftest import HASH, KEY, PASSWORD
from tests.routes.server import Server

OWN = "correct donkey battery staple"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that only the shared password opens."""
    folder: Path = tmp_path_factory.mktemp("people")
    url = f"sqlite:///{folder / 'statistics.sqlite'}"
    with Server(
        TWILIO_AUTH_TOKEN=TOKEN, STAFF_PASSWORD_HASH=HASH, SECRET_KEY=KEY, DATABASE_URL=url
    ) as running:
        yield f"http://localhost:{running.port}"
    assert not re.search(r"invitation#|invitation/way-in\?", running.output)
    assert OWN not in running.output


class Colleague:
    """A person with a browser of their own. A script error or a refused style fails the test."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context: BrowserContext = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def has_an_authenticator(self) -> None:
        """One that is built in, as in a telephone, and whose owner puts the finger on it."""
        devices = self.context.new_cdp_session(self.page)
        devices.send("WebAuthn.enable")
        devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def invites(self, name: str, *ticks: str) -> str:
        """Invite somebody on the page People; the link."""
        self.page.get_by_role("link", name="People", exact=True).first.click()
        self.page.get_by_label("Name", exact=True).fill(name)
        for tick in ticks:
            self.page.get_by_role("checkbox", name=re.compile(f"^{tick}")).check()
        self.presses("Make a link")
        expect(self.page.get_by_role("heading", name=f"The link for {name}")).to_be_visible()
        return self.page.get_by_label("Link", exact=True).input_value()

    def opens(self, link: str) -> None:
        """Open a link of an invitation. Its token leaves the address at once."""
        self.page.goto(link)
        self.page.wait_for_url(re.compile(r"/way-in$|/invitation$"))


def test_a_coordinator_and_a_reviewer_get_in_and_one_is_ended(browser: Browser, desk: str) -> None:
    """A coordinator is invited, makes a passkey, invites a reviewer, who uses password and code; an
    invitation used twice is refused; a person is ended while a page is open.
    """
    anna = Colleague(browser)
    anna.has_an_authenticator()
    anna.page.goto(f"{desk}/staff/")
    anna.page.keyboard.type(PASSWORD)
    anna.page.keyboard.press("Enter")
    expect(anna.page.get_by_text("You use the password that all share")).to_be_visible()
    link = anna.invites("Anna", "coordinator")
    assert violations(anna.page) == []

    anna.opens(link)
    expect(anna.page.get_by_role("heading", name="Welcome, Anna")).to_be_visible()
    assert anna.page.evaluate("location.hash") == ""
    assert violations(anna.page) == []
    anna.presses("Make a passkey")
    expect(anna.page.get_by_role("heading", name="Now", level=1)).to_be_visible()
    expect(anna.page.get_by_text("You use the password that all share")).to_have_count(0)

    anna.presses("Log out")
    expect(anna.page.get_by_label("Password")).to_have_count(0)
    assert violations(anna.page) == []
    anna.presses("Log in with a passkey")
    expect(anna.page.get_by_role("heading", name="Now", level=1)).to_be_visible()

    rita_link = anna.invites("Rita", "reviewer", "Dutch")
    rita = Colleague(browser, viewport={"width": 360, "height": 740}, color_scheme="dark")
    rita.opens(rita_link)
    assert rita.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(rita.page) == []
    key = rita.page.locator("code").text_content() or ""
    rita.page.get_by_label(re.compile("^New password")).fill(OWN)
    rita.page.get_by_label("The same password once more").fill(OWN)
    code = rita.page.get_by_label("The six digits that the app shows now")
    code.fill("000000")
    rita.presses("Use password and codes")
    expect(code).to_have_accessible_description(re.compile("not the code of this minute"))
    assert violations(rita.page) == []
    expect(rita.page.get_by_label(re.compile("^New password"))).to_have_value(OWN)
    used = pyotp.TOTP(key).now()
    code.fill(used)
    rita.presses("Use password and codes")
    expect(rita.page.get_by_role("heading", name=re.compile("^Texts"))).to_be_visible()
    options = rita.page.locator("select[name=language] option")
    assert [text.split(" ")[0] for text in options.all_text_contents()] == ["Dutch"]

    thief = Colleague(browser)
    thief.opens(rita_link)
    expect(thief.page.get_by_role("alert")).to_contain_text("was used already: it works once")
    assert violations(thief.page) == []

    anna.page.get_by_role("link", name="People", exact=True).first.click()
    assert violations(anna.page) == []
    anna.page.get_by_role("link", name="Rita").click()
    assert violations(anna.page) == []
    anna.presses("End the access of Rita")
    expect(anna.page.get_by_text("1 person has left")).to_be_visible()
    rita.presses("Find")
    expect(rita.page.get_by_role("heading", name="The desk")).to_be_visible()
    expect(rita.page).to_have_url(re.compile(r"/staff/log-in\?page="))

    anna.page.get_by_role("link", name="Log", exact=True).click()
    for told in (
        "invited: Rita (reviewer of nl)",
        "used an invitation",
        "ended the access of: Rita",
    ):
        expect(anna.page.get_by_role("cell", name=told).first).to_be_visible()
    for person in (anna, rita, thief):
        person.context.close()
        assert person.wrong == []
