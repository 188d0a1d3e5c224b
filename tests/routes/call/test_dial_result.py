"""What counts as a conversation."""

import pytest

from ivr.events import LineEnding
from ivr.position import DialEnded, Digits
from routes.call.dial_result import connected, has_hung_up, heard_of


@pytest.mark.parametrize(
    ("status", "bridged", "expected"),
    [
        ("completed", "true", True),
        ("answered", "true", True),
        ("completed", "false", False),  # the whisper was declined, or a voicemail heard it
        ("completed", "", False),
        ("busy", "true", False),
        ("no-answer", "false", False),
        ("failed", "false", False),
        ("canceled", "false", False),
    ],
)
def test_only_a_bridged_call_is_a_conversation(status: str, bridged: str, expected: bool) -> None:
    """Twilio, <Dial> action: a declined whisper may still report `completed`."""
    assert connected({"DialCallStatus": status, "DialBridged": bridged}) is expected


def test_the_status_of_the_call_itself_says_nothing() -> None:
    assert not connected({"CallStatus": "completed", "DialBridged": "true"})


def test_keys_are_heard_as_they_were_pressed() -> None:
    assert heard_of({"Digits": "12#"}) == Digits("12#")


def test_no_keys_at_all_are_silence() -> None:
    assert heard_of({"CallStatus": "in-progress"}) == Digits("")


def test_the_end_of_a_dial_is_heard_as_such() -> None:
    assert heard_of({"DialCallStatus": "busy", "Digits": "1"}) == DialEnded(LineEnding.BUSY)


@pytest.mark.parametrize(
    ("status", "ending"),
    [
        ("busy", "busy"),
        ("no-answer", "no-answer"),
        ("completed", "not taken"),
        ("answered", "not taken"),
        ("+32", "other"),
    ],
)
def test_how_a_line_ended_is_told_in_words_of_our_own(status: str, ending: str) -> None:
    heard = heard_of({"DialCallStatus": status})
    assert isinstance(heard, DialEnded)
    assert heard.ending == ending


@pytest.mark.parametrize(
    ("sent", "seconds"), [("61", 61), ("", 0), ("-1", 0), ("6.1", 0), ("٦", 0), ("9" * 6, 0)]
)
def test_the_seconds_of_a_conversation_are_a_number_or_nothing(sent: str, seconds: int) -> None:
    heard = heard_of(
        {"DialCallStatus": "completed", "DialBridged": "true", "DialCallDuration": sent}
    )
    assert isinstance(heard, DialEnded)
    assert heard.talked == seconds


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"DialCallStatus": "completed", "DialBridged": "false"}, True),
        ({"DialCallStatus": "completed"}, False),
        ({"DialCallStatus": "busy"}, True),  # nobody picked up: there is nothing more to tell
    ],
)
def test_what_only_twilio_tells_is_missed_elsewhere(form: dict[str, str], told: bool) -> None:
    heard = heard_of(form)
    assert isinstance(heard, DialEnded)
    assert heard.told is told


def test_a_caller_has_hung_up_only_where_a_dial_tells_that_their_own_call_is_over() -> None:
    assert has_hung_up({"DialCallStatus": "canceled", "CallStatus": "completed"})
    assert not has_hung_up({"DialCallStatus": "completed", "CallStatus": "in-progress"})
    assert not has_hung_up({"Digits": "1", "CallStatus": "completed"})
