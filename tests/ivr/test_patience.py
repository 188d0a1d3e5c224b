"""A caller who presses nothing, or wrong keys, is asked three times and then taken to a person."""

import pytest

from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import HELPLINE_LINE, NORTH_LINE
from tests.small.hotline import small_tree

TREE = small_tree()
SPECIAL = ("danger", "ended")
PATIENT = [
    name
    for name, node in TREE.nodes.items()
    if node.kind in ("menu", "message", "postcode") and name not in SPECIAL
]
SILENT = [name for name in PATIENT if TREE.nodes[name].kind != "message"]
WRONG = "8"
"""No menu has an eighth option."""


LATER = {"main": ["main.keys"], "speak": ["help.centres"]}
"""What is said after a menu to a caller who was asked before."""


@pytest.mark.parametrize("node", SILENT)
def test_silence_is_heard_three_times_and_then_a_person_is_rung(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node)
    asked = caller.hears
    for _ in range(2):
        assert caller.wait().hears == ["again.silence", *asked, *LATER.get(node, [])]
    assert caller.wait().rings == HELPLINE_LINE


@pytest.mark.parametrize("node", PATIENT)
def test_a_wrong_key_is_heard_three_times_and_then_a_person_is_rung(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node)
    asked = caller.hears
    said = "postcode.wrong" if node == "postcode" else "again.wrong"
    for _ in range(2):
        assert caller.press(WRONG).hears == [said, *asked, *LATER.get(node, [])]
    assert caller.press(WRONG).rings == HELPLINE_LINE


def test_at_first_a_menu_is_nothing_but_what_there_is_to_choose(caller: Caller) -> None:
    assert "main.keys" not in caller.hears
    assert caller.wait().hears[-1] == "main.keys"
    assert "main.keys" not in caller.press("#").hears


@pytest.mark.parametrize("acts", [["", WRONG, ""], [WRONG, "", WRONG], [WRONG, WRONG, ""]])
@pytest.mark.parametrize("node", SILENT)
def test_silence_and_wrong_keys_count_together(tree: Tree, node: str, acts: list[str]) -> None:
    assert Caller.at_node(tree, node).press(*acts).rings == HELPLINE_LINE


def test_a_key_that_means_something_starts_the_count_anew(caller: Caller) -> None:
    caller.press(WRONG, WRONG, "4").wait(2)
    assert caller.position.node == "safety"
    assert caller.press("*").wait(2).position.node == "main"


def test_hearing_again_starts_the_count_anew(caller: Caller) -> None:
    assert caller.wait(2).press("#").wait(2).position.node == "main"


def test_a_caller_who_is_given_up_on_reaches_the_centre_of_their_region(caller: Caller) -> None:
    caller.press("2", "2").nobody_answers()
    assert caller.wait(3).rings == NORTH_LINE


@pytest.mark.parametrize("act", ["", "1", "5", "8", "77"])
def test_a_caller_who_stays_on_the_line_in_danger_is_put_through(caller: Caller, act: str) -> None:
    caller.press("1")
    assert caller.hears == ["danger.now"]
    assert caller.press(act).rings == HELPLINE_LINE
    assert caller.hears[0] == "transfer.helpline", "the police have no line, and the caller is told"


def test_in_danger_nothing_more_is_asked_before_the_line_rings(caller: Caller) -> None:
    assert "again.silence" not in caller.press("1").wait().hears


def test_a_silent_line_is_let_go_after_two_chains(caller: Caller) -> None:
    """A telephone in a pocket does not keep ringing the helpline."""
    for _ in range(2):
        assert caller.wait(3).rings
        assert caller.nobody_answers().position.node == "nobody"
    assert caller.wait(3).is_over
    assert caller.hears == ["privacy.list", "goodbye"]


def test_wrong_keys_are_let_go_after_two_chains_too(caller: Caller) -> None:
    for _ in range(2):
        caller.press(WRONG, WRONG, WRONG).nobody_answers()
    assert caller.press(WRONG, WRONG, WRONG).is_over


def test_a_caller_who_asks_for_a_person_gets_one_however_many_chains_were_rung(
    caller: Caller,
) -> None:
    for _ in range(6):
        assert caller.press("0").rings == HELPLINE_LINE
        caller.nobody_answers()
    assert caller.press("1").rings == HELPLINE_LINE, "the menu's own way to try again"


@pytest.mark.parametrize("act", ["", WRONG])
def test_after_a_conversation_silence_ends_in_a_goodbye_and_rings_nobody(
    caller: Caller, act: str
) -> None:
    caller.press("2", "1").line_ends(connected=True)
    assert caller.hears == ["ended.intro", "privacy.list", "main.speak", "menu.return"]
    for _ in range(2):
        assert not caller.press(act).is_over
        assert not caller.rings
    assert caller.press(act).is_over
    assert caller.hears == ["goodbye"]


@pytest.mark.parametrize("key", ["2", "3"])
def test_a_caller_who_falls_silent_later_after_a_conversation_rings_nobody_either(
    caller: Caller, key: str
) -> None:
    caller.press("0").line_ends(connected=True).press(key)
    assert caller.wait(3).is_over
    assert caller.hears == ["privacy.list", "goodbye"]


@pytest.mark.parametrize("keys", ["0", "21", "25", "3"])
def test_after_a_conversation_a_caller_may_choose_again(caller: Caller, keys: str) -> None:
    caller.press("0").line_ends(connected=True).press(*keys)
    assert caller.rings or caller.position.node == "main"
