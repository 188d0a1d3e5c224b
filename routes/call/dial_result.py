"""What the carrier tells of a line that was rung."""

from collections.abc import Mapping

from ivr.events import LineEnding
from ivr.position import DialEnded, Digits, Heard

_NOT_PICKED_UP = {
    "busy": LineEnding.BUSY,
    "no-answer": LineEnding.NO_ANSWER,
    "failed": LineEnding.FAILED,
    "canceled": LineEnding.CANCELED,
}
_LONGEST = 5
"""Digits of a number of seconds: a call of a day has five."""


def connected(form: Mapping[str, str]) -> bool:
    """Whether the carrier tells that the caller spoke with somebody who took the call.

    A whisper that was declined may still be reported as `completed`, so the status alone proves
    nothing: the two must have been bridged, which happens only after the whisper was accepted
    (Twilio, <Dial> action: DialCallStatus, DialBridged; not yet seen on a live call). No other
    carrier documents DialBridged: there the seconds tell (ivr/nodes/transfer.py).
    """
    return picked_up(form) and form.get("DialBridged", "").lower() == "true"


def picked_up(form: Mapping[str, str]) -> bool:
    """Whether a person or a voicemail answered the line."""
    return form.get("DialCallStatus") in ("completed", "answered")


def heard_of(form: Mapping[str, str], plays_whispers: bool = True) -> Heard:
    """What came of the last step. Branches on the dial's status, never on the call's.

    plays_whispers: whether the carrier plays whispers. Where it does not, a voicemail keeps a line
    as long as it likes, so the seconds prove no conversation, and the next line rings.
    """
    if "DialCallStatus" in form:
        seconds = form.get("DialCallDuration", "")
        is_number = seconds.isascii() and seconds.isdigit() and len(seconds) <= _LONGEST
        told = not picked_up(form) or "DialBridged" in form or not plays_whispers
        return DialEnded(_ending(form), int(seconds) if is_number else 0, told)
    return Digits(form.get("Digits", ""))


def has_hung_up(form: Mapping[str, str]) -> bool:
    """Whether the caller has left already. A dial's action is requested even then, and what is
    answered is not played (not documented; CallStatus is the caller's own: Twilio, request
    parameters). Only for counting: what a caller hears never depends on it.
    """
    return "DialCallStatus" in form and form.get("CallStatus") == "completed"


def _ending(form: Mapping[str, str]) -> LineEnding:
    """How a line ended (Twilio, DialCallStatus). A word that only one carrier has is `other`."""
    if connected(form):
        return LineEnding.CONNECTED
    if picked_up(form):
        return LineEnding.NOT_TAKEN
    return _NOT_PICKED_UP.get(form["DialCallStatus"], LineEnding.OTHER)
