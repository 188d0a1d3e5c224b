"""The whisper on a simulated line: which keys take the call, and what ends it early."""

from pathlib import Path
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import application
from routes.call.hotline import HOTLINE
from routes.operations.opening import open_hotline
from routes.simulator.callers.people import Behaviour, People
from routes.simulator.handset import Handset, State
from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.view import view
from tests.conftest import make_settings
from tests.routes.simulator.browser_call import act
from tests.small.hotline import create_small_app, files_with

FIVE_ACCEPTS = ('accept = "1"\ninterpreter = "2"', 'accept = "5"\ninterpreter = "3"')
"""In hotline.toml: other keys for the person who picks up."""


@pytest.fixture
def five_accepts(tmp_path: Path, clips: Path) -> Flask:
    """A hotline in which 5 takes a call, and 1 declines it like any other key."""
    files = files_with(tmp_path, tree=FIVE_ACCEPTS)
    settings = make_settings(clips_folder=clips, twilio_account_sid="AC" + "1" * 32)
    return application(open_hotline(settings, files))


def ring(app: Flask, keys: str = "221") -> Handset:
    handset = Handset(app)
    handset.call()
    handset.press(keys)
    assert handset.state is State.RINGING
    return handset


def test_the_key_that_takes_a_call_is_the_one_of_the_hotline(five_accepts: Flask) -> None:
    taken = ring(five_accepts)
    taken.accepts()
    assert taken.state is State.TALKING
    assert taken.carrier.exchanges[-1].form == {"Digits": "5"}
    declined = ring(five_accepts)
    declined.accepts("1")
    assert declined.state is State.RINGING


def test_the_browser_and_the_terminal_press_the_key_of_the_hotline(five_accepts: Flask) -> None:
    client = five_accepts.test_client()
    name = act(client, "")["name"]
    for key in "221":
        act(client, f"/{name}/press", key=key)
    [key] = act(client, f"/{name}/pick-up")["ringing"]["answers"]
    shown = act(client, f"/{name}/whisper-press", key=key)
    assert (shown["state"], shown["log"][-1]["form"]) == ("talking", {"Digits": "5"})
    terminal = five_accepts.test_cli_runner().invoke(args=["call"], input="2\n2\n1\na\n\nq\n")
    assert "You are talking" in terminal.output


def test_simulated_people_press_the_key_of_the_hotline(five_accepts: Flask) -> None:
    handset = ring(five_accepts)
    handset.picks_up()
    People(Random(1), Behaviour(whispered=(("accepts", 1),))).act(handset)
    assert handset.state is State.TALKING


def test_an_interpreter_is_asked_for_with_the_key_of_the_hotline(five_accepts: Flask) -> None:
    """Only where the destination has one for the caller's language, which is Ukrainian here."""
    handset = ring(five_accepts, "#121")
    handset.picks_up()
    with five_accepts.app_context():
        shown = view(HOTLINE.of(five_accepts), handset).ringing
    assert shown is not None
    assert shown.answers == {"5": "takes the call", "3": "takes the call, with an interpreter"}
    handset.takes_with_interpreter()
    assert handset.state is State.TALKING
    assert handset.carrier.exchanges[-1].form == {"Digits": "3"}


def test_a_destination_without_an_interpreter_refuses_one(app: Flask) -> None:
    handset = ring(app)
    handset.picks_up()
    with pytest.raises(CarrierError, match="no interpreter for the caller's language"):
        handset.takes_with_interpreter()
    assert handset.state is State.WHISPERING


def test_a_caller_who_hangs_up_during_the_whisper_ends_the_call(client: FlaskClient) -> None:
    """No webhook is sent after that, and no further line rings."""
    name = act(client, "")["name"]
    for key in "221":
        act(client, f"/{name}/press", key=key)
    steps = len(act(client, f"/{name}/pick-up")["log"])
    shown = act(client, f"/{name}/hang-up")
    assert (shown["state"], shown["ringing"], shown["whispered"]) == ("over", None, [])
    assert len(shown["log"]) == steps
    for late in ("whisper-press", "decline", "whisper-wait", "press", "hang-up"):
        again = client.post(f"/phone/calls/{name}/{late}", data={"key": "1"})
        assert again.status_code == 200, "pressed before the answer was there"
        assert again.get_json()["state"] == "over"
        assert again.get_json()["acts"] == shown["acts"]


@pytest.mark.parametrize(
    ("decision", "state"), [("whisper-press", "talking"), ("decline", "ringing")]
)
def test_a_decision_during_the_whisper_ends_it(
    client: FlaskClient, decision: str, state: str
) -> None:
    name = act(client, "")["name"]
    for key in "221":
        act(client, f"/{name}/press", key=key)
    act(client, f"/{name}/pick-up")
    shown = act(client, f"/{name}/{decision}", key="1")
    assert (shown["state"], shown["whispered"]) == (state, [])


def test_a_line_without_a_whisper_is_connected_at_once(clips: object) -> None:
    app = create_small_app(make_settings())
    destination = HOTLINE.of(app).tree.destinations["middle"]
    object.__setattr__(destination.lines[0], "whisper", False)
    handset = Handset(app)
    handset.call()
    handset.press("221")
    handset.accepts()
    assert handset.state is State.TALKING
    assert handset.whispered == []
