"""Walks the tree: all positions, with every key, silence, and every way a line can end."""

from collections import deque
from dataclasses import dataclass, replace

from ivr.engine import advance, start
from ivr.events import LineEnding
from ivr.position import DialEnded, Digits, Heard, Position
from ivr.step import Dial, Step, Wait
from ivr.tree import Tree
from tests.ivr.caller import NOON

KEYS = [
    Digits(keys) for keys in ["", *"0123456789*#", "1000", "4000", "123", "99", "0123", "12*", "1#"]
]
ENDS = [DialEnded(LineEnding.CONNECTED), DialEnded(LineEnding.NO_ANSWER)]


@dataclass(frozen=True)
class Edge:
    """One webhook: where the call stood, what was heard, and the answer."""

    before: Wait | Dial
    heard: Heard
    step: Step

    @property
    def place(self) -> Position:
        """Where the call stood."""
        return self.before.next


def inputs(then: Wait | Dial) -> list[Heard]:
    return [*(KEYS if isinstance(then, Wait) else ENDS)]


def canonical(tree: Tree, then: Wait | Dial) -> Wait | Dial:
    """Chains beyond the limit are all alike: without this there would be no end of positions."""
    return replace(then, next=replace(then.next, chains=min(then.next.chains, tree.ringing.chains)))


def explore(tree: Tree, first: list[Step], *, through_dials: bool = True) -> list[Edge]:
    """Every edge that can be reached, breadth first."""
    edges: list[Edge] = []
    queue = deque(
        canonical(tree, step.then) for step in first if isinstance(step.then, Wait | Dial)
    )
    seen = set(queue)
    while queue:
        then = queue.popleft()
        for heard in inputs(then) if through_dials or isinstance(then, Wait) else []:
            step = advance(tree, then.next, heard, NOON)
            edges.append(Edge(then, heard, step))
            if (
                isinstance(step.then, Wait | Dial)
                and (found := canonical(tree, step.then)) not in seen
            ):
                seen.add(found)
                queue.append(found)
    return edges


def beginnings(tree: Tree) -> list[Step]:
    """A call to the hotline, and one to the number of every language."""
    return [start(tree, NOON), *(start(tree, NOON, language) for language in sorted(tree.offered))]


def picked_up(tree: Tree, calls: list[Edge]) -> list[Step]:
    """What the people hear first who pick up in these calls, and in test calls."""
    begin = {edge.step.then.whisper for edge in calls if isinstance(edge.step.then, Dial)} - {None}
    tests = [Position(tree.goes.verify, attempt=0, destination=one) for one in tree.destinations]
    return [advance(tree, one, Digits(), NOON) for one in [*begin, *tests] if one]


def every_step(tree: Tree) -> set[Step]:
    """Everything that the hotline can answer to a caller, and to a person who picks up, without its
    events.
    """
    calls = explore(tree, beginnings(tree))
    whispers = picked_up(tree, calls)
    edges = calls + explore(tree, whispers)
    return {
        replace(step, events=())
        for step in (*beginnings(tree), *whispers, *(edge.step for edge in edges))
    }
