"""How long it takes until a telephone rings for callers who choose no language: those who press the
key for a person at once, and those who press nothing at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ivr import engine
from ivr.position import Digits
from ivr.step import Dial, Step, Wait
from routes.call.hotline import Hotline
from routes.operations.clip_seconds import lasts

PERSON, SILENT = 7.0, 45.0
"""Seconds, at most, from the key for a person until a telephone rings, and from the answer when
nothing is pressed.
"""


@dataclass(frozen=True, slots=True)
class WaitingTime:
    """person: seconds from the key for a person, pressed on the first page of languages, until a
    telephone rings. silent: seconds from the answer until one rings, when nothing is pressed.
    """

    person: float
    silent: float

    def complaints(self) -> Iterator[str]:
        """What takes longer than it may."""
        if self.person > PERSON:
            yield f"the key for a person rings after {self.person:.1f} s, at most {PERSON:g} s"
        if self.silent > SILENT:
            yield f"a silent caller hears ringing after {self.silent:.1f} s, at most {SILENT:g} s"


def waiting_time(hotline: Hotline, now: datetime) -> WaitingTime:
    """now: the time of the call, which opening hours depend on. Raises LookupError when a text has
    no clip.
    """
    first = engine.start(hotline.tree, now)
    if not isinstance(first.then, Wait):
        raise LookupError("the hotline does not begin with a question")
    person = engine.advance(hotline.tree, first.then.next, Digits(hotline.tree.keys.person), now)
    return WaitingTime(_until_ringing(hotline, person, now), _until_ringing(hotline, first, now))


def _until_ringing(hotline: Hotline, step: Step, now: datetime) -> float:
    """Seconds of speech and silence from here, with no key pressed, until a telephone rings."""
    seconds = sum(lasts(hotline, line) for line in step.prompts)
    match step.then:
        case Wait() as wait:
            silence = engine.advance(hotline.tree, wait.next, Digits(), now)
            return seconds + wait.seconds + _until_ringing(hotline, silence, now)
        case Dial():
            return seconds
    raise LookupError("a caller who presses nothing is not put through")
