"""Kokoro with tones, without its model: what it refuses, and the pauses."""

from pathlib import Path

import pytest

from audio.engines import kokoro
from audio.engines.error import EngineError
from audio.engines.kokoro_tonal import FROM_PITCH, KokoroTonal, pause_behind, symbols_of
from audio.engines.vietnamese import phrases


def test_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kokoro, "CACHE", tmp_path)
    assert not KokoroTonal.available()
    with pytest.raises(EngineError, match="make voices"):
        KokoroTonal().speak("Xin chào.", "vi", "hf_alpha")


def test_kokoro_alone_is_not_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kokoro, "CACHE", tmp_path)
    monkeypatch.setattr(kokoro.Kokoro, "available", staticmethod(lambda: True))
    assert not KokoroTonal.available()
    (tmp_path / FROM_PITCH).touch()
    assert KokoroTonal.available()


def test_it_refuses_languages_whose_tones_it_does_not_know() -> None:
    with pytest.raises(EngineError, match="Vietnamese only, not of th"):
        KokoroTonal().speak("สวัสดี", "th", "hf_alpha")


def test_the_mark_is_spoken_behind_its_phrase() -> None:
    assert [symbols_of(one) for one in phrases("Tiếng Việt: hai.")] == ["tˈiəŋ vˈiət:", "hˈaːj."]


def test_a_sentence_ends_in_a_longer_pause() -> None:
    within, behind = phrases("Tiếng Việt: hai.")
    assert pause_behind(within) < pause_behind(behind)


def test_another_tone_or_pause_is_prepared_in_another_way() -> None:
    said = {KokoroTonal().prepared(text, "vi") for text in ("Ba, ma.", "Ba, mà.", "Ba ma.")}
    assert len(said) == 3
