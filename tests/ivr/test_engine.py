"""The keys that do the same everywhere, at every place where a caller is asked for a key."""

import pytest

from ivr.events import EventKind
from ivr.position import Position, Region
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import HELPLINE_LINE, MIDDLE_LINE, NORTH_LINE, SOUTH_LINE
from tests.small.hotline import small_tree

TREE = small_tree()
ASKING = [
    name
    for name, node in TREE.nodes.items()
    if node.kind in ("languages", "menu", "message", "postcode")
]
WITH_A_LANGUAGE = [name for name in ASKING if name != TREE.goes.start]
MENUS = [name for name, node in TREE.nodes.items() if node.kind == "menu"]
LINES = {None: HELPLINE_LINE, Region.BRUSSELS: MIDDLE_LINE, Region.FLANDERS: NORTH_LINE}


@pytest.mark.parametrize("region", LINES)
@pytest.mark.parametrize("node", ASKING)
def test_0_rings_a_person_at_once(tree: Tree, node: str, region: Region | None) -> None:
    """The centre of the region if it is known, else the national helpline (design.md)."""
    assert Caller.at_node(tree, node, region=region).press("0").rings == LINES[region]


@pytest.mark.parametrize("node", ASKING)
def test_9_says_something_dull_and_closes_the_line(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node).press("9")
    assert caller.is_over
    assert set(caller.hears) == {"quiet"}, "nothing before it that would give the caller away"


@pytest.mark.parametrize("node", WITH_A_LANGUAGE)
def test_hash_says_the_same_again(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node)
    first = caller.step
    again = caller.press("#").step
    assert (again.prompts, again.then) == (first.prompts, first.then)


@pytest.mark.parametrize("node", ASKING)
def test_hash_can_be_pressed_for_ever(tree: Tree, node: str) -> None:
    caller = Caller.at_node(tree, node).press(*"##########")
    assert caller.position.node == node


@pytest.mark.parametrize("menu", MENUS)
def test_star_goes_back_to_a_menu_that_leads_here(tree: Tree, menu: str) -> None:
    chosen = [Caller.at_node(tree, menu).press(key) for key in tree.nodes[menu].choices()]
    for caller in (one for one in chosen if not one.rings):
        here = caller.position.node
        back = caller.press("*").position.node
        assert here in {way_out.node for way_out in tree.nodes[back].exits()}


@pytest.mark.parametrize(
    ("keys", "back"),
    [
        ("", "languages"),
        ("1", "main"),
        ("2", "main"),
        ("24", "speak"),
        ("41", "safety"),
    ],
)
def test_star_is_one_step_back_from_where_the_keys_lead(
    caller: Caller, keys: str, back: str
) -> None:
    assert caller.press(*keys, "*").position.node == back


@pytest.mark.parametrize("node", ["nobody", "ended"])
def test_star_after_a_transfer_leads_to_the_main_menu(tree: Tree, node: str) -> None:
    assert Caller.at_node(tree, node).press("*").position.node == "main"


def test_star_from_anywhere_leads_in_the_end_to_the_languages(tree: Tree) -> None:
    for node in ASKING:
        assert Caller.at_node(tree, node).press(*"*****").position.node == tree.goes.start


def test_star_from_the_main_menu_lets_a_caller_choose_another_language(caller: Caller) -> None:
    assert caller.press("*", "3").position == Position("main", "fr")


def test_a_caller_who_says_where_they_are_keeps_their_centre_for_0(caller: Caller) -> None:
    back_in_the_menu = caller.press("2", "3").nobody_answers().press("*")
    assert back_in_the_menu.press("0").rings == SOUTH_LINE


def test_a_later_answer_about_the_place_counts(caller: Caller) -> None:
    caller.press("2", "3").nobody_answers().press("2", "1")
    assert caller.rings == MIDDLE_LINE


def test_several_keys_at_once_are_a_wrong_key(caller: Caller) -> None:
    assert caller.press("22").hears[0] == "again.wrong"


def test_a_menu_takes_one_key_without_waiting_for_another(tree: Tree) -> None:
    for node in WITH_A_LANGUAGE:
        then = Caller.at_node(tree, node).step.then
        assert getattr(then, "digits", 0) == (4 if node == "postcode" else 1)


def test_a_number_that_belongs_to_a_language_skips_the_page(tree: Tree) -> None:
    for language in tree.offered:
        caller = Caller.dials(tree, language)
        assert caller.position == Position("main", language)
        assert set(caller.hears_in) == {language}


def test_a_call_is_counted_once_without_anything_about_the_caller(newcomer: Caller) -> None:
    counted = [
        (event.kind, event.node, event.language, event.outcome) for event in newcomer.step.events
    ]
    assert counted == [(EventKind.CALL, "languages", "und", None)]


def test_a_node_that_the_tree_does_not_have_is_an_error(tree: Tree) -> None:
    with pytest.raises(KeyError):
        Caller.at(tree, Position("nowhere", "en"))
