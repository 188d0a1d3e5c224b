"""The telephone in the browser, in a real Chromium: clips sound, keys work, a person picks up."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.routes.server import Server

TAKES = "1: takes the call"
"""The button of the person who hears the whisper."""


def dial(page: Page, keys: str = "") -> None:
    """Call, and press keys without waiting for the prompts to end."""
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.locator("#state")).to_have_text("In a call")
    for number, key in enumerate(keys, 2):
        page.keyboard.press(key)
        expect(page.locator("#log li")).to_have_count(number)


def test_the_first_clip_really_plays(page: Page) -> None:
    dial(page)
    page.wait_for_function("window.clipsPlayed.length >= 1")
    clip, seconds = page.evaluate("window.clipsPlayed[0]")
    assert re.fullmatch(r"/clips/[0-9a-f]{32}\.wav", clip)
    assert 0.5 < seconds < 3
    expect(page.locator("#transcript li").first).to_have_text(re.compile("English"))


def test_keys_on_the_page_and_on_the_keyboard_lead_to_a_centre(page: Page) -> None:
    dial(page, "2")
    expect(page.locator("#keys")).to_contain_text("Een mens is twee.")
    page.get_by_role("button", name="Key 2").click()
    expect(page.locator("#keys")).to_contain_text("Het midden is één.")
    page.keyboard.press("1")
    expect(page.locator("#who")).to_have_text("Centre Middle")
    expect(page.locator("#number")).to_contain_text("+3210000001")


def test_arabic_runs_from_right_to_left_wherever_it_stands(page: Page) -> None:
    dial(page, "#22")
    for place in (
        "#caption",
        "#transcript li:last-child .words",
        "#keys dd:first-of-type span:first-child",
    ):
        assert (
            page.locator(place).first.evaluate("element => getComputedStyle(element).direction")
            == "rtl"
        )
    assert (
        page.locator("#keys dd:last-of-type").evaluate(
            "element => getComputedStyle(element).direction"
        )
        == "ltr"
    )


def test_a_person_who_picks_up_hears_the_whisper_and_takes_the_call(page: Page) -> None:
    dial(page, "120")
    expect(page.locator("#number")).to_contain_text("never the caller's number")
    page.get_by_role("button", name="Pick up").click()
    expect(page.locator("#transcript li.whispered").first).to_contain_text("Een oproep in het")
    expect(page.locator("#hears")).to_contain_text("Een oproep in het")
    expect(page.locator("#hears-meaning")).to_contain_text("A call in English.")
    page.get_by_role("button", name=TAKES).click()
    expect(page.locator("#state")).to_have_text("Connected")
    page.get_by_role("button", name="They hang up").click()
    expect(page.locator("#caption")).to_contain_text("That talk is over.")


def pick_up(page: Page, decision: str = "Pick up") -> None:
    """Let a line answer, and wait until the person who picked up hears the whisper."""
    dial(page, "120")
    page.get_by_role("button", name=decision, exact=True).click()
    expect(page.locator("#state")).to_have_text("They hear the whisper")


@pytest.mark.parametrize("decision", ["Pick up", "Voicemail"])
def test_a_caller_can_hang_up_during_the_whisper(page: Page, decision: str) -> None:
    """The person who picked up does nothing after that: the page fixture fails for a refusal."""
    pick_up(page, decision)
    page.keyboard.press("Escape")
    expect(page.locator("#state")).to_have_text("Call ended")
    expect(page.locator("#caption")).to_have_text("You hung up.")
    expect(page.locator("#line")).to_be_hidden()
    dial(page)
    expect(page.locator("#transcript li")).to_have_count(3)


@pytest.mark.parametrize(("decision", "state"), [(TAKES, "Connected"), ("Hangs up", "Ringing")])
def test_a_press_cuts_the_whisper_short(page: Page, decision: str, state: str) -> None:
    pick_up(page)
    page.get_by_role("button", name=decision, exact=True).click()
    expect(page.locator("#state")).to_have_text(state)
    assert page.locator("#transcript li.whispered").count() == 1, "the first of several clips"


def test_whoever_is_faster_than_the_server_breaks_nothing(page: Page) -> None:
    """Two presses in the same moment: before any answer of the server can have arrived."""
    pick_up(page)
    accept = "document.querySelector('#answers button')"
    page.evaluate(f"{accept}.click(); {accept}.click()")
    expect(page.locator("#state")).to_have_text("Connected")
    page.keyboard.press("Escape")
    expect(page.locator("#state")).to_have_text("Call ended")
    pick_up(page)
    page.evaluate(f"document.getElementById('hang-up').click(); {accept}.click()")
    expect(page.locator("#state")).to_have_text("Call ended")
    expect(page.locator("#line")).to_be_hidden()
    dial(page)


def test_busy_is_no_answer_to_a_whisper(page: Page) -> None:
    pick_up(page)
    for name in ("Busy", "No answer", "Fails", "Voicemail"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_hidden()


def test_what_the_line_does_stands_beside_the_caller_on_a_narrow_screen(page: Page) -> None:
    """Without scrolling, in the place of the keypad, which asks for no key then."""
    page.set_viewport_size({"width": 390, "height": 700})
    dial(page, "120")
    page.locator(".phone").scroll_into_view_if_needed()
    for name in ("Pick up", "Fails", "Hang up"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator("#keypad")).to_be_hidden()
    page.get_by_role("button", name="Call again").click()
    expect(page.locator("#state")).to_have_text("In a call")
    expect(page.locator("#keypad")).to_be_visible()


def test_a_declined_call_rings_the_next_line(page: Page) -> None:
    dial(page, "123")
    expect(page.locator("#who")).to_have_text("Centre South")
    page.get_by_role("button", name="Pick up").click()
    page.get_by_role("button", name="Hangs up").click()
    expect(page.locator("#who")).to_have_text("Small helpline")


def test_busy_and_failing_lines_are_followed_by_the_next(page: Page) -> None:
    dial(page, "120")
    expect(page.locator("#who")).to_have_text("Small helpline")
    page.get_by_role("button", name="Busy").click()
    expect(page.locator("#who")).to_have_text("Centre Middle")
    page.get_by_role("button", name="Fails").click()
    expect(page.locator("#who")).to_have_text("Centre North")


def test_a_postcode_can_be_typed(page: Page) -> None:
    dial(page, "124")
    expect(page.locator("#keys")).to_contain_text("four digits")
    page.keyboard.type("4000")
    expect(page.locator("#who")).to_have_text("Centre South")


def test_every_step_is_in_the_log_with_its_twiml(page: Page) -> None:
    dial(page, "3")
    expect(page.locator("#log li").first).to_contain_text(
        re.compile(r"POST /voice/und/languages\?began=[0-9]+&keys=0 Digits=3")
    )
    page.locator("#log summary").first.click()
    expect(page.locator("#log pre").first).to_contain_text("<Gather")


def test_the_transcript_knows_its_language_and_direction(page: Page) -> None:
    dial(page, "#1")
    latest = page.locator("#transcript li.current .words")
    expect(latest).to_have_attribute("lang", "uk")
    expect(latest).to_have_attribute("dir", "ltr")


def test_hanging_up_ends_the_call(page: Page) -> None:
    dial(page, "2")
    page.keyboard.press("Escape")
    expect(page.locator("#state")).to_have_text("Call ended")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_enabled()


def test_the_quiet_exit_closes_the_line_by_itself(page: Page) -> None:
    dial(page, "19")
    expect(page.locator("#caption")).to_contain_text("The shop is closed.")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_enabled()


def test_a_server_that_cannot_be_reached_ends_the_call(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(server.url)
    dial(page)
    page.context.set_offline(True)
    page.keyboard.press("2")
    expect(page.locator("#caption")).to_contain_text("the server cannot be reached")
    expect(page.locator("#state")).to_have_text("Call ended")
    page.context.set_offline(False)
    dial(page)
    page.close()


def test_a_server_that_goes_away_before_a_clip_came_is_not_a_broken_clip(
    browser: Browser, server: Server
) -> None:
    page = browser.new_page()
    page.goto(server.url)
    page.route("**/clips/*.wav", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.locator("#caption")).to_contain_text("the server cannot be reached")
    expect(page.locator("#state")).to_have_text("Call ended")
    page.close()


def test_a_clip_that_is_broken_says_so_and_a_key_does_nothing_more(
    browser: Browser, server: Server
) -> None:
    page = browser.new_page()
    page.goto(server.url)
    page.route("**/clips/*.wav", lambda route: route.fulfill(body="no sound"))
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.locator("#caption")).to_contain_text("a clip cannot be played")
    page.keyboard.press("2")
    expect(page.locator("#state")).to_have_text("Call ended")
    expect(page.locator("#log li")).to_have_count(1)
    page.close()


def test_it_fits_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
