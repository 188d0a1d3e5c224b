"""How a text is read aloud."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unicode_rbnf import RbnfEngine

from audio.lexicon import Lexicon, add_lexicon, lexicon
from prompts.languages import load_languages

LANGUAGES = list(load_languages())
IN_THE_DICTIONARY = [one for one in LANGUAGES if one in RbnfEngine.get_supported_languages()]
NAMES = ("Wayout", "PAG-ASA", "Payoke", "Sürya", "stophumantrafficking.be")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Dial one one two."),
        ("nl", "Dial honderd twaalf."),
        ("fr", "Dial cent douze."),
        ("de", "Dial eins, eins, zwei."),
        ("uk", "Dial сто дванадцять."),
    ],
)
def test_112_is_said_as_people_know_it(language: str, said: str) -> None:
    assert lexicon(language).spoken("Dial 112.") == said


def test_the_french_police_are_cent_un() -> None:
    assert lexicon("fr").spoken("Appelez le 101.") == "Appelez le cent un."


@pytest.mark.parametrize(
    ("written", "said"),
    [("1120", "un un deux zéro"), ("2112", "deux un un deux"), ("10", "un zéro")],
)
def test_a_number_that_only_contains_a_known_one_is_said_digit_by_digit(
    written: str, said: str
) -> None:
    assert lexicon("fr").spoken(written) == said


def test_the_emergency_app_keeps_its_number() -> None:
    assert lexicon("fr").spoken("l'appli 112.") == "l'appli cent douze."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_language_has_a_word_for_every_digit(language: str) -> None:
    said = lexicon(language).spoken("0 1 2 3 4 5 6 7 8 9").split()
    assert len(set(said)) == 10
    assert not re.search(r"\d", "".join(said))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_said_as_it_sounds(language: str, name: str) -> None:
    said = lexicon(language).spoken(f"({name}, {name}.")
    assert name not in said
    assert re.fullmatch(r"\((.+), \1\.", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_inside_a_longer_word_is_left_alone(language: str, name: str) -> None:
    for word in (f"{name}s", f"x{name}", f"é{name}", f"{name}їв"):
        assert lexicon(language).spoken(word) == word


@given(text=st.text(), language=st.sampled_from(LANGUAGES))
def test_no_digit_is_left_to_the_engine(text: str, language: str) -> None:
    """An engine may read "3." as an ordinal."""
    assert not re.search(r"\d", lexicon(language).spoken(text))


@given(
    text=st.text(st.characters(exclude_categories=["Nd"]), max_size=4),
    language=st.sampled_from(LANGUAGES),
)
def test_a_text_without_digits_and_names_stays_as_it_is(text: str, language: str) -> None:
    assert lexicon(language).spoken(text) == text


@pytest.mark.parametrize(
    ("word", "longer"), [("यह", "यहाँ"), ("এক", "একা"), ("za", "za\u0301mok"), ("เก", "เกี่ยว")]
)
def test_a_word_ends_behind_its_vowel_signs_and_accents(word: str, longer: str) -> None:
    """Python counts these signs as marks, not as letters."""
    assert Lexicon(words={word: "-"}).spoken(f"{longer} {word}") == f"{longer} -"


def test_a_language_without_a_lexicon_is_read_as_it_is_written() -> None:
    assert lexicon("tlh") == Lexicon()
    assert lexicon("tlh").spoken("Wayout 112") == "Wayout 112"


def test_a_new_lexicon_has_the_digits_of_its_language(tmp_path: Path) -> None:
    digits = tomllib.loads(add_lexicon("sv", tmp_path).read_text("utf-8"))["digits"]
    assert digits[:3] == ["noll", "ett", "två"]
    assert len(digits) == 10


def test_a_new_lexicon_leaves_unknown_digits_empty(tmp_path: Path) -> None:
    digits = tomllib.loads(add_lexicon("tlh", tmp_path).read_text("utf-8"))["digits"]
    assert digits == [""] * 10


def test_a_dot_in_an_address_is_a_dot() -> None:
    assert lexicon("en").spoken("stophumantraffickingxbe") == "stophumantraffickingxbe"


_SAID = (("零", "〇"), ("幺", "一"), ("ज़ीरो", "शून्य"), ("छे", "छह"))
"""What people say for a digit of a telephone number -> what a dictionary has."""


def same(word: str) -> str:
    """Without differences of spelling alone: an accent in Dutch, a cedilla in Romanian, a case in
    Arabic, a vowel in Persian. Nor of what people say on the telephone.
    """
    for ours, theirs in (("één", "een"), ("ș", "ş"), ("اثنين", "إثنان"), ("نُه", "نه"), *_SAID):
        word = word.replace(ours, theirs)
    return word


def numeral(number: int, language: str) -> str:
    """The number in words, as Unicode's CLDR has it."""
    return RbnfEngine.for_language(language).format_number(number).text


def as_one_word(words: str) -> str:
    """However it is written: "honderd en één" is "honderdeen". A comma is a breath, and Arabic has
    its vowels as marks.
    """
    words = words.replace("één", "een").replace(" en ", "").replace("幺", "一").replace("零", "〇")
    return re.sub("[ ,،\u00ad\u064b-\u0652]", "", words)


@pytest.mark.parametrize("language", IN_THE_DICTIONARY)
def test_digits_are_the_words_that_a_dictionary_of_numbers_has(language: str) -> None:
    numerals = [numeral(digit, language) for digit in range(10)]
    assert [same(word) for word in lexicon(language).digits] == numerals


@pytest.mark.parametrize("language", IN_THE_DICTIONARY)
@pytest.mark.parametrize("number", ["112", "101"])
def test_every_digit_of_a_number_to_dial_is_heard(language: str, number: str) -> None:
    """The number is said digit by digit, or as the numeral that people know."""
    digits = [lexicon(language).digits[int(digit)] for digit in number]
    said = as_one_word(lexicon(language).spoken(number))
    assert said in (as_one_word(" ".join(digits)), as_one_word(numeral(int(number), language)))


@pytest.mark.parametrize("language", IN_THE_DICTIONARY)
def test_both_numbers_to_dial_are_said_in_the_same_way(language: str) -> None:
    """Digit by digit, or as a numeral: callers must not take one for another kind of number."""
    said = {number: as_one_word(lexicon(language).spoken(number)) for number in ("112", "101")}
    as_numeral = {said[number] == as_one_word(numeral(int(number), language)) for number in said}
    assert len(as_numeral) == 1


@pytest.mark.parametrize("language", ["de", "sq"])
def test_digits_that_run_together_have_a_breath_between(language: str) -> None:
    """A listener heard one word (voices of German and Albanian)."""
    assert lexicon(language).spoken("112").count(",") == 2
