"""The desk in a real Chromium: by keyboard, on a telephone, in the dark, for screen readers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.destinations import Line, line_ids
from routes.operations.confirmed_lines import number_digest
from tests.browser.accessibility import violations
from tests.browser.chromium import PATIENCE
from tests.routes.desk.conftest import PASSWORD
from tests.routes.desk.figures import MONTH
from tests.routes.server import Server

[LINE] = line_ids("middle", [Line(uri="tel:+3210000001")])
PAGES = (
    "/staff/",
    f"/staff/activity?period=month&from={MONTH.first}",
    "/staff/reports?in=nl",
    "/staff/examination",
    "/staff/texts?language=ar",
    "/staff/texts/main.welcome",
    "/staff/texts/ar/main.welcome",
    "/staff/print/ar",
    "/staff/destinations",
    f"/staff/destinations/middle/{LINE}",
    f"/staff/destinations/middle/numbers/{number_digest('tel:+3210000001')}",
    "/staff/destinations/middle/lines/new",
    "/staff/destinations/chains",
    "/staff/notices",
    "/staff/notices/new",
    "/staff/notices/own",
    "/staff/changes",
    "/staff/telephone/sheet/middle?language=en",
    "/staff/telephone?call=draft&at=2026-12-25",
    "/staff/warnings",
    "/staff/warnings/channels/new/mail",
    "/staff/languages",
    "/staff/languages/ar",
    "/staff/people",
    "/staff/log",
)


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Iterator[Page]:
    """A page after the log-in. A script error, a refused style or request fails the tests."""
    page = browser.new_page(locale="en-GB")
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.goto(f"{server.url}/staff/destinations")
    log_in(page)
    expect(page).to_have_url(f"{server.url}/staff/destinations")
    yield page
    page.close()
    assert not wrong


def log_in(page: Page) -> None:
    """With the keyboard alone: the password has the focus, and Enter sends it."""
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_every_page_can_be_reached_and_left_by_keyboard_alone(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}/staff/")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="To the content")).to_be_focused()
    for name in ("Now", "Notices", "Warnings", "Who is called", "Changes", "Telephone", "Texts"):
        desk.keyboard.press("Tab")
        expect(desk.get_by_role("link", name=name, exact=True)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Texts", level=1)).to_be_visible()
    expect(desk.get_by_role("link", name="Texts", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_a_telephone_has_a_bar_with_the_usual_pages_and_a_sheet_with_all(
    desk: Page, server: Server
) -> None:
    """Without a script, and by the keyboard."""
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto(f"{server.url}/staff/")
    bar = desk.get_by_role("navigation", name="Pages")
    for name in ("Now", "Who is called", "Notices", "Changes"):
        expect(bar.get_by_role("link", name=name, exact=True)).to_be_in_viewport(ratio=1)
    expect(bar.get_by_role("link", name="Log", exact=True)).to_be_hidden()
    bar.locator("summary").focus()
    desk.keyboard.press("Enter")
    for name in ("Activity", "Texts", "People", "Log"):
        expect(bar.get_by_role("link", name=name, exact=True)).to_be_in_viewport(ratio=1)
    assert violations(desk) == []
    bar.get_by_role("link", name="People", exact=True).click()
    expect(desk.get_by_role("heading", name="People", level=1)).to_be_visible()
    desk.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_no_page_shuts_anybody_out(desk: Page, server: Server, width: int, scheme: str) -> None:
    """axe finds nothing, contrast included, and no page must be scrolled sideways."""
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        desk.goto(server.url + path)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(desk) == [], path


def test_everything_is_examined_by_a_button_without_a_script(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}/staff/")
    desk.get_by_role("button", name="Examine everything now").click()
    expect(desk.get_by_role("heading", name="Examined today")).to_be_visible()
    expect(desk.get_by_text("What happens is counted.")).to_be_visible()
    desk.wait_for_load_state()  # the page arrives in pieces, as findings come in
    assert violations(desk) == []


def test_on_paper_every_table_is_open_and_no_control_is_left(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}/staff/activity?period=month&from={MONTH.first}")
    table = desk.get_by_role("region", name="Table: Languages chosen")
    expect(table).to_be_hidden()
    desk.emulate_media(media="print")
    expect(table).to_be_visible()
    for control in ("nav", "form", ".download", "summary"):
        assert desk.locator(control).filter(visible=True).count() == 0, control
    desk.emulate_media(media="screen")


def test_the_log_in_shuts_nobody_out_and_says_what_is_wrong(
    browser: Browser, server: Server
) -> None:
    page = browser.new_page(
        locale="nl-BE", viewport={"width": 360, "height": 740}, color_scheme="dark"
    )
    page.goto(f"{server.url}/staff/")
    assert violations(page) == []
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(re.compile("Dat is niet het wachtwoord"))
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_field_says_what_is_wrong_with_it(browser: Browser, server: Server, width: int) -> None:
    page = browser.new_page(locale="en-GB", viewport={"width": width, "height": 800})
    page.goto(f"{server.url}/staff/activity?period=decade&from=2026-03-01")
    log_in(page)
    field = page.get_by_label("Period")
    expect(field).to_have_accessible_description(re.compile("There is no such period", re.I))
    expect(page.get_by_text("There are no figures to show.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.close()


def test_a_text_can_be_heard(desk: Page, server: Server) -> None:
    desk.goto(f"{server.url}/staff/texts?language=nl&q=main.welcome")
    button = desk.locator("article#main\\.welcome .play").last
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    desk.wait_for_function("() => player.currentTime > 0.1")
    button.click()
    expect(button).to_have_class("play")


def test_the_telephone_of_the_desk_rings_a_centre_and_shows_no_documents(
    desk: Page, server: Server
) -> None:
    desk.goto(f"{server.url}/staff/telephone")
    desk.get_by_role("button", name="Call", exact=True).click()
    expect(desk.locator("#state")).to_have_text("In a call")
    for key, said in (("2", "Een mens is twee."), ("2", "Het midden is één.")):
        desk.keyboard.press(key)
        expect(desk.locator("#keys")).to_contain_text(said)
    desk.keyboard.press("1")
    expect(desk.locator("#who")).to_have_text("Centre Middle")
    expect(desk.locator("#talking")).to_be_hidden()
    assert "<Dial" not in desk.content()
    assert violations(desk) == []
    desk.keyboard.press("Escape")
    expect(desk.locator("#state")).to_have_text("Call ended")
