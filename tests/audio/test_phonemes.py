"""What Kokoro is given to speak: every text of every language, in symbols."""

import re

import pytest

from audio.engines.kokoro_phonemes import phonemes
from audio.lexicon import lexicon
from tests.audio.spoken import WITHOUT_EXTRAS, spoken, symbols

VOWELS = "aeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʊʌᵊᵻAIOQWY"


@pytest.mark.parametrize("language", WITHOUT_EXTRAS)
def test_no_text_has_a_mark_that_would_be_spoken(language: str) -> None:
    """espeak marks where it changes its voice, and ties symbols: Kokoro would speak the letters."""
    marked = {prompt for prompt, said in symbols(language).items() if re.search(r"[()^_|]", said)}
    assert not marked


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "En Wallonie."), ("de", "Ihren Laptop."), ("nl", "De website."), ("vi", "trang web")],
)
def test_a_foreign_word_is_spoken_without_naming_its_language(language: str, text: str) -> None:
    said = phonemes(text, language)
    assert not re.search(r"[()^]|en\b", said)


@pytest.mark.parametrize("language", WITHOUT_EXTRAS)
def test_payoke_has_three_syllables(language: str) -> None:
    """Patsy, Yolande and the Dutch -ke. With two it is the Russian word for a ration."""
    said = phonemes(lexicon(language).spoken("Payoke", "kokoro"), language)
    assert len(re.findall(f"[{VOWELS}]+", said)) == 3


def test_every_ukrainian_word_has_its_stress() -> None:
    """Kokoro guesses no stress: a word that the lexicon lacks is said without any."""
    words = re.findall(r"[\w'ʼ’\u0301-]+", " ".join(spoken("uk", "kokoro").values()))
    longer = {word for word in words if len(re.findall("[аеєиіїоуюя]", word.lower())) > 1}
    assert not {word for word in longer if "\u0301" not in word}
