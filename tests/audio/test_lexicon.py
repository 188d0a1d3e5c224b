"""How a text is read aloud."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import CONVERTER_CLASSES, num2words

from audio.lexicon import Lexicon, lexicon
from prompts.languages import load_languages

LANGUAGES = list(load_languages())
NAMES = ("Wayout", "PAG-ASA", "Payoke", "Sürya", "stophumantrafficking.be")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Dial one one two."),
        ("nl", "Dial honderd twaalf."),
        ("fr", "Dial cent douze."),
        ("de", "Dial eins eins zwei."),
        ("uk", "Dial один один два."),
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


def test_a_language_without_a_lexicon_is_read_as_it_is_written() -> None:
    assert lexicon("tlh") == Lexicon()
    assert lexicon("tlh").spoken("Wayout 112") == "Wayout 112"


def test_a_dot_in_an_address_is_a_dot() -> None:
    assert lexicon("en").spoken("stophumantraffickingxbe") == "stophumantraffickingxbe"


def same(word: str) -> str:
    """A numeral as num2words writes it. The lexicon has another apostrophe in Ukrainian, another
    case in Arabic and a vowel mark in Persian.
    """
    return word.replace("ʼ", "'").replace("اثنين", "اثنان").replace("نُه", "نه")


def as_one_word(numeral: str) -> str:
    """A numeral in one way of writing: "honderd en één" is "honderdeen"."""
    return numeral.replace("één", "een").replace(" en ", "").replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_the_words_that_a_dictionary_of_numbers_has(language: str) -> None:
    if language not in CONVERTER_CLASSES:
        pytest.skip(f"num2words does not know {language}")
    assert [same(word) for word in lexicon(language).digits] == [
        num2words(n, lang=language) for n in range(10)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["112", "101"])
def test_every_digit_of_a_number_to_dial_is_heard(language: str, number: str) -> None:
    """The number is said digit by digit, or as the numeral that people know."""
    digits = [lexicon(language).digits[int(digit)] for digit in number]
    said = lexicon(language).spoken(number)
    if said != " ".join(digits):
        assert as_one_word(said) == as_one_word(num2words(int(number), lang=language))
