"""Something to listen to, in parts: again, back, on, and at the end the way to a person."""

import pytest

from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import HELPLINE_LINE
from tests.small.hotline import small_tree

MESSAGES = [name for name, node in small_tree().nodes.items() if node.kind == "message"]
SEVERAL_PARTS = ["signs", "general"]
SIGNS = ["signs.papers", "signs.money", "signs.work"]
END = ["keys.move", "keys.speak"]


def parts_heard(caller: Caller) -> list[str]:
    """What a caller hears who only listens, each part once, up to the keys at the end."""
    heard = [caller.hears[0]]
    while caller.hears[-1] != "keys.speak":
        heard.append(caller.wait().hears[0])
        assert len(heard) < 20, "the message never ends"
    return heard


def test_silence_goes_on_from_part_to_part(tree: Tree) -> None:
    assert parts_heard(Caller.at_node(tree, "signs")) == SIGNS


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
def test_a_part_for_some_languages_is_heard_in_no_other(tree: Tree, language: str) -> None:
    assert parts_heard(Caller.at_node(tree, "signs", "uk")) == [*SIGNS, "help.ukraine"]
    assert parts_heard(Caller.at_node(tree, "signs", language)) == SIGNS


def test_the_next_key_goes_on_without_waiting(tree: Tree) -> None:
    assert Caller.at_node(tree, "signs").press("1").hears == ["signs.money"]


def test_the_keys_between_parts_are_said_once(tree: Tree) -> None:
    caller = Caller.at_node(tree, "signs")
    assert caller.hears == ["signs.papers", "keys.move"]
    assert caller.wait().hears == ["signs.money"]


def test_hash_says_the_same_part_again(tree: Tree) -> None:
    assert Caller.at_node(tree, "signs").wait().press("#", "#").hears == ["signs.money"]


def test_star_goes_back_by_a_part_and_from_the_first_to_the_menu(tree: Tree) -> None:
    caller = Caller.at_node(tree, "signs").wait(2)
    assert caller.press("*").hears[0] == "signs.money"
    assert caller.press("*").hears[0] == "signs.papers"
    assert caller.press("*").position.node == "main"


@pytest.mark.parametrize("node", MESSAGES)
def test_every_message_ends_by_saying_how_to_reach_a_person(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node)
    parts_heard(caller)
    assert caller.hears[-2:] == END
    assert dict(caller.step.prompts[-1].values) == {"speak": "2"}


@pytest.mark.parametrize("node", MESSAGES)
def test_the_key_for_a_person_works_in_every_part(tree: Tree, node: str) -> None:
    parts = len(parts_heard(Caller.at_node(tree, node)))
    for number in range(parts):
        assert Caller.at_node(tree, node).wait(number).press("2").position.node == "speak"


@pytest.mark.parametrize("node", MESSAGES)
def test_silence_at_the_end_repeats_only_the_keys_and_then_rings_a_person(
    tree: Tree, node: str
) -> None:
    caller = Caller.at_node(tree, node)
    parts_heard(caller)
    assert caller.wait().hears == END
    assert caller.wait().hears == END
    assert caller.wait().rings == HELPLINE_LINE


@pytest.mark.parametrize("node", MESSAGES)
def test_there_is_nothing_to_go_on_to_at_the_end(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node)
    last = parts_heard(caller)[-1]
    assert caller.press("1").hears[:2] == ["again.wrong", last]


@pytest.mark.parametrize("node", SEVERAL_PARTS)
def test_star_and_silence_walk_to_and_fro(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node)
    second = caller.wait().step.prompts
    assert caller.press("*").wait().step.prompts == second


def test_a_wrong_key_in_the_middle_does_not_lose_the_part(tree: Tree) -> None:
    caller = Caller.at_node(tree, "signs").wait()
    assert caller.press("7").hears == ["again.wrong", "signs.money"]
    assert caller.wait().hears[0] == "signs.work"


def test_a_message_that_is_chosen_again_begins_at_the_beginning(caller: Caller) -> None:
    assert caller.press("3").wait(2).press("2", "*", "3").hears[0] == "signs.papers"
