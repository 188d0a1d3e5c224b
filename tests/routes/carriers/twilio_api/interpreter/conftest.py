"""A hotline with an account, a centre that has interpreters, and a caller."""

from collections.abc import Callable

import pytest
from flask import Flask

from routes.carriers.reach import REACH, Reach
from routes.simulator.handset import Handset
from tests.routes.carriers.twilio_api.conftest import MakeApp
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere
from tests.routes.carriers.twilio_api.with_api import WithApi

TO_MIDDLE_IN_UKRAINIAN = "#121"
IN_ARABIC = "#221"
IN_ENGLISH = "121"
HELPLINE = "tel:+3271000004"
Start = Callable[..., Flask]
Call = Callable[..., Handset]


@pytest.fixture
def start(make_app: MakeApp, elsewhere: Elsewhere) -> Start:
    """A hotline with an account, which reaches the API of the tests' own. Its Centre Middle has
    interpreters for Ukrainian and Arabic.
    """

    def start(**changes: object) -> Flask:
        app = make_app(**changes)
        REACH.put(app, Reach(elsewhere))
        return app

    return start


@pytest.fixture
def elsewhere(carrier: Carrier) -> Elsewhere:
    """The way to the tests' own API, which gives up soon. It knows the limit of every request."""
    return Elsewhere(carrier, patience=0.3)


@pytest.fixture
def call(start: Start, carrier: Carrier) -> Call:
    """A caller who presses these keys, and hears Centre Middle ring."""

    def call(keys: str = TO_MIDDLE_IN_UKRAINIAN, **changes: object) -> Handset:
        handset = Handset(WithApi(start(**changes), carrier))
        handset.call()
        handset.press(keys)
        assert handset.ringing
        assert handset.ringing.uri == "tel:+3210000001"
        return handset

    return call


@pytest.fixture
def caller(call: Call) -> Handset:
    """A caller who speaks Ukrainian, for whom Centre Middle rings."""
    return call()
