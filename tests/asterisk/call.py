"""One call through Asterisk: a telephone that calls, and one to which all lines lead."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from audio.clip import RATE
from tests.sip.endpoint import Endpoint
from tests.sip.phones import Line, Telephone
from tests.sip.sound import Samples, found_in, hears_tone

CALLER, CENTRE, RINGING = 700, 500, 425
"""Hertz: who speaks, and what says that it rings."""
ALIKE = 0.9
"""Of two sounds that are the same, from 0 to 1. A-law changes a clip a little, and a busy machine,
which is no defect, loses packets.
"""
LISTENS = 3.0
"""Seconds before a person presses a key."""


@dataclass
class Call:
    """moments: what people did, and when."""

    endpoint: Endpoint
    caller: Telephone
    line: Line
    moments: list[tuple[str, float]] = field(default_factory=list)

    def until(self, done: Callable[[], bool]) -> None:
        """Go on until something is so."""
        self.endpoint.run_until(done, self.line.step)

    def lasts(self, seconds: float) -> None:
        """Go on for a while."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def begins(self, uri: str) -> None:
        """The caller dials the hotline, which answers."""
        self.caller.calls(uri)
        self.until(lambda: self.caller.since > 0)

    def presses(self, keys: str) -> None:
        """The caller listens for a while before each key."""
        for key in keys:
            self.lasts(LISTENS)
            self._now(f"key {key}")
            self.caller.presses(key)

    def rings(self, times: int = 1) -> None:
        """A line rings, or the next one."""
        self.until(lambda: self.line.rung >= times)
        self._now("a line rings")

    def is_taken(self) -> None:
        """The centre hears the whisper for a while, and presses 1."""
        self.until(lambda: self.line.leg is not None and self.line.leg.media is not None)
        self._now("the centre hears the whisper")
        self.lasts(LISTENS)
        self._now("the centre presses 1")
        self.line.presses("1")

    def they_talk(self) -> None:
        """Each speaks to the other."""
        self.lasts(1.0)
        self._now("both talk")
        self.caller.speaks(CALLER)
        self.line.speaks(CENTRE)
        self.lasts(2.0)

    def ends(self) -> None:
        """The caller hangs up, unless the line is closed already."""
        self.caller.hangs_up()
        self.until(lambda: self.caller.leg is not None and self.caller.leg.over)

    def _now(self, what: str) -> None:
        self.moments.append((what, time.monotonic()))

    def caller_heard(self, frequency: int) -> bool:
        """Whether the caller heard a voice, or the ringing tone."""
        return hears_tone(self.caller.heard, frequency)

    def centre_heard(self, frequency: int) -> bool:
        """Whether the centre heard a voice."""
        return hears_tone(self.line.heard, frequency)


def place_of(clip: Samples, recording: Samples) -> float | None:
    """When a clip begins in a recording, in seconds; None where it is not heard."""
    if len(clip) < RATE or len(recording) < len(clip):
        return None
    at, alike = found_in(recording, clip)
    return at if alike > ALIKE else None
