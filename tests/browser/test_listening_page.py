"""The listening page in a real Chromium: walk, hear, filter."""

import pytest
from playwright.sync_api import Page, expect

from routes.call.hotline import Hotline
from tests.routes.server import Server


@pytest.fixture
def listening(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}/listen")
    return page


def test_it_is_one_key_from_prompt_to_prompt(listening: Page) -> None:
    current = listening.locator(".prompt.current .label")
    listening.keyboard.press("j")
    expect(current).to_have_text("language.announce")
    listening.keyboard.press("j")
    expect(current).to_have_text("main.welcome")
    listening.keyboard.press("k")
    expect(current).to_have_text("language.announce")


def test_quick_keys_interrupt_only_the_sound(listening: Page) -> None:
    """An interrupted clip is no error of the page (the page fixture fails for one)."""
    for _ in range(12):
        listening.keyboard.press("j")
    expect(listening.locator(".prompt.current")).to_have_count(1)


def test_every_prompt_has_a_clip_and_a_waveform(listening: Page) -> None:
    assert listening.locator(".prompt[data-clip='']").count() == 0
    expect(listening.locator("canvas[data-drawn=yes]").first).to_be_visible()


def test_each_language_is_shown_by_itself(listening: Page, small_hotline: Hotline) -> None:
    listening.select_option("#language", "uk")
    shown = listening.locator(".prompt:visible")
    assert shown.count() == sum(language == "uk" for language, _ in small_hotline.recordings)
    assert shown.locator(".words").first.get_attribute("lang") == "uk"
    expect(listening.locator("#count")).to_have_text(f"{shown.count()} prompts")


def test_what_is_too_long_stands_out(listening: Page) -> None:
    """A prompt's longest time is in the catalogue's note."""
    for language in ("en", "uk", "ar"):
        listening.select_option("#language", language)
        listening.select_option("#status", "long")
        shown = listening.locator(".prompt:visible")
        expect(shown).to_have_count(1)
        expect(shown.locator(".label")).to_have_text("main.keys")
        expect(shown.locator(".sound .warn").first).to_be_visible()
