"""What there is to count: which kinds of events, and how each can come out.

The values of LineEnding are stored by the statistics: a changed word begins a new counter, and the
old one stays as it is.
"""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    CALL = "call"
    """A call was answered."""
    LANGUAGE = "language"
    """The caller chose a language."""
    ENTERED = "entered"
    """The caller came to a node."""
    PAGE = "page"
    """The caller turned to another page of languages."""
    SILENCE = "silence"
    """The caller pressed nothing."""
    WRONG_KEY = "wrong key"
    """The caller pressed what means nothing there."""
    WRONG_POSTCODE = "wrong postcode"
    """The caller typed what is no postcode."""
    RINGS = "rings"
    """A destination is rung."""
    LINE = "line"
    """A line of a destination stopped ringing, or the conversation on it is over: LineEnding."""
    WHISPER = "whisper"
    """The person who picked up was asked to take a call: ListenerAnswer."""
    VERIFY = "verify"
    """The person who picked up a test call was asked to confirm the line: ListenerAnswer."""
    REACHED = "reached"
    """The caller is connected to a person."""
    TRANSFER = "transfer"
    """A transfer is over: TransferEnding."""
    FAILED = "failed"
    """A step failed, and the caller heard an apology."""


class LineEnding(StrEnum):
    """How a line that was rung ended."""

    CONNECTED = "connected"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"
    NOT_TAKEN = "not taken"
    """Picked up, by a voicemail perhaps, but nobody pressed the key that takes the call."""
    NOT_TOLD = "not told"
    """The carrier did not say how it ended."""
    OTHER = "other"
    """The carrier used a word that is none of these."""


class ListenerAnswer(StrEnum):
    """What the person who picked up answered to a whisper or a test call."""

    ACCEPTED = "accepted"
    WITH_INTERPRETER = "accepted with an interpreter"
    DECLINED = "declined"
    NOT_TAKEN = "not taken"
    """No key was pressed, however often the question was said."""


class TransferEnding(StrEnum):
    """How a transfer ended."""

    CONNECTED = "connected"
    NOBODY = "nobody"
    """Every line was tried, or the time for them was over."""


Outcome = LineEnding | ListenerAnswer | TransferEnding
