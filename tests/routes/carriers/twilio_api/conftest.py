"""An account at the carrier, and the command line of a hotline that reaches it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from routes.carriers.reach import REACH, Reach
from tests.conftest import make_settings
from tests.routes.carriers.twilio_api.records import ACCOUNT
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere
from tests.small.hotline import create_small_app

Run = Callable[..., Result]
MakeApp = Callable[..., Flask]
Verify = Callable[..., Result]


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    """An empty account."""
    with Carrier() as one:
        yield one


@pytest.fixture
def pauses() -> list[float]:
    """The seconds that the hotline would have waited."""
    return []


@pytest.fixture(scope="session")
def make_app(clips: Path) -> MakeApp:
    """The application of a hotline that has an account, with other settings besides."""
    made: dict[str, Flask] = {}

    def make(**changes: object) -> Flask:
        settings = make_settings(**{"twilio_account_sid": ACCOUNT} | changes)
        return made.setdefault(repr(changes), made.get(repr(changes)) or create_small_app(settings))

    return make


@pytest.fixture
def run(carrier: Carrier, pauses: list[float], make_app: MakeApp) -> Run:
    """`flask ...` as a person types it, of the application above unless another is given."""

    def run(*words: str, typed: str = "", app: Flask | None = None, **changes: object) -> Result:
        app = app or make_app(**changes)
        REACH.put(app, Reach(Elsewhere(carrier), pauses.append))
        return app.test_cli_runner().invoke(args=words, input=typed)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where confirmations are kept."""
    return tmp_path / "verified.json"


@pytest.fixture
def verify(run: Run, file: Path) -> Verify:
    """`flask destinations verify ...`"""
    return lambda *words, **how: run(
        "destinations", "verify", *words, **{"verified_file": file, **how}
    )
