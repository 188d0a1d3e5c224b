"""One call between two SIP phones, from the first ring to the end, and what was heard of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from audio.clip import RATE
from tests.sip.carrier import SipCarrier
from tests.sip.endpoint import Endpoint
from tests.sip.phones import Line, Telephone
from tests.sip.sound import Samples, found_in, hears_tone, longest_silence
from tests.sip.speaker import Said, Speaker

CALLER, CENTRE, RINGING = 700, 500, 425
"""Hertz: who speaks, and what says that it rings."""
ALIKE = 0.98
"""Of two sounds that are the same, from 0 to 1. A-law changes the mu-law of a clip a little."""
DEAD_AIR = 2.0
"""Seconds of silence after which a caller takes a line for dead."""


@dataclass
class Call:
    """pressed: what the caller pressed, and when. told: figures for the reader of the results."""

    endpoint: Endpoint
    caller: Telephone
    line: Line
    carrier: SipCarrier
    told: list[str]
    pressed: list[tuple[str, float]] = field(default_factory=list)

    def begins(self) -> None:
        """The caller dials the hotline."""
        self.caller.calls(self.carrier.number.uri)
        self.until(lambda: self.node == "languages")

    def until(self, done: Callable[[], bool]) -> None:
        """Go on until something is so."""
        self.endpoint.run_until(done, self._step)

    def lasts(self, seconds: float) -> None:
        """Go on for a while, in which people listen or speak."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def presses(self, key: str) -> None:
        """The caller listens for a while, and presses a key."""
        steps = len(self.carrier.moments)
        self.lasts(2.5)
        self.pressed.append((key, time.monotonic()))
        self.caller.presses(key)
        self.until(lambda: len(self.carrier.moments) > steps)

    @property
    def node(self) -> str:
        """Where the caller is in the tree, as the address of their next step says."""
        now = self.carrier.handset.listening or self.carrier.handset.ringing
        return now.action.partition("?")[0].rpartition("/")[2] if now else ""

    def comes_to_the_ringing(self) -> None:
        """English, a person, Brussels: until the telephone of the centre rings."""
        for key, node in (("1", "main"), ("2", "speak"), ("1", "person")):
            self.presses(key)
            assert self.node == node
        self.until(lambda: self.line.rung > 0)

    def centre_hears_the_whisper(self) -> None:
        """The centre has picked up, and listens."""
        self.until(lambda: "picks_up" in self.happened)
        self.lasts(2.5)

    @property
    def happened(self) -> list[str]:
        """What has happened in the call, in the words of the handset."""
        return [what for what, _ in self.carrier.moments]

    def they_talk(self) -> None:
        """Each hears the other's voice."""
        self.until(lambda: self.happened[-1] in ("whisper_press", "picks_up"))
        self.caller.speaks(CALLER)
        self.line.speaks(CENTRE)
        self.lasts(1.5)

    def ends(self) -> None:
        """The caller's line is closed. Every word was heard as it was said, without dead air."""
        self.until(lambda: self.carrier.over and self.caller.leg is not None)
        heard = self.caller.heard
        words = heard_words(self.carrier.to_caller)
        alike = min(found_in(heard, one.samples)[1] for one in words)
        since = self.caller.since
        pauses = [(start - since, end - since) for start, end in self.carrier.pauses]
        dead = longest_silence(heard, except_for=pauses)
        self.told += [
            f"{' '.join(self.happened)}",
            f"    {len(heard) / RATE:.1f} s; {len(words)} clips as they were said (alike "
            f"{alike:.4f} or more); longest silence {dead:.2f} s; "
            f"key to speech {self._keys_to_speech(heard)} s",
        ]
        assert alike > ALIKE
        assert dead < DEAD_AIR

    def caller_heard(self, frequency: int) -> bool:
        """Whether the caller heard a voice, or the ringing tone."""
        return hears_tone(self.caller.heard, frequency)

    def centre_heard(self, frequency: int) -> bool:
        """Whether the centre heard a voice."""
        return hears_tone(self.line.heard, frequency)

    def whisper_was_heard(self) -> bool:
        """Whether the centre heard the whisper, as far as it was said."""
        whispered = heard_words(self.carrier.to_callee_before or self.carrier.to_callee)
        heard = self.line.heard
        return all(found_in(heard, one.samples)[1] > ALIKE for one in whispered)

    def _keys_to_speech(self, heard: Samples) -> str:
        """Seconds from each key to the words that follow it, in the caller's own recording."""
        found = []
        for _, at in self.pressed:
            after = [one for one in heard_words(self.carrier.to_caller) if one.at > at]
            if after:
                heard_at, _ = found_in(heard, after[0].samples)
                found.append(heard_at - (at - self.caller.since))
        return " ".join(f"{one:.2f}" for one in found)

    def _step(self) -> None:
        self.carrier.step()
        self.line.step()


def heard_words(speaker: Speaker | None) -> list[Said]:
    """What a leg was told for more than a second: less cannot be told from another sound."""
    assert speaker is not None
    words = [one for one in speaker.said if one.seconds > 1.2]
    assert words
    return words
