"""Every call there can be: all positions, with every key, silence, and every way a line can end."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import POLICE
from ivr.engine import advance, start
from ivr.events import EventKind, LineEnding
from ivr.loading import load_tree, offer
from ivr.position import DialEnded, Digits, Heard
from ivr.step import Connect, Dial, HangUp, Step, Wait
from ivr.tree import Tree
from tests.ivr.caller import NOON
from tests.ivr.walk import KEYS, Edge, beginnings, canonical, explore, forgetful, picked_up
from tests.small.hotline import small_tree


def small_tree_of_dutch_police() -> Tree:
    """The small tree with a whisper in Dutch for its police, who have no line to hear one."""
    tree = small_tree()
    police = tree.destinations[POLICE].model_copy(update={"whisper": ("nl",)})
    return replace(tree, destinations={**tree.destinations, POLICE: police})


@pytest.fixture(
    scope="module", params=[small_tree_of_dutch_police, load_tree], ids=["small", "shipped"]
)
def tree(request: pytest.FixtureRequest) -> Tree:
    """The small tree, and the shipped one, which must hold whatever its numbers and texts are. In
    three languages: two that a caller hears who has chosen none, and one with a part of its own.
    The others differ in words only. What is said once has its own tests (test_once).
    """
    load: Callable[[], Tree] = request.param
    return forgetful(offer(load(), frozenset({"en", "nl", "uk"})))


@pytest.fixture(scope="module")
def calls(tree: Tree) -> list[Edge]:
    """Every webhook of every caller."""
    return explore(tree, beginnings(tree))


@pytest.fixture(scope="module")
def whispers(tree: Tree, calls: list[Edge]) -> list[Edge]:
    """Every webhook of the people who pick up, a transfer or a test call."""
    return explore(tree, picked_up(tree, calls))


def entered(step: Step) -> str:
    """The node that a step came to."""
    return [event.node for event in step.events if event.kind is EventKind.ENTERED][-1]


def test_every_node_is_visited(tree: Tree, calls: list[Edge], whispers: list[Edge]) -> None:
    stood = {edge.place.node for edge in calls + whispers}
    closed = {entered(edge.step) for edge in calls if isinstance(edge.step.then, HangUp)}
    assert stood | closed == set(tree.nodes)


def test_a_call_waits_rings_or_ends_with_last_words(tree: Tree, calls: list[Edge]) -> None:
    for edge in calls:
        assert isinstance(edge.step.then, Wait | Dial | HangUp)
        assert edge.step.prompts, "the caller always hears something"
        assert not isinstance(edge.step.then, HangUp) or (
            tree.nodes[entered(edge.step)].kind == "goodbye"
        )


def test_a_person_who_picks_up_is_asked_connected_or_let_go(whispers: list[Edge]) -> None:
    assert {type(edge.step.then) for edge in whispers} == {Wait, Connect, HangUp}


def test_before_anybody_was_rung_the_hotline_hangs_up_only_on_9(tree: Tree) -> None:
    for edge in explore(tree, beginnings(tree), through_dials=False):
        if isinstance(edge.step.then, HangUp):
            assert entered(edge.step) == tree.goes.quiet
            assert edge.heard in (Digits("9"), Digits("99"))


def test_0_rings_and_9_closes_at_every_position(tree: Tree, calls: list[Edge]) -> None:
    asked = [edge for edge in calls if isinstance(edge.before, Wait)]
    assert all(isinstance(edge.step.then, Dial) for edge in asked if edge.heard == Digits("0"))
    assert all(entered(edge.step) == tree.goes.quiet for edge in asked if edge.heard == Digits("9"))


def test_everything_that_is_said_is_in_the_script(
    tree: Tree, calls: list[Edge], whispers: list[Edge]
) -> None:
    """The script is what is checked, translated and recorded: nothing else may ever be said."""
    first = [*beginnings(tree), *picked_up(tree, calls)]
    steps = [*first, *(edge.step for edge in calls + whispers)]
    said = {utterance for step in steps for utterance in step.prompts}
    assert said <= {*(utterance for _, utterance in tree.script()), *tree.openings()}


def test_everything_in_the_script_is_said_somewhere(
    tree: Tree, calls: list[Edge], whispers: list[Edge]
) -> None:
    """What nobody hears need not be translated and recorded. Apologies and the fallback are said
    outside the tree, an interpreter is offered only where a destination has one
    (test_interpreter), a destination is announced where a setting gives it a line, and a test call
    is said in every language that a destination may come to have. Notices have tests of their own
    (test_notices).
    """
    first = [*beginnings(tree), *picked_up(tree, calls)]
    steps = [*first, *(edge.step for edge in calls + whispers)]
    said = {(line.prompt, line.language) for step in steps for line in step.prompts}
    outside = {
        tree.apology.before,
        tree.fallback.before,
        tree.fallback.after,
        "whisper.interpreter",
        "verify.ask",
        "verify.thanks",
        tree.destinations[POLICE].announce,
        *tree.notices.prompts,
    }
    script = {
        (line.prompt, line.language) for _, line in tree.script() if line.prompt not in outside
    }
    assert script <= said


def test_every_menu_says_all_its_keys(tree: Tree, calls: list[Edge]) -> None:
    for edge in calls:
        then = edge.step.then
        node = tree.nodes[then.next.node] if isinstance(then, Wait) else None
        if node and node.kind == "menu":
            said = {(line.prompt, *line.values) for line in edge.step.prompts}
            assert {(prompt, ("key", key)) for key, prompt in node.choices().items()} <= said


def test_a_caller_who_stays_silent_is_let_go_in_the_end(tree: Tree, calls: list[Edge]) -> None:
    """From every position: no call goes on for ever without a key and without an answer."""
    quiet = (Digits(), DialEnded(LineEnding.NO_ANSWER))
    after = {edge.before: edge.step.then for edge in calls if edge.heard in quiet}
    for then in after.values():
        steps = 0
        while isinstance(then, Wait | Dial):
            then = after[canonical(tree, then)]
            steps += 1
            assert steps < 100, "this call never ends"


def test_the_language_of_a_caller_is_never_lost(calls: list[Edge]) -> None:
    for edge in calls:
        chosen = edge.place.language
        if (
            chosen != "und"
            and edge.place.node != "languages"
            and isinstance(edge.step.then, Wait | Dial)
        ):
            spoken = {
                line.language for line in edge.step.prompts if line.prompt != "language.announce"
            }
            assert spoken <= {chosen}


@given(st.integers(0), st.text() | st.text("0123456789*#"))
def test_no_keys_whatever_raise_an_error(
    tree: Tree, calls: list[Edge], number: int, keys: str
) -> None:
    place = calls[number % len(calls)].place
    assert isinstance(advance(tree, place, Digits(keys), NOON).then, Wait | Dial | HangUp)


@given(
    st.lists(st.sampled_from(KEYS), max_size=30), st.lists(st.sampled_from(LineEnding), max_size=30)
)
def test_any_call_can_be_played_to_its_end(
    tree: Tree, keys: list[Digits], ends: list[LineEnding]
) -> None:
    then = start(tree, NOON).then
    pressed = iter(keys)
    ended = iter(ends)
    for _ in range(200):
        if isinstance(then, Wait | Dial):
            heard: Heard = (
                next(pressed, Digits())
                if isinstance(then, Wait)
                else DialEnded(next(ended, LineEnding.NO_ANSWER))
            )
            then = advance(tree, then.next, heard, NOON).then
    assert isinstance(then, HangUp), "a caller who falls silent is let go"
