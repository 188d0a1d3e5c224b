"""When which request of which call is due. Pure: everything follows from the calls and the
chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from tests.load.recording import Call, Request

Due = tuple[float, Request]
"""Seconds after the beginning, and what is sent then."""


@dataclass(frozen=True)
class Window:
    """The part of a replay that is measured, in seconds after its beginning."""

    begin: float
    end: float

    @property
    def seconds(self) -> float:
        """How long that is."""
        return self.end - self.begin

    def holds(self, moment: float) -> bool:
        """Whether a moment is within it."""
        return self.begin <= moment < self.end

    def of(self, begin: float, end: float) -> float:
        """How many seconds of a time are within it."""
        return max(min(end, self.end) - max(begin, self.begin), 0.0)


@dataclass(frozen=True)
class Load:
    """seconds: how long it lasts. requests: those that are due, in their order. spans: beginning
    and end of every call that is under way.
    """

    seconds: float
    requests: list[Due]
    spans: list[tuple[float, float]]

    def at_once(self, window: Window) -> float:
        """Calls under way, on average."""
        return sum(window.of(*span) for span in self.spans) / window.seconds

    def new(self, window: Window) -> float:
        """Calls that begin, in a second."""
        return sum(window.holds(begin) for begin, _ in self.spans) / window.seconds

    def steps(self, window: Window) -> float:
        """Requests that are due, in a second."""
        return sum(window.holds(at) for at, _ in self.requests) / window.seconds


def arrivals(rate: float, begin: float, end: float, chance: Random) -> Iterator[float]:
    """Moments of a Poisson process: so many a second, none of which knows of another."""
    moment = begin + chance.expovariate(rate)
    while moment < end:
        yield moment
        moment += chance.expovariate(rate)


def under_way(
    calls: Sequence[Call], at_once: float, seconds: float, chance: Random, faster: float = 1.0
) -> Load:
    """So many calls at once on average, from the first second on: those that began earlier are in
    their middle.

    By Little's law: new calls a second are the calls at once, divided by the seconds of a call.
    faster: the factor by which all times are divided.
    """
    lasts = fmean(call.seconds for call in calls) / faster
    longest = max(call.seconds for call in calls) / faster
    load = Load(seconds, [], [])
    for begin in arrivals(at_once / lasts, -longest, seconds, chance):
        call = chance.choice(calls)
        _join(load, call, begin, faster)
    load.requests.sort(key=lambda due: due[0])
    return load


def _join(load: Load, call: Call, begin: float, faster: float) -> None:
    end = begin + call.seconds / faster
    if end <= 0:
        return
    load.spans.append((begin, end))
    for request in call.requests:
        due = begin + request.at / faster
        if 0 <= due < load.seconds:
            load.requests.append((due, request))


def steps_of_one(calls: Sequence[Call]) -> float:
    """Steps a second of one call that is under way, at the pace of people."""
    return sum(len(call.requests) for call in calls) / sum(call.seconds for call in calls)
