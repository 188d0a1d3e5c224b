"""What every test can ask for: the hotline as it is shipped, its application, and a telephone."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pydantic import SecretStr

from app import create_app
from audio.build import build
from audio.library import FOLDER
from ivr.hours import BRUSSELS_TIME
from ivr.loading import load_tree
from ivr.tree import Tree
from routes.call.clock import Clock
from routes.call.hotline import HOTLINE, Hotline
from routes.carriers import CARRIERS
from routes.carriers.twilio import OVERRIDES
from routes.operations.opening import open_hotline
from routes.settings.settings import Settings
from routes.simulator.handset import Handset
from routes.simulator.simulated_carrier import AppCarrier
from tests.small import hotline as small

if TYPE_CHECKING:
    from tests.sip.endpoint import Endpoint


class _CompiledTemplates(BytecodeCache):
    """Templates that this process has compiled once, for all applications of its tests."""

    def __init__(self) -> None:
        self._code: dict[str, object] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(f"{bucket.key} {bucket.checksum}")  # type: ignore[assignment]

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[f"{bucket.key} {bucket.checksum}"] = bucket.code


Flask.jinja_options = {"bytecode_cache": _CompiledTemplates()}

hypothesis.settings.register_profile("wayout", deadline=None)  # a busy machine is no defect
hypothesis.settings.load_profile("wayout")

TOKEN = "0123456789abcdef"
PUBLIC_URL = "https://hotline.test"
HOTLINE_NUMBER = "+3222345678"
WORKING_HOURS = datetime(2026, 3, 10, 12, tzinfo=BRUSSELS_TIME)
"""A Tuesday, at noon. A line with opening hours is open then, whenever the tests run."""


LONGEST = (
    "test_native_speaker.py",
    "test_first_run.py",
    "test_kill.py",
    "test_slow_clients.py",
    "test_watching.py",
)
"""Files whose tests take longest, by one process each."""


def pytest_xdist_auto_num_workers() -> int:
    """Two for each processor: a test often waits for a program that it has started."""
    return (os.cpu_count() or 1) * 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: at the end one process would be busy and the others idle."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def whole(path: str) -> str:
    """Where a carrier is told to go on with a call."""
    return f"{PUBLIC_URL}{path}#{OVERRIDES}"


def make_settings(**changes: object) -> Settings:
    """Settings of a hotline whose webhooks are signed, with the telephone switched on."""
    given: dict[str, object] = {
        "environment": "development",
        "twilio_auth_token": (SecretStr(TOKEN),),
        "public_url": PUBLIC_URL,
        "hotline_number": HOTLINE_NUMBER,
        "database_url": "off",
    }
    given |= changes
    carrier = CARRIERS[str(given.get("signature_scheme", "twilio"))]
    own = {name: value for name, value in given.items() if name in Settings.model_fields}
    return Settings.model_validate(own | {"carrier": carrier.model_validate(given)})


@pytest.fixture(scope="session")
def clips() -> Path:
    """The folder of clips, with every clip of the shipped masters. Only missing ones are made."""
    hotline = open_hotline(make_settings())
    missing = hotline.library.missing(hotline.texts_of_clips_to_make())
    problems = {made.problem for made in build(hotline.library, missing)} - {""}
    assert not problems
    return FOLDER


@pytest.fixture(scope="session")
def app(clips: Path) -> Flask:
    """The application as it is shipped, with signatures checked and every clip made."""
    return create_app(make_settings(clips_folder=clips))


@pytest.fixture(scope="session")
def hotline(app: Flask) -> Hotline:
    """What the application's steps are made of."""
    return HOTLINE.of(app)


@pytest.fixture(scope="session")
def tree() -> Tree:
    """The phone tree as it is shipped."""
    return load_tree()


@pytest.fixture
def handset(app: Flask) -> Handset:
    """A telephone that has not dialled yet. It is always noon of a working day."""
    return Handset(AppCarrier(app, Clock(WORKING_HOURS)))


@pytest.fixture(scope="session")
def small_tree() -> Tree:
    """The phone tree of tests/small."""
    return small.small_tree()


@pytest.fixture(scope="session")
def small_clips() -> Path:
    """The folder of clips of the small hotline, every one of them a tone."""
    return small.small_clips()


@pytest.fixture(scope="session")
def small_app() -> Flask:
    """The application of the small hotline, with signatures checked and every clip made."""
    return small.create_small_app(make_settings())


@pytest.fixture(scope="session")
def small_hotline(small_app: Flask) -> Hotline:
    """What the steps of the small application are made of."""
    return HOTLINE.of(small_app)


@pytest.fixture
def small_handset(small_app: Flask) -> Handset:
    """A telephone that has not dialled the small hotline yet."""
    return Handset(small_app)


@pytest.fixture(scope="session")
def library() -> Iterator["Endpoint"]:
    """SIP in this process, which can have it only once."""
    pytest.importorskip("pjsua2", reason="pjsua2 is not installed: `make sip` installs it")
    from tests.sip.endpoint import Endpoint

    with Endpoint() as running:
        yield running


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Lines that are told at the end of the run, also when the tests run in several processes."""
    lines: list[str] = []
    yield lines
    request.node.user_properties += [("told", line) for line in lines]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what is to be told."""
    for report in terminalreporter.stats.get("", []):
        for name, line in report.user_properties:
            if (name, report.when) == ("told", "teardown"):
                terminalreporter.write_line(line)
