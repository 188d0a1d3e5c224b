"""Nothing is said twice on any path, unless the caller asks for it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ivr.events import EventKind
from ivr.loading import load_tree, offer
from ivr.nodes.message import Message
from ivr.nodes.transfer import Transfer
from ivr.position import Digits, Position, Region
from ivr.step import Dial, Wait
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import problems_with
from tests.ivr.walk import Edge, beginnings, canonical, explore
from tests.small.hotline import small_tree

ASKED_AGAIN = {EventKind.SILENCE, EventKind.WRONG_KEY, EventKind.WRONG_POSTCODE}
TRANSFER = "(a transfer)"
UNANSWERED = "(nobody answered)"
Saying = tuple[str, str]
"""A prompt, and the node at which it is heard."""
ONCE = 'once = ["keys.quiet", '
"""In hotline.toml of the small tree: what is said once in a call."""


@pytest.fixture(scope="module", params=[small_tree, load_tree], ids=["small", "shipped"])
def walked(request: pytest.FixtureRequest) -> Tree:
    """The small tree and the shipped one, in a language that some destinations speak and others do
    not.
    """
    load: Callable[[], Tree] = request.param
    return offer(load(), frozenset({"nl"}))


@pytest.fixture(scope="module")
def calls(walked: Tree) -> list[Edge]:
    """Every webhook of every caller."""
    return explore(walked, beginnings(walked))


def goes_on(edge: Edge) -> bool:
    """Whether the caller goes on: neither back with *, nor to hear again with # or as one who
    pressed nothing or a wrong key.
    """
    then = edge.step.then
    if isinstance(edge.heard, Digits) and set("*#") & set(edge.heard.keys):
        return False
    stays = isinstance(then, Wait) and then.next.node == edge.place.node
    return not (stays and ASKED_AGAIN & {event.kind for event in edge.step.events})


def said_of_each(tree: Tree) -> set[str]:
    """What is said of each key, of each line that rings, and of each chain: it is as new as they
    are.
    """
    nodes = tree.nodes.values()
    keys = {prompt for node in nodes for prompt in node.choices().values()}
    keys.add(tree.language_page.announces)
    between = {
        prompt for node in nodes if isinstance(node, Message) for prompt in node.first + node.last
    }
    rings = {node.next for node in nodes if isinstance(node, Transfer)}
    names = {destination.announce for destination in tree.destinations.values()}
    return (keys | between | rings | names).difference(tree.once)


def came_to(tree: Tree, edge: Edge) -> str:
    """The node at which the caller hears this step. All transfers are one place: whichever rings,
    the caller waits for a person. So are the menus behind them where nobody answered.
    """
    then = edge.step.then
    if not isinstance(then, Wait | Dial):
        return "(the end)"
    came = [event.node for event in edge.step.events if event.kind is EventKind.ENTERED]
    node = came[-1] if came else then.next.node
    if node in {one.nobody for one in tree.nodes.values() if isinstance(one, Transfer)}:
        return UNANSWERED
    return TRANSFER if isinstance(tree.nodes[node], Transfer) else node


def place_after(tree: Tree, edge: Edge) -> Position | None:
    """Where the call stands after an edge; None when it is over."""
    then = edge.step.then
    return canonical(tree, then).next if isinstance(then, Wait | Dial) else None


def reached_from(start: set[Position], after: Mapping[Position, set[Position]]) -> set[Position]:
    """Every position that a call can come to from one of these, and these."""
    queue, seen = list(start), set(start)
    while queue:
        new = after[queue.pop()] - seen
        seen |= new
        queue += new
    return seen


def test_what_is_said_once_is_said_once(calls: list[Edge]) -> None:
    """A caller who goes on never hears it again, wherever they heard it and wherever they are."""
    for edge in filter(goes_on, calls):
        assert not edge.place.told & {line.prompt for line in edge.step.prompts}


def test_nothing_is_said_in_two_places_of_a_path(walked: Tree, calls: list[Edge]) -> None:
    """A menu or a message says the same to a caller who chooses it again. Nothing else does."""
    exempt = said_of_each(walked)
    after: dict[Position, set[Position]] = defaultdict(set)
    heard: dict[Saying, set[Position]] = defaultdict(set)
    hears: dict[Position, set[Saying]] = defaultdict(set)
    for edge in calls:
        reached = place_after(walked, edge)
        after[edge.place] |= {reached} if reached else set()
        place = came_to(walked, edge)
        said = {(line.prompt, place) for line in edge.step.prompts if line.prompt not in exempt}
        hears[edge.place] |= said if goes_on(edge) else set()
        for saying in said:
            heard[saying] |= {reached} if reached else set()
    for (prompt, place), positions in heard.items():
        later = {one for reached in reached_from(positions, after) for one in hears[reached]}
        again = {where for what, where in later if what == prompt}
        assert again <= ({place} - {TRANSFER}), f"{prompt}: {place}, then {again}"


def test_the_caller_always_hears_something(calls: list[Edge]) -> None:
    assert all(edge.step.prompts for edge in calls)


def test_who_asks_to_hear_again_or_goes_back_hears_it_once_more(tree: Tree) -> None:
    caller = Caller.at_node(tree, "ended")
    assert "privacy.list" in caller.hears
    assert "privacy.list" not in caller.wait().hears
    assert "privacy.list" in caller.press("#").hears
    first = Caller.at_node(tree, "signs")
    assert "keys.quiet" in first.wait().press("*").hears


def test_who_has_heard_it_in_one_message_does_not_hear_it_in_the_next(caller: Caller) -> None:
    assert "keys.quiet" in caller.press("3").hears
    assert "keys.quiet" not in caller.press("*", "4", "1").hears


def test_a_part_of_a_message_that_was_heard_elsewhere_is_left_out(tree: Tree) -> None:
    told = frozenset({"privacy.list"})
    message = Message.model_validate(
        tree.nodes["general"].model_dump() | {"parts": ["general.documents", "privacy.list"]}
    )
    with_part = Tree(**{**vars(tree), "nodes": {**tree.nodes, "general": message}})
    caller = Caller.at(with_part, Position("general", "en", told=told))
    assert caller.wait().hears == ["keys.move", "keys.speak"]
    assert caller.wait().hears == ["keys.move", "keys.speak"]
    assert "privacy.list" in caller.press("#").hears


def test_what_was_told_survives_every_step_to_a_conversation_and_back(caller: Caller) -> None:
    caller.press("2", "2").line_ends(connected=True).press("2", "3")
    assert caller.hears == ["transfer.south"], "everything else was said before the first one"
    assert caller.position.region is Region.WALLONIA


def test_what_is_said_nowhere_or_names_a_key_cannot_be_said_once(tmp_path: Path) -> None:
    told = problems_with(tmp_path, (ONCE, f'{ONCE}"main.welcom", "keys.speak", '))
    assert "hotline.toml: once: main.welcom is said nowhere: remove it" in told
    assert "hotline.toml: once: keys.speak names a key of a node, and must be said each" in told
