"""A hotline with an account, a centre that has interpreters, and somebody who calls."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

import app as application
from app import create_app
from routes.carriers.reach import REACH, Reach
from routes.simulator.handset import Handset
from tests.conftest import make_settings
from tests.ivr.files import tree_calling
from tests.routes.carriers.twilio_api.records import ACCOUNT
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere
from tests.routes.carriers.twilio_api.with_api import WithApi

PAG_ASA = 'lines = ["tel:+3225116464"]'
INTERPRETERS = 'interpreters = { uk = "tel:+3222345679", ru = "sip:interpreter@trunk.example" }'
TO_PAG_ASA_IN_UKRAINIAN, IN_RUSSIAN, IN_ENGLISH = "521", "821", "121"
HELPLINE = "tel:+3278055800"
Start = Callable[..., Flask]
Call = Callable[..., Handset]


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Start:
    """A hotline with an account, whose destination PAG-ASA has interpreters for Ukrainian and
    Russian.
    """
    tree = tree_calling(
        tmp_path_factory.mktemp("interpreters"), (PAG_ASA, f"{PAG_ASA}\n{INTERPRETERS}")
    )
    made: dict[str, Flask] = {}

    def make(**changes: object) -> Flask:
        settings = make_settings(**{"twilio_account_sid": ACCOUNT, "clips_folder": clips} | changes)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(application, "load_tree", lambda *_: tree)
            return made.setdefault(repr(changes), made.get(repr(changes)) or create_app(settings))

    return make


@pytest.fixture
def start(make_app: Start, elsewhere: Elsewhere) -> Start:
    """The same, which reaches the API of the tests' own."""

    def start(**changes: object) -> Flask:
        app = make_app(**changes)
        REACH.put(app, Reach(elsewhere))
        return app

    return start


@pytest.fixture
def elsewhere(carrier: Carrier) -> Elsewhere:
    """The way to the API of the tests' own, which is given up soon. It knows the limit of every
    request.
    """
    return Elsewhere(carrier, patience=0.3)


@pytest.fixture
def call(start: Start, carrier: Carrier) -> Call:
    """Somebody who calls, presses these keys, and hears PAG-ASA ring."""

    def call(keys: str = TO_PAG_ASA_IN_UKRAINIAN, **changes: object) -> Handset:
        handset = Handset(WithApi(start(**changes), carrier))
        handset.call()
        handset.press(keys)
        assert handset.ringing
        assert handset.ringing.uri == "tel:+3225116464"
        return handset

    return call


@pytest.fixture
def caller(call: Call) -> Handset:
    """Somebody who speaks Ukrainian, for whom PAG-ASA rings."""
    return call()
