"""How long people take: lengths of what they hear, thinking, ringing, talking. Plausible, and
measured nowhere.
"""

from functools import cached_property
from math import log
from random import Random

from audio.clip import seconds_in
from routes.call.clock import Clock
from routes.simulator.callers.people import LEAVES, SILENCE
from routes.simulator.carrier import Carrier, CarrierError
from routes.simulator.handset import Handset, Line, State
from routes.simulator.leg import Listening, Sound

THINKS, ANOTHER_KEY = (0.8, 4.0), 0.7
"""Seconds before a key, once enough was heard; and before each further key."""
ENOUGH = (0.3, 1.0)
"""The share of what is said that somebody hears before they press a key: a key stops it."""
REFUSES, ANSWERS = (1.0, 3.0), (3.0, 18.0)
"""Seconds until a line is busy or fails, and until somebody picks up."""
TALKS, VARIES, LONGEST_TALK = 480, 0.7, 3600
"""Seconds of a conversation: the median, the spread of its logarithm, and the most."""
LETTERS = 14
"""That a carrier's voice says in a second."""


class Ear:
    """Fetches every clip that is heard, once in all calls, as a carrier does that keeps them."""

    def __init__(self) -> None:
        self._lengths: dict[str, float] = {}

    def hears(self, carrier: Carrier, sounds: list[Sound]) -> float:
        """Seconds that they last. Raises CarrierError for a clip that a carrier could not play."""
        return sum(self._lasts(carrier, sound) for sound in sounds)

    def _lasts(self, carrier: Carrier, sound: Sound) -> float:
        if not sound.clip:
            return len(sound.words) / LETTERS
        if sound.clip not in self._lengths:
            self._lengths[sound.clip] = _length(carrier, sound.clip)
        return self._lengths[sound.clip]


def _length(carrier: Carrier, clip: str) -> float:
    try:
        return seconds_in(carrier.fetch(clip))
    except ValueError as error:
        raise CarrierError(f"{clip} is no clip: {error}") from None


class Pace:
    """Lets time pass in one call. chance: how much. reached: seconds until the caller talked with
    somebody, as the
    hotline counts them: whole seconds of the clock; None when they did not.
    """

    def __init__(self, clock: Clock, chance: Random, ear: Ear) -> None:
        self._clock, self._chance, self._ear = clock, chance, ear
        self._began = clock.now
        self.reached: int | None = None

    def __call__(self, handset: Handset, act: str) -> float:
        """What an act takes, in seconds. Raises CarrierError as Ear.hears does."""
        self.notices(handset)
        seconds = _Act(handset, act, self._chance, self._ear).seconds
        self._clock.passes(seconds)
        return 0.0 if self._clock.stands else seconds

    def notices(self, handset: Handset) -> None:
        """Look whether the caller talks with somebody now."""
        if self.reached is None and handset.state is State.TALKING:
            self.reached = int(self._clock.now.timestamp()) - int(self._began.timestamp())


class _Act:
    """One act of one of the people, and what was heard before it."""

    def __init__(self, handset: Handset, act: str, chance: Random, ear: Ear) -> None:
        self._handset, self._act, self._chance, self._ear = handset, act, chance, ear

    @property
    def seconds(self) -> float:
        """How long it takes."""
        match self._handset.state:
            case State.RINGING:
                return self._heard + self._rings()
            case State.WHISPERING:
                return self._answers(self._whispered, self._handset.answering)
            case State.TALKING:
                return min(self._chance.lognormvariate(log(TALKS), VARIES), LONGEST_TALK)
        return self._answers(self._heard, self._handset.listening)

    @cached_property
    def _heard(self) -> float:
        return self._ear.hears(self._handset.carrier, self._handset.sounds)

    @cached_property
    def _whispered(self) -> float:
        return self._ear.hears(self._handset.carrier, self._handset.whispered)

    def _rings(self) -> float:
        limit = self._handset.ringing.seconds if self._handset.ringing else 0
        if self._act == Line.NO_ANSWER:
            return limit
        between = REFUSES if self._act in (Line.BUSY, Line.FAILED) else ANSWERS
        return min(self._chance.uniform(*between), limit)

    def _answers(self, heard: float, listening: Listening | None) -> float:
        silence = listening.seconds if listening else 0
        if self._act == SILENCE:
            return heard + silence
        if self._act == LEAVES:
            return heard * self._chance.random()
        keys = ANOTHER_KEY * (len(self._act) - 1) if self._act.isdigit() else 0
        unfinished = silence if listening and len(self._act) < listening.digits else 0
        return (
            heard * self._chance.uniform(*ENOUGH)
            + self._chance.uniform(*THINKS)
            + keys
            + unfinished
        )
