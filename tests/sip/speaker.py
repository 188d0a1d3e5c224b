"""What the hotline says to one leg: sounds one after the other, until a key cuts them off."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from audio.clip import RATE
from routes.simulator.leg import Sound
from routes.simulator.simulated_carrier import SimulatedCarrier
from tests.sip.endpoint import Leg, Player
from tests.sip.sound import Samples, said_by_a_voice, samples_of_clip, write_wav

DELAY = 0.5
"""Seconds at most from sending a sound to its being heard, with a buffer against jitter."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sound that a leg was told, and how much of it, until a key cut it off. at: when it began,
    in seconds of the monotonic clock.
    """

    sound: Sound
    samples: Samples
    at: float

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


class Speaker:
    """Says sounds to one leg, one after the other, and measures the silence after them. said: all
    of them.
    """

    def __init__(self, leg: Leg, carrier: SimulatedCarrier, folder: Path) -> None:
        self.said: list[Said] = []
        self._leg, self._carrier, self._folder = leg, carrier, folder
        self._player: Player | None = None
        self._quiet_since: float | None = None
        self._number = 0

    def say(self, sounds: list[Sound]) -> None:
        """Stop what is said, and say this."""
        self.stop()
        if not sounds:
            return
        self._number += 1
        file = self._folder / f"{id(self._leg)}-{self._number}.wav"
        parts = [self._samples(sound) for sound in sounds]
        write_wav(file, parts)
        self._player, self._quiet_since = Player(self._leg.endpoint, file), None
        at = time.monotonic()
        for sound, part in zip(sounds, parts, strict=True):
            self.said.append(Said(sound, part, at))
            at += len(part) / RATE
        self._leg.say(self._player)

    def stop(self) -> None:
        """Say no more. What was not said to its end is forgotten."""
        self._leg.silence()
        now = time.monotonic()
        if self._player and not self._player.done:
            self.said = [_until(one, now) for one in self.said if one.at < now]
        if self._player:
            self._player.close()
        self._player, self._quiet_since = None, now

    @property
    def quiet(self) -> float | None:
        """Seconds since the last sound has ended; None while one is heard."""
        if self._player and self._player.done:
            self.stop()
        return None if self._quiet_since is None else time.monotonic() - self._quiet_since

    def _samples(self, sound: Sound) -> Samples:
        if sound.clip:
            return samples_of_clip(self._carrier.fetch(sound.clip))
        return said_by_a_voice(sound.words, sound.language)


def _until(said: Said, now: float) -> Said:
    """What was heard of a sound until now: a little less than what was sent."""
    return replace(said, samples=said.samples[: max(0, int((now - said.at - DELAY) * RATE))])
