"""Something to listen to, in parts: again, back, on, and at the end the way to a person."""

import pytest

from ivr.loading import load_tree
from ivr.nodes.message import Message
from ivr.position import Position
from ivr.tree import Tree
from tests.ivr.caller import Caller

MESSAGES = [name for name, node in load_tree().nodes.items() if isinstance(node, Message)]
SEVERAL_PARTS = ["signs", "general", "housing", "definition", "begging"]
SIGNS = ["signs.papers", "signs.job", "signs.pressure", "signs.money", "signs.work"]
SIGNS += ["help.centres", "help.police", "help.report"]
END = ["keys.move", "keys.speak"]


def at(tree: Tree, node: str, language: str = "en") -> Caller:
    return Caller.at(tree, Position(node, language))


def parts_heard(caller: Caller) -> list[str]:
    """What a caller hears who only listens, each part once, up to the keys at the end."""
    heard = [caller.hears[0]]
    while caller.hears[-1] != "keys.speak":
        heard.append(caller.wait().hears[0])
        assert len(heard) < 20, "the message never ends"
    return heard


def test_silence_goes_on_from_part_to_part(tree: Tree) -> None:
    assert parts_heard(at(tree, "signs")) == SIGNS


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_only_ukrainian_has_a_part_about_the_page_for_people_from_ukraine(
    tree: Tree, language: str
) -> None:
    """content.md, W7."""
    assert parts_heard(at(tree, "signs", "uk")) == [*SIGNS, "help.ukraine"]
    assert parts_heard(at(tree, "signs", language)) == SIGNS


def test_the_next_key_goes_on_without_waiting(tree: Tree) -> None:
    assert at(tree, "signs").press("1").hears == ["signs.job"]


def test_the_keys_between_parts_are_said_once(tree: Tree) -> None:
    caller = at(tree, "signs")
    assert caller.hears == ["signs.papers", "keys.move"]
    assert caller.wait().hears == ["signs.job"]


def test_hash_says_the_same_part_again(tree: Tree) -> None:
    assert at(tree, "signs").wait(2).press("#", "#").hears == ["signs.pressure"]


def test_star_goes_back_by_a_part_and_from_the_first_to_the_menu(tree: Tree) -> None:
    caller = at(tree, "general").wait(2)
    assert caller.press("*").hears[0] == "general.contact"
    assert caller.press("*").hears[0] == "general.documents"
    assert caller.press("*").position.node == "safety"


@pytest.mark.parametrize("node", MESSAGES)
def test_every_message_ends_by_saying_how_to_reach_a_person(tree: Tree, node: str) -> None:
    caller = at(tree, node)
    parts_heard(caller)
    assert caller.hears[-2:] == END
    assert dict(caller.step.prompts[-1].values) == {"speak": "2"}


@pytest.mark.parametrize("node", MESSAGES)
def test_the_key_for_a_person_works_in_every_part(tree: Tree, node: str) -> None:
    parts = len(parts_heard(at(tree, node)))
    for number in range(parts):
        assert at(tree, node).wait(number).press("2").position.node == "speak"


@pytest.mark.parametrize("node", MESSAGES)
def test_silence_at_the_end_repeats_only_the_keys_and_then_rings_a_person(
    tree: Tree, node: str
) -> None:
    caller = at(tree, node)
    parts_heard(caller)
    assert caller.wait().hears == END
    assert caller.wait().hears == END
    assert caller.wait().rings == "tel:+3278055800"


@pytest.mark.parametrize("node", MESSAGES)
def test_there_is_nothing_to_go_on_to_at_the_end(tree: Tree, node: str) -> None:
    caller = at(tree, node)
    last = parts_heard(caller)[-1]
    assert caller.press("1").hears[:2] == ["again.wrong", last]


@pytest.mark.parametrize("node", SEVERAL_PARTS)
def test_star_and_silence_walk_to_and_fro(tree: Tree, node: str) -> None:
    caller = at(tree, node)
    second = caller.wait().step.prompts
    assert caller.press("*").wait().step.prompts == second


def test_a_wrong_key_in_the_middle_does_not_lose_the_part(tree: Tree) -> None:
    caller = at(tree, "signs").wait(3)
    assert caller.press("7").hears == ["again.wrong", "signs.money"]
    assert caller.wait().hears == ["signs.work"]


def test_a_message_that_is_chosen_again_begins_at_the_beginning(caller: Caller) -> None:
    assert caller.press("3").wait(3).press("2", "*", "3").hears[0] == "signs.papers"
