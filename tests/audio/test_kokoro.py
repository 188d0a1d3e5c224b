"""Kokoro without its model: the symbols that it reads, and the error when it is not installed."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from audio.engines import kokoro
from audio.engines.error import EngineError
from audio.engines.kokoro_install import VOICES
from audio.engines.kokoro_phonemes import phonemes
from prompts.languages import load_languages


def test_punctuation_is_kept_since_it_makes_the_pauses() -> None:
    said = phonemes("Hang up, and dial. Where are you?", "en")
    assert [mark for mark in said if mark in ",.?"] == [",", ".", "?"]


def test_punctuation_of_other_scripts_makes_pauses_too() -> None:
    assert [mark for mark in phonemes("یک، دو؛ سه؟", "fa") if mark in ",;?"] == [",", ";", "?"]


@pytest.mark.skipif(find_spec("piper") is not None, reason="the extra is installed here")
def test_arabic_says_what_it_lacks_without_the_extra() -> None:
    with pytest.raises(EngineError, match=r"Arabic needs vowel marks.*make voices"):
        phonemes("واحد", "ar")


def test_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kokoro, "CACHE", tmp_path)
    assert not kokoro.Kokoro.available()
    with pytest.raises(EngineError, match="make voices"):
        kokoro.Kokoro().speak("Hello.", "en", "af_heart")


def test_every_voice_of_the_languages_is_one_that_is_fetched() -> None:
    for language in load_languages().values():
        for engine in ("kokoro", "kokoro-tonal"):
            names = language.voices.get(engine, "af_heart").partition("@")[0]
            assert set(names.split("+")) <= VOICES.keys()
