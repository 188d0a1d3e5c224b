"""What a spreadsheet puts in place of words is refused, and no text of ours is taken for it."""

import pytest

from prompts.catalogue import Catalogues
from prompts.check import faults_of
from prompts.words import not_words

NOT_WORDS = [
    *("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"),
    *("#GETTING_DATA", "#BLOCKED!", "#ERROR!", "#NV", "#BEZUG!", "#ЗНАЧ!", "#Н/Д", "######"),
    *("Err:502", "Err:508", "Fehler:511"),
    *("TRUE", "False", "WAAR", "VRAI", "ИСТИНА"),
    *("Loading...", "Loading…", "Laden…", "Chargement..."),
    *("0", "1.5", "1900-01-00", "00:00", "12/31/1899", "-", "???", "—", "[ ]"),
    *('=GOOGLETRANSLATE(B3;"en";"nl")', "=B3", "@SUM(A1)", "n/a", "N/A", "TODO", "tbd"),
]


@pytest.mark.parametrize("text", NOT_WORDS)
def test_what_is_no_words_is_refused(text: str) -> None:
    assert list(not_words("You can call us again at any time. Goodbye.", text))


def test_every_shipped_text_is_words(catalogues: Catalogues) -> None:
    for language, catalogue in catalogues.languages.items():
        for prompt, text in catalogue.texts.items():
            english = catalogues.template[prompt].text
            assert list(not_words(english, text)) == [], (language, prompt)


def test_it_is_told_beside_the_words_in_braces(small_catalogues: Catalogues) -> None:
    found = faults_of(small_catalogues.template["main.speak"], "nl", "#N/A")
    assert found == (
        "is an error of a spreadsheet, not words: '#N/A'",
        "must have the same words in braces as the English: key",
    )
