"""The name of a conference does not tell whose call it is."""

import hashlib
import hmac
import logging

import pytest
from pydantic import SecretStr

from routes.simulator.handset import Handset
from tests.conftest import TOKEN
from tests.routes.carriers.twilio_api.interpreter.conftest import Call, Start
from tests.routes.carriers.twilio_api.interpreter.meeting import conference, legs, room
from tests.routes.carriers.twilio_api.records import ACCOUNT, refused
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere
from tests.routes.carriers.twilio_api.with_api import WithApi


def test_instances_agree_on_it_while_the_token_is_being_rotated(
    start: Start, caller: Handset, carrier: Carrier
) -> None:
    """The whisper is answered by one instance, and the caller by another that signs with the new
    token first.
    """
    other = WithApi(
        start(twilio_auth_token=(SecretStr("fedcba9876543210"), SecretStr(TOKEN))), carrier
    )
    caller.accepts("2")
    last = caller.carrier.exchanges[-1]
    carrier.breaks["GET Conferences"] = (
        200,
        {"conferences": [{"friendly_name": room(caller)}]},
        {},
    )
    other.is_called_as(legs(caller)[0])
    document = other.post(last.url, **last.form)
    assert [noun.text for noun in document.iter("Conference")] == [room(caller)]


def test_every_call_has_one_of_its_own(caller: Handset, call: Call) -> None:
    other = call()
    for handset in (caller, other):
        handset.accepts("2")
    assert room(caller) != room(other)


def test_it_is_a_digest_that_only_this_account_can_make(caller: Handset) -> None:
    caller.accepts("2")
    own = legs(caller)[0].encode()
    keyed = hmac.new(ACCOUNT.encode(), own, "sha256").hexdigest()
    unkeyed = hashlib.sha256(own).hexdigest()
    assert room(caller) == f"room-{keyed[:32]}"
    assert unkeyed[:8] not in room(caller)


@pytest.mark.parametrize("at", [1, 3])
def test_an_error_that_holds_a_call_id_is_logged_without_it(
    caller: Handset,
    elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    at: int,
) -> None:
    """The first request of a call names the leg, the third the conference."""

    def breaks(method: str, url: str, **how: object) -> object:
        asked.append(url)
        if len(asked) >= at:
            raise ValueError(f"{url} is of {legs(caller)}")
        return send(method, url, **how)

    asked = list[str]()
    send = elsewhere.request
    monkeypatch.setattr(elsewhere, "request", breaks)
    caller.accepts("2")
    assert "ValueError in breaks" in caplog.text
    assert not any(private in caplog.text for private in (*legs(caller), ACCOUNT))


def test_no_call_id_and_no_number_is_in_a_log_a_url_or_the_name_of_a_conference(
    caller: Handset, carrier: Carrier, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        caller.accepts("2")
        caller.conversation_ends()
        caller.press("21")
        carrier.breaks["POST Calls"] = refused(
            400, 21220, f"Call {legs(caller)[-1]} is not in-progress"
        )
        caller.accepts("2")
    assert "connected without an interpreter" in caplog.text
    seen = (
        "".join(one.url + one.twiml for one in caller.carrier.exchanges) + conference(carrier).room
    )
    for private in (*legs(caller), "3210000009", "anonymous", ACCOUNT):
        assert private not in caplog.text
        assert private not in seen
