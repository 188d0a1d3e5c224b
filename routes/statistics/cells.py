"""What a step adds to which counter. Pure.

No counter stands for a call: a step only raises numbers that belong to an hour. A step that the
carrier delivers
twice is counted twice, at most: nothing is kept by which it could be recognised.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from ivr.position import UNDECIDED, Position
from ivr.step import Dial, Event, HangUp, Meet, Step, Wait
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

_STILL_COUNTS = ("line", "reached")
"""What is true of a step even though the caller had left before it."""


class Cell(NamedTuple):
    """One counter. hour: such as 2026-03-10T11, UTC. rehearsal: a call of the telephone for
    development.
    place: a node, or a destination. outcome: how it ended, or the upper bound of a histogram's
    bucket.
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
    """The hotline's own words. callers: the nodes that speak to callers, not to whoever picks up."""

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
    has_left: the caller had hung up before it. rehearsal: nobody real called.
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
            event,
            language if language in words.languages else OTHER,
            place if place in words.places else OTHER,
            outcome,
        )
        for event, language, place, outcome in found
    )


def failed(language: str, node: str) -> Step:
    """What is counted of a step that failed: the caller heard the apology."""
    return Step((), HangUp(), (Event("failed", node, language),))


_Found = tuple[str, str, str, str]


def _of_events(taken: Taken) -> Iterator[_Found]:
    for event in taken.step.events:
        if taken.has_left and event.what not in _STILL_COUNTS:
            continue
        if event.what == "reached":
            yield from _of_reached(event, taken)
        else:
            yield _of_event(event, taken.before)


def _of_reached(event: Event, taken: Taken) -> Iterator[_Found]:
    """A person was reached. Only the first time is measured; a conversation that is over took no
    time of it.
    """
    language, place = event.language, event.destination
    yield event.what, language, place, "first" if taken.watch else "again"
    if taken.watch:
        yield (
            "seconds",
            language,
            place,
            bucket(taken.watch.seconds(taken.now, event.talked), SECONDS),
        )
        yield "keys", language, place, bucket(taken.watch.keys, KEYS)


def _of_event(event: Event, before: Position | None) -> _Found:
    if event.what == "rings":  # its detail names the destination
        return event.what, event.language, event.detail, ""
    listener = before.destination if before and before.destination else ""
    return event.what, event.language, event.destination or listener or event.node, event.detail


def _of_moves(taken: Taken, callers: Iterable[str]) -> Iterator[_Found]:
    """What the caller was asked to wait for, and what they were still there for. Where the second
    is missing they left.

    Whoever has talked with somebody and then hangs up has not left there.
    """
    before, then = taken.before, taken.step.then
    talked = any((event.what, event.detail) == ("line", "connected") for event in taken.step.events)
    if before and before.node in callers and (talked or not taken.has_left):
        yield "went on", before.language, before.node, ""
    if isinstance(then, Wait | Dial | Meet) and then.next.node in callers and not taken.has_left:
        yield "waits", then.next.language, then.next.node, ""


def bucket(value: int, bounds: tuple[int, ...]) -> str:
    """The bucket of a histogram: its upper bound, as it is written down."""
    index = bisect_left(bounds, value)
    return str(bounds[index]) if index < len(bounds) else MORE
