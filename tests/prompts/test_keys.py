"""A translation never names a key itself: the tree fills it in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.catalogue import load_catalogues
from prompts.keys import typed_keys


def found(text: str, english: str = "To speak to someone, press {key}.") -> list[str]:
    return list(typed_keys("nl", english, text))


@pytest.mark.parametrize("text", ["Druk op 2.", "Druk op ٢.", "Bel 112."])
def test_a_digit_is_refused_in_any_script(text: str) -> None:
    assert any("types a digit" in one for one in found(text))


def test_a_key_in_words_is_refused() -> None:
    [problem] = found("Iemand spreken? Druk op twee.")
    assert problem == "says to press something without a word in braces: 'Druk op twee'"


def test_each_sentence_has_its_own_key() -> None:
    assert found("Druk op {again}. Druk op {back}.") == []
    assert found("Druk op {again} of {back}. Druk op twee.") != []


def test_typing_a_number_of_ones_own_is_no_key() -> None:
    assert (
        found("Druk op de vier cijfers van de postcode.", "Type the four digits of the postcode.")
        == []
    )


@given(st.text(alphabet=st.characters(blacklist_categories=["Nd"])))
def test_a_text_that_presses_nothing_is_never_refused(text: str) -> None:
    if "druk op" not in text.casefold():
        assert found(text) == []


def test_no_shipped_text_types_a_key() -> None:
    catalogues = load_catalogues()
    for language, catalogue in catalogues.languages.items():
        for prompt, text in catalogue.texts.items():
            assert list(typed_keys(language, catalogues.template[prompt].text, text)) == [], (
                language,
                prompt,
            )
