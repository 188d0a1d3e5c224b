"""What a step adds to which counter. Pure.

No counter stands for a call: a step only raises numbers that belong to an hour. A step that the
carrier delivers twice is counted twice, since nothing is kept by which it could be recognised.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from ivr.events import EventKind, LineEnding
from ivr.position import UNDECIDED, Position
from ivr.step import Dial, Event, HangUp, JoinConference, Step, Wait
from ivr.tree import Tree
from routes.call.stopwatch import Stopwatch

SECONDS = (10, 20, 30, 40, 50, 60, 75, 90, 105, 120, 150, 180, 240, 300, 420, 600, 900, 1800)
"""Upper bounds, inclusive, of the seconds to a person."""
KEYS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50)
"""Upper bounds, inclusive, of the keys pressed until then."""
MORE = "more"
"""The outcome for what is beyond every bound."""
OTHER = "other"
"""Stands for a word that is none of the hotline's: only its own words are kept."""

_STILL_COUNTS = (EventKind.LINE, EventKind.REACHED)
"""What is true of a step even though the caller had left before it."""


class Measure(StrEnum):
    """What the statistics count beside the events of a call. The values are stored."""

    SECONDS = "seconds"
    """Callers who reached a person, by the seconds that it took them: a histogram."""
    KEYS = "keys"
    """Callers who reached a person, by the keys that they pressed until then: a histogram."""
    WAITS = "waits"
    """A caller was asked to press a key, or to wait for a line."""
    WENT_ON = "went on"
    """The caller was still there when that was over."""
    LOST = "lost"
    """Steps that were not counted."""


class Reached(StrEnum):
    """Whether a caller reached a person for the first time in a call. The values are stored."""

    FIRST = "first"
    AGAIN = "again"


class Cell(NamedTuple):
    """One counter. hour: such as 2026-03-10T11, UTC.
    rehearsal: whether it counts calls of the telephone for development.
    event: an EventKind or a Measure. place: a node, or a destination.
    outcome: an Outcome, a Reached, or the upper bound of a histogram's bucket; empty for none.
    """

    hour: str
    rehearsal: bool
    event: str
    language: str
    place: str
    outcome: str


Counts = Counter[Cell]


@dataclass(frozen=True)
class Words:
    """The hotline's own words. callers: the nodes that speak to callers, not to the person who
    picks up.
    """

    languages: frozenset[str]
    places: frozenset[str]
    callers: frozenset[str]


def words_of(tree: Tree) -> Words:
    """The words of a tree: everything that a counter may name."""
    callers = frozenset(name for name, node in tree.nodes.items() if node.keys_everywhere)
    return Words(
        tree.offered | {UNDECIDED}, frozenset({*tree.nodes, *tree.destinations, ""}), callers
    )


def hour_of(moment: datetime) -> str:
    """The hour of a moment, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H")


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken. before: where the call stood; None for the first step.
    watch: the caller's stopwatch, if it still runs.
    has_left: whether the caller had hung up before it. rehearsal: whether the call is simulated.
    """

    step: Step
    before: Position | None
    now: datetime
    watch: Stopwatch | None = None
    has_left: bool = False
    rehearsal: bool = False


def counts_of(taken: Taken, words: Words) -> Counts:
    """Everything that a step raises, by one or more."""
    found = (*_of_events(taken), *_of_moves(taken, words.callers))
    hour = hour_of(taken.now)
    return Counter(
        Cell(
            hour,
            taken.rehearsal,
            str(event),
            language if language in words.languages else OTHER,
            place if place in words.places else OTHER,
            str(outcome),
        )
        for event, language, place, outcome in found
    )


def failed(language: str, node: str) -> Step:
    """What is counted of a step that failed: the caller heard the apology."""
    return Step((), HangUp(), (Event(EventKind.FAILED, node, language),))


_Found = tuple[str, str, str, str]


def _of_events(taken: Taken) -> Iterator[_Found]:
    for event in taken.step.events:
        if taken.has_left and event.kind not in _STILL_COUNTS:
            continue
        if event.kind is EventKind.REACHED:
            yield from _of_reached(event, taken)
        else:
            yield _of_event(event, taken.before)


def _of_reached(event: Event, taken: Taken) -> Iterator[_Found]:
    """A person was reached. Only the first time is measured, without the seconds of a conversation
    that is over by now.
    """
    language = event.language
    place = event.destination
    if taken.watch is None:
        yield event.kind, language, place, Reached.AGAIN
        return
    seconds = taken.watch.seconds(taken.now, event.talked)
    yield event.kind, language, place, Reached.FIRST
    yield Measure.SECONDS, language, place, bucket(seconds, SECONDS)
    yield Measure.KEYS, language, place, bucket(taken.watch.keys, KEYS)


def _of_event(event: Event, before: Position | None) -> _Found:
    """Counted for its destination; else for the destination of the person who picked up; else for
    its node.
    """
    listener = before.destination if before else None
    place = event.destination or listener or event.node
    return event.kind, event.language, place, event.outcome or ""


def _of_moves(taken: Taken, callers: Iterable[str]) -> Iterator[_Found]:
    """`waits` minus `went on` is where callers hung up.

    A caller who hangs up after a conversation did not leave there.
    """
    before = taken.before
    then = taken.step.then
    talked = any(
        event.kind is EventKind.LINE and event.outcome is LineEnding.CONNECTED
        for event in taken.step.events
    )
    if before and before.node in callers and (talked or not taken.has_left):
        yield Measure.WENT_ON, before.language, before.node, ""
    if (
        isinstance(then, Wait | Dial | JoinConference)
        and then.next.node in callers
        and not taken.has_left
    ):
        yield Measure.WAITS, then.next.language, then.next.node, ""


def bucket(value: int, bounds: tuple[int, ...]) -> str:
    """The bucket of a histogram: its upper bound, as it is written down."""
    index = bisect_left(bounds, value)
    return str(bounds[index]) if index < len(bounds) else MORE
