"""Which release callers must hear at a moment: the pointer moves, and the database is away at
times.

A moment is in seconds of one clock. Who cannot ask for the pointer cannot follow it, so a release
grows old only while the database is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

ALLOWED = 3.0
"""Seconds of a database that is there, after which a release that was replaced counts as wrong."""


@dataclass(frozen=True, slots=True)
class Move:
    """The pointer moved to a release, at this moment or a little later."""

    release: int
    at: float


@dataclass(frozen=True, slots=True)
class Away:
    """The database was away. until: when it answered again."""

    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What an instance answered: from a release. sent, received: when it was asked, and when it
    answered.
    """

    instance: str
    release: int
    sent: float
    received: float


@dataclass
class Timeline:
    """moves: of the pointer, the first one first. away: when the database was away."""

    moves: list[Move] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    def age(self, release: int, sent: float, received: float) -> float | None:
        """How long a release had been replaced when an instance was asked; 0 while it was live at
        any time until the answer. None for a release that was not live until then.
        """
        known = [number for number, move in enumerate(self.moves) if move.release == release]
        if not known or self.moves[known[0]].at > received:
            return None
        after = known[-1] + 1
        if after == len(self.moves) or self.moves[after].at >= sent:
            return 0.0
        return self._seconds_there(self.moves[after].at, sent)

    def may_be_heard(self, sent: float, received: float) -> set[int]:
        """The releases that an instance may answer from."""
        ages = {
            move.release: self.age(move.release, sent, received)
            for move in self.moves
            if move.at <= received
        }
        return {release for release, age in ages.items() if age is not None and age <= ALLOWED}

    def oldest(self, answers: Sequence[Answer]) -> float:
        """The longest that an answer was behind the pointer."""
        ages = (self.age(one.release, one.sent, one.received) for one in answers)
        return max((age for age in ages if age is not None), default=0.0)

    def wrong(self, answers: Sequence[Answer]) -> list[Answer]:
        """The answers from a release that nobody should hear any more, or not yet."""
        return [
            one for one in answers if one.release not in self.may_be_heard(one.sent, one.received)
        ]

    def _seconds_there(self, since: float, until: float) -> float:
        away = sum(max(min(until, one.until) - max(since, one.since), 0.0) for one in self.away)
        return max(until - since - away, 0.0)
