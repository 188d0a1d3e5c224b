"""The telephone in the browser: a development tool that calls the real routes, signed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.simulated_carrier import CarrierError, HttpAnswer, SimulatedCarrier
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.simulator.browser_call import act
from tests.small.hotline import create_small_app


class OneDocument(SimulatedCarrier):
    """A carrier that always gets the same document."""

    def __init__(self, document: str) -> None:
        super().__init__(HOTLINE_NUMBER)
        self._document = document

    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        return HttpAnswer(200, "text/xml", self._document.encode())

    def get(self, url: str) -> HttpAnswer:
        return HttpAnswer(404, "text/plain", b"")


PUBLIC_KEY = "AlChZOExMMLYUdz4+JIkf5PwdU+hnAaTfz70eZyPtso="


def test_it_is_there_in_development(client: FlaskClient) -> None:
    with client.get("/") as page:
        assert b"Wayout telephone" in page.data


@pytest.mark.parametrize(
    ("method", "path"), [("get", "/"), ("post", "/phone/calls"), ("get", "/static/phone.js")]
)
def test_it_is_not_there_in_production(clips: object, method: str, path: str) -> None:
    app = create_small_app(make_settings(environment="production", allow_draft_languages="all"))
    assert not any("phone" in rule.endpoint for rule in app.url_map.iter_rules())
    assert getattr(app.test_client(), method)(path).status_code == 404


def test_a_call_shows_what_is_heard_and_what_each_key_does(client: FlaskClient) -> None:
    answer = act(client, "")
    assert answer["state"] == "listening"
    assert answer["heard"][1]["words"] == "Nederlands is twee."
    assert {"1": "English", "2": "Nederlands", "0": "a person, now"}.items() <= answer[
        "keys"
    ].items()


def test_a_call_can_be_walked_to_a_conversation_and_back(client: FlaskClient) -> None:
    name = act(client, "")["name"]
    for key in "221":
        answer = act(client, f"/{name}/press", key=key)
    assert answer["ringing"]["name"] == "Centre Middle"
    answer = act(client, f"/{name}/pick-up")
    assert answer["state"] == "whispering"
    assert "néerlandais" in answer["whispered"][0]["words"]
    assert answer["whispered"][0]["meaning"] == "A call in Dutch."
    assert act(client, f"/{name}/whisper-press", key="1")["state"] == "talking"
    assert act(client, f"/{name}/conversation-ends")["state"] == "listening"
    assert act(client, f"/{name}/hang-up")["state"] == "over"


def test_a_key_that_a_short_language_lacks_is_not_shown(client: FlaskClient) -> None:
    name = act(client, "")["name"]
    act(client, f"/{name}/press", key="#")
    assert act(client, f"/{name}/press", key="3")["keys"].keys() == {*"12", *"0*#9"}


def test_a_postcode_is_typed_digit_by_digit(client: FlaskClient) -> None:
    name = act(client, "")["name"]
    for key in "124":
        answer = act(client, f"/{name}/press", key=key)
    assert answer["keys"]["1-9"] == "four digits"
    steps = len(answer["log"])
    assert len(act(client, f"/{name}/press", key="4")["log"]) == steps
    for key in "000":
        answer = act(client, f"/{name}/press", key=key)
    assert answer["ringing"]["name"] == "Centre South"


def test_the_log_shows_every_step_with_its_twiml(client: FlaskClient) -> None:
    name = act(client, "")["name"]
    log = act(client, f"/{name}/press", key="2")["log"]
    assert [step["url"].partition("?")[0] for step in log] == ["/voice", "/voice/und/languages"]
    assert log[1]["form"] == {"Digits": "2"}
    assert "<Gather" in log[1]["twiml"]


def test_what_the_line_cannot_do_now_is_said_and_not_a_server_error(client: FlaskClient) -> None:
    name = act(client, "")["name"]
    assert "the call is listening, not ringing" in act(client, f"/{name}/busy")["problem"]


def test_an_unknown_call_is_not_found(client: FlaskClient) -> None:
    assert client.post("/phone/calls/nobody/press", data={"key": "1"}).status_code == 404


def test_its_webhooks_are_signed_with_the_token_of_the_settings(clips: object) -> None:
    handset = Handset(create_small_app(make_settings(twilio_auth_token="another")))
    handset.call()
    assert handset.state is State.LISTENING


def test_it_signs_as_the_chosen_carrier_does(clips: object) -> None:
    handset = Handset(
        create_small_app(make_settings(signature_scheme="signalwire", signalwire_signing_key="key"))
    )
    handset.call()
    assert handset.state is State.LISTENING


def test_as_telnyx_it_cannot_sign_and_says_what_to_do(clips: object) -> None:
    app = create_small_app(make_settings(signature_scheme="telnyx", telnyx_public_key=PUBLIC_KEY))
    remedy = "to call from here, start without TELNYX_PUBLIC_KEY"
    assert remedy in act(app.test_client(), "")["problem"]
    terminal = app.test_cli_runner().invoke(args=["call"])
    assert (terminal.exit_code, terminal.exception.__class__) == (1, SystemExit)
    assert remedy in terminal.output


def test_the_handset_refuses_what_a_carrier_would_not_play(app: Flask) -> None:
    handset = Handset(app)
    with pytest.raises(CarrierError, match="answered 404"):
        handset.carrier.post("/nothing")
    with pytest.raises(CarrierError, match="the caller would hear nothing"):
        handset.carrier.fetch("/clips/nothing.wav")
    with pytest.raises(CarrierError, match="not ringing"):
        handset.ends(Unanswered.BUSY)


def test_the_handset_refuses_a_dial_that_rings_nobody_or_two_kinds_of_lines() -> None:
    for nouns in (
        "",
        "<Number>+3210000001</Number><Sip>sip:a@b.example</Sip>",
        "<Client>a</Client>",
    ):
        handset = Handset(
            OneDocument(f'<?xml version="1.0"?><Response><Dial>{nouns}</Dial></Response>')
        )
        with pytest.raises(CarrierError, match="must ring Numbers or Sips"):
            handset.call()
