"""The hotline as a process, and a page of a real browser in front of it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import PATIENCE, find_chromium
from tests.conftest import TOKEN
from tests.routes.desk.conftest import HASH, KEY
from tests.routes.desk.figures import database
from tests.routes.server import Server

_FLAGS = [
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small hotline on the development server, with signatures checked, with a desk, and
    with figures of a month.
    """
    url = database(tmp_path_factory.mktemp("statistics"))
    with Server(
        TWILIO_AUTH_TOKEN=TOKEN, STAFF_PASSWORD_HASH=HASH, SECRET_KEY=KEY, DATABASE_URL=url
    ) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """It ends with these tests: while it is there, an event loop runs that others must not meet."""
    with sync_playwright() as playwright:
        flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        expect.set_options(timeout=PATIENCE)
        running = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=flags, timeout=PATIENCE
        )
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The telephone. A script error or a failed request fails the test."""
    page = browser.new_page(viewport={"width": 1380, "height": 860})
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.goto(server.url)
    yield page
    page.close()
    assert not wrong
