"""In which order the lines of a transfer are rung."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivr.destinations import HELPLINE, Destinations, Line
from ivr.position import Region


@dataclass(frozen=True, slots=True)
class HuntStep:
    """One step of the hunt order: a destination, and its lines that ring at once, mostly one."""

    destination: str
    lines: tuple[Line, ...]

    def open_lines(self, now: datetime) -> tuple[Line, ...]:
        """The lines that are worth ringing at this moment."""
        return tuple(line for line in self.lines if line.is_open(now))


def hunt_order(
    destinations: Destinations, first: str | None, region: Region | None
) -> list[HuntStep]:
    """The lines to ring, in order: the destination that the caller asked for, the helpline, the
    centre of the caller's region, the other centres. No destination comes twice.
    """
    centres = [name for name, destination in destinations.items() if destination.region]
    own = [name for name in centres if region and destinations[name].region == region]
    names = dict.fromkeys([*([first] if first else own), HELPLINE, *own, *centres])
    steps = []
    for name in names:
        lines = destinations[name].lines
        at_once = [lines] if destinations[name].ring_all and lines else [(line,) for line in lines]
        steps += [HuntStep(name, together) for together in at_once]
    return steps


def first_open(steps: Sequence[HuntStep], start: int, now: datetime) -> int | None:
    """The index of the next step at or after `start` that has an open line, or None."""
    return next((i for i in range(start, len(steps)) if steps[i].open_lines(now)), None)
