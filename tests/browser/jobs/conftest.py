"""The desk of the small hotline with two coordinators, who need each other for danger."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.jobs.job import EFFORTS, Job, Person
from tests.conftest import TOKEN, make_settings
from tests.routes.desk.conftest import HASH, KEY, Coordinator, desk_settings
from tests.routes.desk.figures import database
from tests.routes.desk.people import comes_in, link_in
from tests.routes.server import Server
from tests.small.followed import copy_files
from tests.small.hotline import create_small_app, small_clips

NAMES = ("Anna", "Bert")
SERVE = (sys.executable, "-m", "flask", "--app", "tests.small.followed", "serve", "--port={port}")


@dataclass(frozen=True, slots=True)
class Desk:
    """A running hotline with a desk. cookies: what each coordinator is logged in with. database:
    its address.
    """

    server: Server
    cookies: dict[str, str]
    database: str

    @property
    def url(self) -> str:
        return self.server.url

    def person(self, browser: Browser, name: str) -> Person:
        """One of the coordinators, with a browser that nobody else uses."""
        return Person(browser, self.url, self.cookies[name])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clips: object) -> Iterator[Desk]:
    """A hotline of these tests alone, since callers hear what they publish."""
    folder = tmp_path_factory.mktemp("jobs")
    url = database(folder)
    cookies = cookies_of(url)
    settings = {"STAFF_PASSWORD_HASH": HASH, "SECRET_KEY": KEY, "DATABASE_URL": url}
    files = str(copy_files(folder / "files"))
    with Server(
        *SERVE,
        TWILIO_AUTH_TOKEN=TOKEN,
        CLIPS_FOLDER=str(small_clips()),
        SMALL_FILES=files,
        STATE_DIRECTORY=str(folder),
        **settings,
    ) as server:
        yield Desk(server, cookies, url)


@pytest.fixture(autouse=True)
def efforts(told: list[str]) -> Iterator[None]:
    """Tell what each job took."""
    EFFORTS.clear()
    yield
    told += [str(effort) for effort in EFFORTS]


@pytest.fixture
def anna(browser: Browser, desk: Desk) -> Iterator[Person]:
    """A coordinator, with a telephone."""
    anna = desk.person(browser, "Anna")
    yield anna
    anna.leaves()


@pytest.fixture
def bert(browser: Browser, desk: Desk) -> Iterator[Person]:
    """The second coordinator, with a telephone."""
    bert = desk.person(browser, "Bert")
    yield bert
    bert.leaves()


def is_heard(job: Job, place: str) -> None:
    """Press play, and wait until the sound has been played for a moment."""
    button = job.page.locator(f"{place} .play").first
    job.clicks_on(button)
    expect(button).to_have_attribute("aria-pressed", "true")
    job.page.wait_for_function("() => player.currentTime > 0.05")


def cookies_of(database_url: str) -> dict[str, str]:
    """Two coordinators come in, beside the server that they will use: its cookies are the same."""
    app = create_small_app(make_settings(**desk_settings(database_url=database_url)))
    first = Coordinator(app)
    assert first.log_in().status_code == 303
    links = {}
    for name in NAMES:
        answer = first.post("/staff/people", name=name, roles=["coordinator"])
        links[name] = link_in(answer.text)
    people = {name: comes_in(app, link, name) for name, link in links.items()}
    return {name: _cookie(person) for name, person in people.items()}


def _cookie(person: Coordinator) -> str:
    found = person.client.get_cookie("desk", domain="hotline.test", path="/staff")
    assert found is not None
    return found.value
