"""The first thing a caller hears, and a caller who never chooses a language."""

from pathlib import Path

import pytest

from ivr.loading import offer
from ivr.position import Position
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import PAGES, tree_with

LANGUAGES = ["en", "nl", "fr", "de", "uk", "ro", "bg", "ru"]
MORE = ["ar", "tr", "es", "pt", "sq", "vi", "pl", "hu"]
KEYS = "12345678"
UNDECIDED = ["en", "fr", "nl"]
HELPLINE = "tel:+3278055800"


@pytest.fixture
def two_pages(tmp_path: Path) -> Caller:
    """Somebody who hears the first of two pages of languages."""
    return Caller.dials(tree_with(tmp_path, (PAGES, 'pages = [["en", "nl", "fr"], ["de", "uk"]]')))


def test_every_language_names_itself_and_its_key(newcomer: Caller) -> None:
    assert set(newcomer.hears) == {"language.announce"}
    assert newcomer.hears_in == LANGUAGES
    assert [dict(line.values)["key"] for line in newcomer.step.prompts] == list(KEYS)


@pytest.mark.parametrize(("key", "language"), list(zip(KEYS, LANGUAGES, strict=True)))
def test_a_key_chooses_a_language_and_everything_after_it_is_in_that_language(
    newcomer: Caller, key: str, language: str
) -> None:
    newcomer.press(key)
    assert newcomer.position == Position("main", language)
    assert newcomer.hears[0] == "main.welcome"
    assert set(newcomer.hears_in) == {language}


@pytest.mark.parametrize(("key", "language"), list(zip(KEYS, MORE, strict=True)))
def test_eight_more_languages_are_one_key_away(newcomer: Caller, key: str, language: str) -> None:
    assert newcomer.press("#").hears_in == MORE
    assert newcomer.press(key).position == Position("main", language)


def test_two_rounds_of_silence_ring_the_helpline(newcomer: Caller) -> None:
    assert [newcomer.wait().hears_in for _ in range(3)] == [MORE, LANGUAGES, MORE]
    assert newcomer.wait().rings == HELPLINE


def test_a_wrong_key_repeats_the_page_without_a_word_and_then_rings_the_helpline(
    two_pages: Caller,
) -> None:
    for key in ("6", "8"):
        two_pages.press(key)
        assert set(two_pages.hears) == {"language.announce"}, (
            "there is no language yet to say anything in"
        )
    assert two_pages.press("7").rings == HELPLINE


def test_0_before_a_language_is_announced_in_three_languages(newcomer: Caller) -> None:
    newcomer.press("0")
    assert newcomer.rings == HELPLINE
    assert newcomer.hears == ["transfer.helpline", "transfer.stay"] * 3
    assert newcomer.hears_in == [language for language in UNDECIDED for _ in range(2)]


def test_9_before_a_language_is_as_dull_in_three_languages(newcomer: Caller) -> None:
    newcomer.press("9")
    assert newcomer.is_over
    assert (newcomer.hears, newcomer.hears_in) == (["quiet"] * 3, UNDECIDED)


@pytest.mark.parametrize("key", ["#", "*"])
def test_a_single_page_turns_to_itself(tmp_path: Path, key: str) -> None:
    caller = Caller.dials(tree_with(tmp_path, (PAGES, 'pages = [["en", "nl", "fr"]]')))
    for _ in range(5):
        assert caller.press(key).hears_in == ["en", "nl", "fr"]


def test_a_page_without_a_language_that_is_offered_is_left_out(tree: Tree) -> None:
    caller = Caller.dials(offer(tree, frozenset({"pl", "hu"})))
    assert caller.hears_in == ["pl", "hu"]
    assert caller.press("#").hears_in == ["pl", "hu"]
    assert caller.press("8").position.language == "hu"


def test_hash_turns_the_page_and_after_the_last_comes_the_first(two_pages: Caller) -> None:
    assert two_pages.press("#").hears_in == ["de", "uk"]
    assert two_pages.press("#").hears_in == ["en", "nl", "fr"]


def test_star_turns_back_and_stays_on_the_first_page(two_pages: Caller) -> None:
    assert two_pages.press("#", "*").hears_in == ["en", "nl", "fr"]
    assert two_pages.press("*").hears_in == ["en", "nl", "fr"]


def test_the_keys_of_a_page_are_those_it_announces(two_pages: Caller) -> None:
    assert two_pages.press("#", "3").hears_in == ["de", "uk"], "key 3 belongs to the other page"
    assert two_pages.press("2").position.language == "uk"


def test_silence_turns_the_page_and_rings_after_two_rounds(two_pages: Caller) -> None:
    pages = [two_pages.wait().hears_in for _ in range(3)]
    assert pages == [["de", "uk"], ["en", "nl", "fr"], ["de", "uk"]]
    assert two_pages.wait().rings == HELPLINE


def test_turning_the_page_by_hand_starts_the_rounds_anew(two_pages: Caller) -> None:
    two_pages.wait(3).press("#").wait(3)
    assert two_pages.position.node == "languages"
    assert two_pages.wait().rings == HELPLINE


def test_whoever_reached_nobody_hears_so_in_three_languages_and_then_the_languages(
    newcomer: Caller,
) -> None:
    newcomer.press("0").nobody_answers()
    assert newcomer.hears == ["nobody.intro"] * 3 + ["language.announce"] * 8
    assert newcomer.hears_in == UNDECIDED + LANGUAGES
    assert newcomer.press("5").position.language == "uk"


def test_after_a_conversation_a_caller_without_a_language_hears_the_languages_and_rings_nobody(
    newcomer: Caller,
) -> None:
    newcomer.press("0").line_ends(connected=True)
    assert newcomer.hears == ["ended.intro", "privacy.list"] * 3 + ["language.announce"] * 8
    assert newcomer.wait(4).is_over
    assert newcomer.hears == ["privacy.list", "goodbye"] * 3


def test_a_silent_caller_without_a_language_is_let_go_after_two_chains(newcomer: Caller) -> None:
    for _ in range(2):
        assert newcomer.wait(4).rings == HELPLINE
        newcomer.nobody_answers()
    assert newcomer.wait(4).is_over


def test_a_language_chosen_late_stays_chosen(tree: Tree) -> None:
    caller = Caller.dials(tree).wait(4).nobody_answers().press("4", "0")
    assert set(caller.hears_in) == {"de"}
    assert set(caller.nobody_answers().hears_in) == {"de"}
