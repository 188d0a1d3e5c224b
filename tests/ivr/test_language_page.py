"""The first thing a caller hears, and a caller who never chooses a language."""

from dataclasses import replace

import pytest

from ivr.loading import offer
from ivr.position import Position
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import HELPLINE_LINE

FIRST = ["en", "nl", "fr"]
SECOND = ["uk", "ar", "so"]
"""The two pages of languages."""
UNDECIDED = ["en", "nl"]
"""The languages in which a caller is spoken to who has chosen none."""


def test_every_language_names_itself_and_its_key(newcomer: Caller) -> None:
    assert set(newcomer.hears) == {"language.announce"}
    assert newcomer.hears_in == FIRST
    assert [dict(line.values)["key"] for line in newcomer.step.prompts] == ["1", "2", "3"]


@pytest.mark.parametrize(("key", "language"), [("1", "en"), ("2", "nl"), ("3", "fr")])
def test_a_key_chooses_a_language_and_everything_after_it_is_in_that_language(
    newcomer: Caller, key: str, language: str
) -> None:
    newcomer.press(key)
    assert newcomer.position == Position("main", language)
    assert newcomer.hears[0] == "main.welcome"
    assert set(newcomer.hears_in) == {language}


@pytest.mark.parametrize(("key", "language"), [("1", "uk"), ("2", "ar"), ("3", "so")])
def test_more_languages_are_one_key_away(newcomer: Caller, key: str, language: str) -> None:
    assert newcomer.press("#").hears_in == SECOND
    assert newcomer.press(key).position == Position("main", language)


def test_a_wrong_key_repeats_the_page_without_a_word_and_then_rings_the_helpline(
    newcomer: Caller,
) -> None:
    for key in ("6", "8"):
        newcomer.press(key)
        assert set(newcomer.hears) == {"language.announce"}, (
            "there is no language yet to say anything in"
        )
    assert newcomer.press("7").rings == HELPLINE_LINE


def test_0_before_a_language_is_announced_in_several_languages(newcomer: Caller) -> None:
    newcomer.press("0")
    assert newcomer.rings == HELPLINE_LINE
    assert newcomer.hears == ["transfer.helpline"] * 2, "nothing that would keep it from ringing"
    assert newcomer.hears_in == UNDECIDED


def test_9_before_a_language_is_as_dull_in_several_languages(newcomer: Caller) -> None:
    newcomer.press("9")
    assert newcomer.is_over
    assert (newcomer.hears, newcomer.hears_in) == (["quiet"] * 2, UNDECIDED)


@pytest.mark.parametrize("key", ["#", "*"])
def test_a_single_page_turns_to_itself(tree: Tree, key: str) -> None:
    caller = Caller.dials(offer(tree, frozenset(FIRST)))
    for _ in range(5):
        assert caller.press(key).hears_in == FIRST


def test_a_page_without_a_language_that_is_offered_is_left_out(tree: Tree) -> None:
    caller = Caller.dials(offer(tree, frozenset(SECOND)))
    assert caller.hears_in == SECOND
    assert caller.press("#").hears_in == SECOND
    assert caller.press("2").position.language == "ar"


def test_hash_turns_the_page_and_after_the_last_comes_the_first(newcomer: Caller) -> None:
    assert newcomer.press("#").hears_in == SECOND
    assert newcomer.press("#").hears_in == FIRST


def test_star_turns_back_and_stays_on_the_first_page(newcomer: Caller) -> None:
    assert newcomer.press("#", "*").hears_in == FIRST
    assert newcomer.press("*").hears_in == FIRST


def test_the_keys_of_a_page_are_those_it_announces(newcomer: Caller) -> None:
    first = Caller.dials(offer(newcomer.tree, newcomer.tree.offered - {"so"}))
    assert first.press("#", "3").hears_in == SECOND[:2], "key 3 belongs to the other page"
    assert first.press("1").position.language == "uk"


def test_silence_turns_the_page_and_rings_after_two_rounds(newcomer: Caller) -> None:
    assert [newcomer.wait().hears_in for _ in range(3)] == [SECOND, FIRST, SECOND]
    assert newcomer.wait().rings == HELPLINE_LINE


def with_pages_by_silence(tree: Tree, pages: int) -> Tree:
    """The same tree, but silence turns to so many pages only."""
    page = tree.language_page.model_copy(update={"by_silence": pages})
    return replace(tree, nodes={**tree.nodes, "languages": page})


def test_silence_turns_to_no_further_page_and_hash_does(tree: Tree) -> None:
    caller = Caller.dials(with_pages_by_silence(tree, 1))
    assert caller.wait().hears_in == FIRST
    assert caller.press("#").hears_in == SECOND
    assert caller.press("1").position.language == "uk"


def test_a_caller_who_turned_to_a_further_page_and_stays_silent_reaches_the_helpline(
    tree: Tree,
) -> None:
    caller = Caller.dials(with_pages_by_silence(tree, 1)).press("#")
    assert caller.wait().hears_in == FIRST
    assert caller.wait().rings == HELPLINE_LINE


def test_turning_the_page_by_hand_starts_the_rounds_anew(newcomer: Caller) -> None:
    newcomer.wait(3).press("#").wait(3)
    assert newcomer.position.node == "languages"
    assert newcomer.wait().rings == HELPLINE_LINE


def test_a_caller_who_reached_nobody_hears_so_in_several_languages_and_then_the_languages(
    newcomer: Caller,
) -> None:
    newcomer.press("0").nobody_answers()
    assert newcomer.hears == ["nobody.intro"] * 2 + ["language.announce"] * 3
    assert newcomer.hears_in == UNDECIDED + FIRST
    assert newcomer.press("3").position.language == "fr"


def test_after_a_conversation_a_caller_without_a_language_hears_the_languages_and_rings_nobody(
    newcomer: Caller,
) -> None:
    newcomer.press("0").line_ends(connected=True)
    assert newcomer.hears == ["ended.intro", "privacy.list"] * 2 + ["language.announce"] * 3
    assert newcomer.wait(4).is_over
    assert newcomer.hears == ["goodbye"] * 2


def test_a_silent_caller_without_a_language_is_let_go_after_two_chains(newcomer: Caller) -> None:
    for _ in range(2):
        assert newcomer.wait(4).rings == HELPLINE_LINE
        newcomer.nobody_answers()
    assert newcomer.wait(4).is_over


def test_a_language_chosen_late_stays_chosen(newcomer: Caller) -> None:
    newcomer.wait(4).nobody_answers().press("3", "0")
    assert set(newcomer.hears_in) == {"fr"}
    assert set(newcomer.nobody_answers().hears_in) == {"fr"}
