"""The caller reaches a person, whatever the carrier's API answers, and if it does not answer."""

import re

import pytest

from routes.carriers.reach import HURRIED
from routes.simulator.handset import Handset, State
from tests.routes.carriers.twilio_api.interpreter.conftest import HELPLINE
from tests.routes.carriers.twilio_api.interpreter.meeting import (
    asked,
    conference,
    document_after_2,
    legs,
    whispered,
)
from tests.routes.carriers.twilio_api.records import Answer, refused
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere

FAILS: list[Answer | None] = [
    refused(500, 20500),
    refused(429, 20429),
    (200, "not JSON", {}),
    (200, [], {}),
    None,
]


@pytest.mark.parametrize("answer", FAILS)
def test_when_the_leg_cannot_be_moved_the_two_are_connected_as_ever(
    caller: Handset, carrier: Carrier, answer: Answer | None
) -> None:
    carrier.breaks["POST Calls"] = answer
    caller.accepts("2")
    assert (caller.state, caller.meeting) == (State.TALKING, None)
    assert asked(carrier) == ["POST Calls"], "asked once, and no interpreter is rung for nothing"
    caller.conversation_ends()
    assert caller.state is State.LISTENING


@pytest.mark.parametrize("answer", FAILS)
def test_when_the_interpreter_cannot_be_rung_the_two_are_alone_in_the_conference(
    caller: Handset, carrier: Carrier, answer: Answer | None
) -> None:
    carrier.breaks["POST Participants"] = answer
    caller.accepts("2")
    assert caller.state is State.TALKING
    assert conference(carrier).joined == set(legs(caller))


@pytest.mark.parametrize("answer", FAILS)
def test_when_nobody_can_tell_whether_the_centre_waits_the_next_line_rings_and_takes_the_call(
    caller: Handset, carrier: Carrier, answer: Answer | None
) -> None:
    carrier.breaks["GET Conferences"] = answer
    caller.accepts("2")
    assert caller.ringing
    assert (caller.state, caller.ringing.uri) == (State.RINGING, HELPLINE)
    caller.accepts("1")
    assert (caller.state, caller.meeting) == (State.TALKING, None)


def test_a_leg_that_was_moved_although_nothing_was_answered_still_meets_the_caller(
    caller: Handset, carrier: Carrier
) -> None:
    carrier.meddles = lambda one, answer: (
        refused(500, 20500) if one.kind == "POST Calls" else answer
    )
    caller.accepts("2")
    assert caller.state is State.TALKING
    assert conference(carrier).joined == set(legs(caller))


def test_a_call_that_waits_asks_for_two_seconds_and_never_twice(
    caller: Handset, carrier: Carrier, elsewhere: Elsewhere
) -> None:
    carrier.breaks["POST Participants"] = refused(503, 20503)
    caller.accepts("2")
    assert HURRIED == 2
    assert elsewhere.limits == [HURRIED] * 4
    assert asked(carrier).count("POST Participants") == 1


def test_a_key_that_is_delivered_twice_rings_one_interpreter(
    caller: Handset, carrier: Carrier
) -> None:
    caller.accepts("2")
    pressed = next(
        one
        for one in caller.carrier.exchanges
        if one.form == {"Digits": "2"} and "whisper" in one.url
    )
    caller.carrier.post(pressed.url, legs(caller)[1], **pressed.form)
    assert asked(carrier).count("POST Participants") == 2
    assert list(conference(carrier).invited) == ["interpreter"]


def test_a_carrier_that_does_not_tell_who_the_caller_is_connects_the_two(
    caller: Handset, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller.picks_up()
    monkeypatch.setattr(caller.carrier, "_common_fields", lambda leg: {"CallSid": leg})
    caller.whisper_press("2")
    assert (caller.state, carrier.asked) == (State.TALKING, [])


def test_what_is_answered_to_a_leg_that_was_moved_would_ask_again_and_never_connect_it(
    caller: Handset,
) -> None:
    """A leg that was moved plays no answer. If it was not moved, its answer still lets it take the
    call.
    """
    caller.accepts("2")
    document = document_after_2(caller)
    assert re.search(r"<Gather[^>]*actionOnEmptyResult[^>]*/><Hangup ?/>", document)
    assert "/voice/uk/whisper" in document


def test_somebody_who_was_not_moved_after_all_hears_the_whisper_again(
    caller: Handset, carrier: Carrier
) -> None:
    carrier.breaks["POST Calls"] = (200, {}, {})
    caller.accepts("2")
    caller.whisper_wait()
    assert whispered(caller)
    caller.whisper_press("1")
    assert (caller.state, caller.meeting) == (State.TALKING, None)
