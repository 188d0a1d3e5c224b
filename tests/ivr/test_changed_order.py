"""The order of the lines changes while callers are waiting: none rings twice, and none is left
out.
"""

from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import HELPLINE, Line, line_ids
from ivr.engine import advance
from ivr.events import EventKind, LineEnding
from ivr.position import DialEnded, Region
from ivr.step import Dial
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.middle import with_middle

LINES = tuple(Line(uri=f"sip:{number}@example.org", seconds=5) for number in range(6))


def rung_of(caller: Caller) -> tuple[str, ...]:
    assert isinstance(caller.step.then, Dial)
    return (caller.step.then.uri, *caller.step.then.also)


@given(
    st.permutations(LINES),
    st.lists(st.tuples(st.permutations(LINES), st.booleans()), min_size=1, max_size=12),
)
def test_every_line_rings_once_whatever_the_order_becomes(
    tree: Tree, first: list[Line], orders: list[tuple[list[Line], bool]]
) -> None:
    caller = Caller.at_node(with_middle(tree, tuple(first)), "person", region=Region.BRUSSELS)
    rung = [*rung_of(caller)]
    changes = iter(orders)
    while True:
        lines, ring_all = next(changes, orders[-1])
        caller.tree = with_middle(tree, tuple(lines), ring_all=ring_all)
        caller.line_ends()
        if not isinstance(caller.step.then, Dial):
            break
        rung += rung_of(caller)
    assert len(rung) == len(set(rung))
    everything = {line.uri for one in caller.tree.destinations.values() for line in one.lines}
    assert set(rung) <= everything
    if not any(ring_all for _, ring_all in orders):
        assert {line.uri for line in LINES} <= set(rung)


def test_a_line_whose_number_changes_while_it_rings_is_counted_and_not_rung_again(
    tree: Tree,
) -> None:
    before = with_middle(tree, LINES[:2])
    caller = Caller.at_node(before, "person", region=Region.BRUSSELS)
    known = line_ids("middle", LINES[:2])[0]
    changed = Line(uri="sip:new@example.org", id=known)
    after = with_middle(tree, (LINES[1], changed))
    step = advance(after, caller.position, DialEnded(LineEnding.BUSY), caller.now)
    assert [one.destination for one in step.events if one.kind is EventKind.LINE] == ["middle"]
    assert isinstance(step.then, Dial)
    assert step.then.uri == LINES[1].uri
    rest = Caller(after, step)
    rung = []
    while isinstance(rest.step.then, Dial):
        rung.append(rest.step.then.uri)
        rest.line_ends()
    assert changed.uri not in rung
    assert after.destinations[HELPLINE].lines[0].uri in rung
