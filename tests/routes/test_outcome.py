"""What counts as a conversation."""

import pytest

from ivr.position import DialEnded, Digits
from routes.outcome import connected, heard_of


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
    assert heard_of({"DialCallStatus": "busy", "Digits": "1"}) == DialEnded(connected=False, how="busy")
