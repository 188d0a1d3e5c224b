"""In which order the lines of a transfer are rung."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from ivr.destinations import HELPLINE, Destinations, Line, line_ids
from ivr.position import Region


@dataclass(frozen=True, slots=True)
class HuntStep:
    """One step of the hunt order: a destination, and its lines that ring at once, mostly one. ids:
    of these lines.
    """

    destination: str
    lines: tuple[Line, ...]
    ids: tuple[str, ...]

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
        ids = line_ids(name, lines)
        if destinations[name].ring_all and lines:
            steps.append(HuntStep(name, lines, ids))
        else:
            steps += [HuntStep(name, (line,), (id_,)) for line, id_ in zip(lines, ids, strict=True)]
    return steps


def asked_for(destinations: Destinations, first: str | None, region: Region | None) -> str:
    """The destination that a caller asked for: the first of the hunt order, with or without a
    line.
    """
    own = (name for name, one in destinations.items() if region and one.region == region)
    return first or next(own, HELPLINE)


def not_rung(steps: Sequence[HuntStep], rung: Collection[str]) -> list[HuntStep]:
    """The steps of which no line has rung yet. rung: ids of lines, which hold in any order."""
    return [step for step in steps if not any(id_ in rung for id_ in step.ids)]


def first_open(steps: Sequence[HuntStep], now: datetime) -> HuntStep | None:
    """The first step that has an open line, or None."""
    return next((step for step in steps if step.open_lines(now)), None)
