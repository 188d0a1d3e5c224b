"""How long a voicemail that picks up keeps a caller waiting: a whisper from its first word until it
ends, because nobody presses a key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ivr import engine
from ivr.nodes.whisper import Whisper
from ivr.position import UNDECIDED, Digits, Position, Region
from ivr.step import Wait
from routes.call.hotline import Hotline
from routes.operations.clip_seconds import lasts, over

A_LANGUAGE = 8.0
"""Seconds, at most, of what a whisper says once in one language."""


@dataclass(frozen=True, slots=True)
class WhisperTime:
    """The longest whisper of one destination.

    seconds: in all, with the silences in which a key is awaited. a_language: of what is said once
    in the listener's slower language.
    """

    destination: str
    seconds: float
    a_language: float

    def complaints(self, hotline: Hotline) -> Iterator[str]:
        """What takes longer than it may."""
        whisper = f"the whisper to {self.destination}"
        yield from over(f"{whisper} lasts", self.seconds, hotline.tree.ringing.whisper)
        yield from over(f"{whisper} says in one language", self.a_language, A_LANGUAGE)


def whisper_times(hotline: Hotline, now: datetime) -> list[WhisperTime]:
    """One for each destination. Raises LookupError when a text has no clip."""
    return [_longest(hotline, now, destination) for destination in hotline.tree.destinations]


def _longest(hotline: Hotline, now: datetime, destination: str) -> WhisperTime:
    tree = hotline.tree
    heard = [
        _heard(hotline, now, Position(name, language, 0, region=region, destination=destination))
        for name, node in tree.nodes.items()
        if isinstance(node, Whisper)
        for language in (UNDECIDED, *tree.offered)
        for region in (None, *Region)
    ]
    return WhisperTime(
        destination,
        max(seconds for seconds, _ in heard),
        max(in_one for _, in_one in heard),
    )


def _heard(hotline: Hotline, now: datetime, position: Position) -> tuple[float, float]:
    """Seconds of a whisper that nobody answers: in all, and of what it says once in a language."""
    total = in_one = 0.0
    step = engine.advance(hotline.tree, position, Digits(), now)
    while isinstance(step.then, Wait):
        said = {one.language: 0.0 for one in step.prompts}
        for line in step.prompts:
            said[line.language] += lasts(hotline, line)
        total += sum(said.values()) + step.then.seconds
        in_one = max(in_one, *said.values())
        step = engine.advance(hotline.tree, step.then.next, Digits(), now)
    return total, in_one
