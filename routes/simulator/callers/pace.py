"""How much time the acts of a call take: hearing, thinking, ringing, talking.

The figures are plausible, and have not been measured.
"""

from functools import cached_property
from math import log
from random import Random

from audio.clip import seconds_in
from routes.call.clock import Clock
from routes.simulator.callers.people import LEAVES, SILENCE
from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.leg import Listening, Sound
from routes.simulator.simulated_carrier import CarrierError, SimulatedCarrier

THINKS = (0.8, 4.0)
"""Seconds before a key, once enough was heard."""
ANOTHER_KEY = 0.7
"""Seconds before each further key."""
ENOUGH = (0.3, 1.0)
"""The share of the words that a caller hears before they press a key, which stops them."""
REFUSES = (1.0, 3.0)
"""Seconds until a line is busy or fails."""
ANSWERS = (3.0, 18.0)
"""Seconds until a person picks up."""
TALKS = 480
"""Seconds of a conversation: the median."""
VARIES = 0.7
"""The spread of the logarithm of these seconds."""
LONGEST_TALK = 3600
"""Seconds of the longest conversation."""
LETTERS = 14
"""Letters that a carrier's voice speaks in a second."""


class SoundLengths:
    """How long sounds last. Each clip is fetched once for all calls, as a carrier caches it."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    def total(self, carrier: SimulatedCarrier, sounds: list[Sound]) -> float:
        """Seconds that these sounds last together. Raises CarrierError for a clip that a carrier
        could not play.
        """
        return sum(self._seconds_of(carrier, sound) for sound in sounds)

    def _seconds_of(self, carrier: SimulatedCarrier, sound: Sound) -> float:
        if not sound.clip:
            return len(sound.words) / LETTERS
        if sound.clip not in self._seconds:
            try:
                self._seconds[sound.clip] = seconds_in(carrier.fetch(sound.clip))
            except ValueError as error:
                raise CarrierError(f"{sound.clip} is no clip: {error}") from None
        return self._seconds[sound.clip]


class Pace:
    """Lets the clock of one call go on. chance: decides how long each act takes. reached: seconds
    until the caller talked with a person, in whole seconds as the hotline counts them; None while
    they have not.
    """

    def __init__(self, clock: Clock, chance: Random, lengths: SoundLengths) -> None:
        self._clock = clock
        self._chance = chance
        self._lengths = lengths
        self._began = clock.now
        self.reached: int | None = None

    def __call__(self, handset: Handset, act: str) -> float:
        """The seconds that an act takes, which pass on the clock. Raises CarrierError for a clip
        that a carrier could not play.
        """
        if self.reached is None and handset.state is State.TALKING:
            self.reached = int(self._clock.now.timestamp()) - int(self._began.timestamp())
        seconds = _Act(handset, act, self._chance, self._lengths).seconds
        self._clock.passes(seconds)
        return 0.0 if self._clock.stands else seconds


class _Act:
    """One act of one of the people, and what was heard before it."""

    def __init__(self, handset: Handset, act: str, chance: Random, lengths: SoundLengths) -> None:
        self._handset = handset
        self._act = act
        self._chance = chance
        self._lengths = lengths

    @property
    def seconds(self) -> float:
        """How long the act takes."""
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
        return self._lengths.total(self._handset.carrier, self._handset.sounds)

    @cached_property
    def _whispered(self) -> float:
        return self._lengths.total(self._handset.carrier, self._handset.whispered)

    def _rings(self) -> float:
        limit = self._handset.ringing.seconds if self._handset.ringing else 0
        if self._act == Unanswered.NO_ANSWER:
            return limit
        between = REFUSES if self._act in (Unanswered.BUSY, Unanswered.FAILED) else ANSWERS
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
