"""What Kokoro is given to speak: every text of every language, in symbols."""

import re

import pytest

from audio.engines.kokoro_phonemes import phonemes
from tests.audio.spoken import WITHOUT_EXTRAS, symbols


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
