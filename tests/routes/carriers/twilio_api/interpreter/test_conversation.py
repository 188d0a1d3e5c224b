"""Caller, centre and interpreter: a conversation of three, as each of them has it."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr

from routes.simulator.handset import Handset, State, Unanswered
from tests.conftest import HOTLINE_NUMBER
from tests.routes.carriers.twilio_api.interpreter.conftest import (
    HELPLINE,
    IN_ARABIC,
    IN_ENGLISH,
    TO_MIDDLE_IN_UKRAINIAN,
    Call,
    Start,
)
from tests.routes.carriers.twilio_api.interpreter.meeting import (
    asked,
    conference,
    heard,
    hotline_of,
    legs,
    whispered,
)
from tests.routes.carriers.twilio_api.server import Carrier


def test_the_centre_presses_2_and_the_caller_meets_it_and_the_interpreter(
    caller: Handset, carrier: Carrier
) -> None:
    caller.picks_up()
    assert whispered(caller)[-1] == "Met een tolk, twee."
    caller.whisper_press("2")
    assert caller.state is State.TALKING
    assert conference(carrier).joined == {*legs(caller), "interpreter"}
    assert asked(carrier) == ["POST Calls", "POST Participants", "GET Conferences"]
    invited = conference(carrier).invited["interpreter"]
    assert (invited["From"], invited["To"], invited["Timeout"]) == (
        HOTLINE_NUMBER,
        "+3210000009",
        str(hotline_of(caller).tree.ringing.line),
    )
    assert (invited["Beep"], invited["EndConferenceOnExit"], invited["WaitUrl"]) == (
        "false",
        "false",
        "",
    )


def test_when_the_centre_leaves_the_caller_hears_what_follows_every_conversation(
    caller: Handset, call: Call
) -> None:
    caller.accepts("2")
    caller.conversation_ends()
    ordinary = call()
    ordinary.accepts("1")
    ordinary.conversation_ends()
    assert caller.state is State.LISTENING
    assert heard(caller) == heard(ordinary)


def test_the_caller_can_hang_up_and_nobody_is_rung_after_that(
    caller: Handset, carrier: Carrier
) -> None:
    caller.accepts("2")
    before = len(carrier.asked)
    caller.hang_up()
    assert (caller.state.value, len(carrier.asked)) == ("over", before)


def test_whoever_of_caller_and_centre_leaves_ends_it_for_all_and_the_interpreter_does_not(
    caller: Handset, carrier: Carrier
) -> None:
    caller.accepts("2")
    documents = [one.fields["Twiml"] for one in carrier.asked if one.kind == "POST Calls"]
    documents.append(caller.carrier.exchanges[-1].twiml)
    assert [document.count('endConferenceOnExit="true"') for document in documents] == [1, 1]
    assert conference(carrier).invited["interpreter"]["EndConferenceOnExit"] == "false"


def test_after_a_conference_the_caller_can_be_put_through_again_and_into_another(
    caller: Handset, carrier: Carrier
) -> None:
    caller.accepts("2")
    caller.conversation_ends()
    caller.press("21")
    caller.accepts("2")
    assert caller.state is State.TALKING
    assert [one.status for one in carrier.meetings.conferences] == ["completed", "in-progress"]


def test_an_interpreter_who_does_not_answer_changes_nothing(
    caller: Handset, carrier: Carrier
) -> None:
    """Then the centre waits alone, in a conference that has not started, until the caller comes."""
    carrier.meetings.answers = False
    caller.accepts("2")
    assert caller.meeting
    assert conference(carrier).joined == set(legs(caller))
    caller.conversation_ends()
    assert caller.state is State.LISTENING


def test_the_interpreter_of_a_trunk_is_rung_with_what_the_trunk_asks_for(
    call: Call, carrier: Carrier
) -> None:
    handset = call(IN_ARABIC, sip_credentials=(SecretStr("trunk.example=hotline:secret"),))
    handset.accepts("2")
    invited = conference(carrier).invited["interpreter"]
    assert invited["To"] == "sip:interpreter@trunk.example"
    assert (invited["SipAuthUsername"], invited["SipAuthPassword"]) == ("hotline", "secret")


def test_a_call_that_is_taken_with_1_asks_nothing_of_the_api(
    caller: Handset, carrier: Carrier
) -> None:
    caller.accepts("1")
    caller.conversation_ends()
    assert (caller.state, carrier.asked) == (State.LISTENING, [])


@pytest.mark.parametrize("how", Unanswered)
def test_a_line_that_nobody_picks_up_asks_nothing_of_the_api(
    caller: Handset, carrier: Carrier, how: Unanswered
) -> None:
    caller.ends(how)
    assert (caller.state, carrier.asked) == (State.RINGING, [])


@pytest.mark.parametrize("end", [Handset.voicemail, lambda handset: handset.accepts("5")])
def test_when_a_voicemail_hears_the_whisper_or_somebody_declines_the_next_line_rings(
    caller: Handset, carrier: Carrier, end: Callable[[Handset], None]
) -> None:
    end(caller)
    assert caller.ringing
    assert caller.ringing.uri == HELPLINE
    assert set(asked(carrier)) == {"GET Conferences"}


def test_for_a_language_without_an_interpreter_everything_is_as_before(
    call: Call, carrier: Carrier
) -> None:
    handset = call(IN_ENGLISH)
    handset.picks_up()
    assert not any("tolk" in words for words in whispered(handset))
    handset.whisper_press("2")
    assert handset.state is State.RINGING, "2 declines, and the next line rings"
    assert carrier.asked == []


@pytest.mark.parametrize(
    ("missing", "advice"),
    [
        (
            {"twilio_account_sid": None},
            "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or remove 'interpreters'",
        ),
        (
            {"signature_scheme": "signalwire", "signalwire_signing_key": "key"},
            "Twilio's API: remove 'interpreters'",
        ),
    ],
)
def test_without_an_account_no_interpreter_is_offered_and_the_start_says_why(
    call: Call, carrier: Carrier, missing: dict[str, object], advice: str
) -> None:
    handset = call(**missing)
    (warning,) = [one for one in hotline_of(handset).warnings if "interpreter" in one]
    assert "destinations.toml: middle" in warning
    assert warning.endswith(advice)
    handset.picks_up()
    assert not any("tolk" in words for words in whispered(handset))
    handset.whisper_press("2")
    assert (handset.state, carrier.asked) == (State.RINGING, [])


def test_with_an_account_nobody_is_warned(caller: Handset) -> None:
    assert not any("interpreter" in one for one in hotline_of(caller).warnings)


def test_the_telephone_in_the_browser_can_ask_for_one_where_one_is_offered(
    start: Start, carrier: Carrier
) -> None:
    """The account's API knows nothing of its calls, so it is not asked to move them: the two are
    connected.
    """
    app = start()
    client = app.test_client()
    name = client.post("/phone/calls").get_json()["name"]
    for key in TO_MIDDLE_IN_UKRAINIAN:
        shown = client.post(f"/phone/calls/{name}/press", data={"key": key}).get_json()
    assert shown["ringing"]["interpreter"] is True
    client.post(f"/phone/calls/{name}/pick-up")
    shown = client.post(f"/phone/calls/{name}/whisper-press", data={"key": "2"}).get_json()
    assert (shown["state"], shown["meets"], carrier.asked) == ("talking", False, [])


def test_a_rehearsed_call_that_nobody_takes_asks_nothing_of_the_api_either(
    start: Start, carrier: Carrier
) -> None:
    handset = Handset(start())
    handset.call()
    handset.press(TO_MIDDLE_IN_UKRAINIAN)
    handset.voicemail()
    assert (handset.state, carrier.asked) == (State.RINGING, [])
