"""A carrier that reaches a hotline over HTTP: with real signatures and retries."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from flask import Flask

from routes.simulator.callers.call import Ending, SimulatedCall
from routes.simulator.callers.people import People
from routes.simulator.handset import Handset, State
from routes.simulator.simulated_carrier import AppCarrier, CarrierError
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.conftest import make_settings
from tests.routes.server import free_port
from tests.routes.simulator.callers.door import BREAKS, BREAKS_OFF, SILENT, Door
from tests.small.hotline import small_tree
from tests.timeless import course

Dial = Callable[..., WebCarrier]
FAULTS = [500, 503, BREAKS, BREAKS_OFF, SILENT]


@pytest.fixture
def door(app: Flask) -> Iterator[Door]:
    """A hotline behind an address."""
    with Door(app) as door:
        yield door


@pytest.fixture
def tally() -> Tally:
    """Nothing counted yet."""
    return Tally()


@pytest.fixture
def dial(door: Door, tally: Tally) -> Iterator[Dial]:
    """The carrier of a call that begins now."""
    opened: list[Connections] = []

    def dial(
        again: int = 0, at: str = door.url, fault: int | str = "", **settings: object
    ) -> WebCarrier:
        answer = 0.2 if fault == SILENT else 60  # only silence has to be waited for
        opened.append(Connections(at, Patience(connect=60, answer=answer, again=again)))
        carrier = WebCarrier(make_settings(**settings), opened[-1], tally)
        carrier.tree = small_tree()
        return carrier

    yield dial
    for connections in opened:
        connections.close()


def test_a_call_over_http_is_the_call_that_the_routes_answer(
    app: Flask, dial: Dial, tally: Tally
) -> None:
    over_http, in_process = (
        SimulatedCall(People(Random(7)), by) for by in (dial(), AppCarrier(app))
    )
    for call in (over_http, in_process):
        while call.step():
            pass
    assert course(over_http) == course(in_process)
    assert over_http.ending == in_process.ending
    assert tally == Tally(steps=len(in_process.handset.carrier.exchanges), _lock=tally._lock)
    assert tally.steps > 10


def test_the_connection_is_kept_from_step_to_step(door: Door, dial: Dial) -> None:
    handset = Handset(dial())
    handset.call()
    handset.press("221")
    assert handset.carrier.fetch(handset.sounds[0].clip).startswith(b"RIFF")
    assert door.connections == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_step_that_fails_once_is_asked_again_and_the_caller_notices_nothing(
    fault: int | str, door: Door, dial: Dial, tally: Tally
) -> None:
    handset = Handset(dial(again=1, fault=fault))
    handset.call()
    door.faults.append(fault)
    handset.press("2")
    assert handset.state is State.LISTENING
    assert (tally.steps, tally.retried, tally.retries, tally.failures) == (2, 1, 1, 0)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_carrier_that_was_not_told_to_asks_once(
    fault: int | str, door: Door, dial: Dial, tally: Tally
) -> None:
    door.faults.append(fault)
    with pytest.raises(CarrierError, match="/voice"):
        dial(fault=fault).post("/voice")
    assert (tally.steps, tally.retries, tally.failures) == (1, 0, 1)


def test_a_step_that_fails_more_often_than_it_is_asked_again_loses_the_call(
    door: Door, dial: Dial, tally: Tally
) -> None:
    door.faults.extend([BREAKS, 503, 500])
    call = SimulatedCall(People(Random(1)), dial(again=2))
    assert not call.step()
    assert call.ending is Ending.LOST
    assert "/voice answered 500" in call.why
    assert (tally.steps, tally.retried, tally.retries, tally.failures) == (1, 1, 2, 1)


def test_a_refusal_is_not_asked_again(dial: Dial, tally: Tally) -> None:
    with pytest.raises(CarrierError, match="answered 403"):
        dial(again=2, twilio_auth_token="another").post("/voice")
    assert (tally.steps, tally.retries, tally.failures) == (1, 0, 0)


def test_a_hotline_that_is_down_is_named_by_the_step_and_not_by_the_caller(dial: Dial) -> None:
    carrier = dial(again=1, at=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(CarrierError) as caught:
        carrier.post("/voice/nl/postcode", Digits="8421")
    assert (
        str(caught.value)
        == "/voice/nl/postcode was not answered: NewConnectionError. Is the hotline up?"
    )
