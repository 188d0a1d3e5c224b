"""The job of a night: callers were told something wrong in Romanian. It is done with the shipped
texts and the voice that is there.
"""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import violations
from tests.browser.jobs.conftest import cookies_of, is_heard
from tests.browser.jobs.job import Job, Person
from tests.conftest import TOKEN
from tests.routes.desk.conftest import HASH, KEY
from tests.routes.desk.figures import database
from tests.routes.server import Server

SHIPPED = (sys.executable, "-m", "flask", "serve", "--port={port}")
BETTER = "Ne puteți suna oricând din nou. La revedere."


@pytest.fixture
def ana(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """A coordinator of the shipped hotline."""
    folder = tmp_path_factory.mktemp("romanian")
    url = database(folder)
    settings = {"STAFF_PASSWORD_HASH": HASH, "SECRET_KEY": KEY, "DATABASE_URL": url}
    cookies = cookies_of(url)
    state = str(folder)
    with Server(*SHIPPED, TWILIO_AUTH_TOKEN=TOKEN, STATE_DIRECTORY=state, **settings) as server:
        ana = Person(browser, server.url, cookies["Anna"])
        yield ana
        ana.leaves()


def test_a_romanian_sentence_is_corrected_and_heard(ana: Person) -> None:
    with Job(ana, "Correct a Romanian sentence") as job:
        job.opens("Texts")
        job.chooses("Language", "Romanian (Română)")
        job.types("Search", "La revedere")
        job.presses("Find")
        job.follows("^Change or look closer *: You can call us again at any time")
        job.types("Romanian (Română)", BETTER)
        job.presses("Save and hear it")
        job.sees("robot's voice")
        is_heard(job, ".proposed")
    assert ana.page.locator(".proposed .words").inner_text() == BETTER
    assert violations(ana.page) == []
