"""Where a call stands, and what was heard since the last step."""

from dataclasses import dataclass
from enum import StrEnum

from ivr.events import LineEnding

UNDECIDED = "und"
"""The language of a caller who has not chosen one (BCP 47: undetermined)."""


class Region(StrEnum):
    """A region of Belgium, as far as the choice of a centre goes."""

    BRUSSELS = "brussels"
    FLANDERS = "flanders"
    WALLONIA = "wallonia"


@dataclass(frozen=True, slots=True)
class Position:
    """All that is known of a call. It travels in the URL: there is no other memory of a caller.

    attempt: how often this question has been asked, from 1; 0 before a whisper.
    part: which part of a message, or which page of languages, from 1.
    region: the region that the caller chose, if any.
    lines: the ids of the lines that have rung in this chain, the last step of them last. They hold
    also when the order changes meanwhile.
    rung: seconds of ringing and of whispers in this chain, before the line that rings now. A chain
    is one run through the hunt order.
    chains: how many whole chains this caller has waited through.
    destination: the destination that is whispered to, or asked in a test call.
    told: the prompts that this caller has heard, of those that are said once in a call.
    secret: proves that a test call is the one that was just placed.
    """

    node: str
    language: str = UNDECIDED
    attempt: int = 1
    part: int = 1
    region: Region | None = None
    lines: tuple[str, ...] = ()
    rung: int = 0
    chains: int = 0
    destination: str | None = None
    told: frozenset[str] = frozenset()
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Digits:
    """The keys that the caller pressed; none at all is silence."""

    keys: str = ""


@dataclass(frozen=True, slots=True)
class DialEnded:
    """A line was rung, and it is over.

    talked: seconds since somebody picked up, with the whisper; 0 where not known. told: whether
    `ending` is known. Where the carrier did not tell if the two talked, it is NOT_TAKEN, and the
    node that rang the line judges by the seconds.
    """

    ending: LineEnding
    talked: int = 0
    told: bool = True

    @property
    def connected(self) -> bool:
        """Whether the caller spoke with a person."""
        return self.ending is LineEnding.CONNECTED


@dataclass(frozen=True, slots=True)
class WaitingInConference:
    """A line was rung, and the person who took the call waits for the caller in a conference, with
    an interpreter.
    """


Heard = Digits | DialEnded | WaitingInConference
