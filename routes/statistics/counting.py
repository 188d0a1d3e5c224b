"""Which counters a step raises. Pure.

A step that the carrier delivers twice is counted twice, because nothing is kept that could identify
it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ivr.events import EventKind, LineEnding, ListenerAnswer
from ivr.hours import BRUSSELS_TIME
from ivr.position import UNDECIDED, Position
from ivr.step import Dial, Event, HangUp, JoinConference, Step, Wait
from ivr.tree import Tree
from routes.call.stopwatch import Stopwatch
from routes.statistics.cells import (
    EVER,
    KEYS,
    OF_DAYS,
    OF_EVER,
    OTHER,
    SECONDS,
    Cell,
    Counts,
    Measure,
    bucket,
)
from routes.statistics.period import day_name, month_name

_STILL_COUNTS = (EventKind.LINE, EventKind.REACHED)
"""Events that count even if the caller had hung up before the step."""


@dataclass(frozen=True)
class Words:
    """The hotline's own words. callers: the nodes that speak to callers, not to the person who
    picks up.
    """

    languages: frozenset[str]
    places: frozenset[str]
    callers: frozenset[str]


def words_of(tree: Tree) -> Words:
    """The words of a tree. A counter names no others."""
    callers = frozenset(name for name, node in tree.nodes.items() if node.speaks_to_caller)
    return Words(tree.offered, frozenset({*tree.nodes, *tree.destinations}), callers)


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step of a call. before: the position before it; None for the first step. watch: the
    caller's stopwatch, if it still runs. has_left: whether the caller had hung up before it.
    rehearsal: whether the call is simulated.
    """

    step: Step
    before: Position | None
    now: datetime
    watch: Stopwatch | None = None
    has_left: bool = False
    rehearsal: bool = False


def counts_of(taken: TakenStep, words: Words) -> Counts:
    """The counters that a step raises, and by how much."""
    here = taken.now.astimezone(BRUSSELS_TIME)
    day = day_name(here.date())
    month = month_name(here.date())
    raised = list(_of_moves(taken, words))
    for event in taken.step.events:
        if not taken.has_left or event.kind in _STILL_COUNTS:
            raised += _of_event(event, taken, words)
    counts: Counts = Counter()
    for measure, value, outcome in raised:
        for period in _periods(measure, day, month):
            counts[Cell(period, taken.rehearsal, measure.value, value, outcome)] += 1
    return counts


def failed_step(language: str, node: str) -> Step:
    """What is counted when a step fails and the caller hears the apology."""
    return Step((), HangUp(), (Event(EventKind.FAILED, node, language),))


_Raised = tuple[Measure, str, str]
"""Measure, value and outcome of a counter that is raised."""


def _periods(measure: Measure, day: str, month: str) -> Iterator[str]:
    if measure in OF_DAYS:
        yield day
    if measure in OF_EVER:
        yield EVER
    if measure not in (*OF_DAYS, *OF_EVER):
        yield month


def _of_event(event: Event, taken: TakenStep, words: Words) -> Iterator[_Raised]:
    match event.kind:
        case EventKind.CALL:
            yield Measure.CALLS, "", ""
            yield Measure.HOURS, f"{taken.now.astimezone(BRUSSELS_TIME):%H}", ""
        case EventKind.LANGUAGE if event.language != UNDECIDED:
            yield Measure.LANGUAGES, _known(event.language, words.languages), ""
        case EventKind.ENTERED:
            yield Measure.LISTENED, _known(event.node, words.places), ""
        case EventKind.LINE:
            yield Measure.LINES, _known(event.destination, words.places), str(event.outcome)
        case EventKind.REACHED:
            yield Measure.TAKEN, _known(event.destination, words.places), ""
            yield from _of_first_person(event, taken)
        case EventKind.VERIFY if event.outcome is ListenerAnswer.ACCEPTED and taken.before:
            yield Measure.TAKEN, _known(taken.before.destination or "", words.places), ""
        case EventKind.FAILED:
            yield Measure.FAILED, "", ""


def _of_first_person(event: Event, taken: TakenStep) -> Iterator[_Raised]:
    """The stopwatch stops at the first person of a call."""
    if taken.watch is None:
        return
    seconds = taken.watch.seconds(taken.now, event.talked)
    yield Measure.REACHED, "", ""
    yield Measure.SECONDS, bucket(seconds, SECONDS), ""
    yield Measure.KEYS, bucket(taken.watch.keys, KEYS), ""


def _of_moves(taken: TakenStep, words: Words) -> Iterator[_Raised]:
    """`waits` minus `went on` is where callers hung up. A caller who hangs up after a conversation
    did not leave there.
    """
    before = taken.before
    then = taken.step.then
    talked = any(
        event.kind is EventKind.LINE and event.outcome is LineEnding.CONNECTED
        for event in taken.step.events
    )
    if before and before.node in words.callers and (talked or not taken.has_left):
        yield Measure.WENT_ON, before.node, ""
    if taken.has_left or not isinstance(then, Wait | Dial | JoinConference):
        return
    if then.next.node in words.callers:
        yield Measure.WAITS, then.next.node, ""


def _known(word: str, words: frozenset[str]) -> str:
    return word if word in words else OTHER
