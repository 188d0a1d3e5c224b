"""Vietnamese spelling as symbols and tones, without any model."""

import re

import pytest

from audio.engines.error import EngineError
from audio.engines.kokoro_tonal import symbols_of
from audio.engines.vietnamese import Tone, phrases, syllable
from audio.lexicon import lexicon
from prompts.catalogue import load_catalogues

_KNOWN = set(" ,.:;!?abdefhijklmnopstuvwxzŋɔəɛɡɨɲʧʰˈː")
"""Symbols of Kokoro-82M's vocabulary; it leaves out any other without a word."""


@pytest.mark.parametrize(
    ("word", "tone"),
    [
        ("hai", Tone.NGANG),
        ("gì", Tone.HUYEN),
        ("số", Tone.SAC),
        ("bảy", Tone.HOI),
        ("giữ", Tone.NGA),
        ("một", Tone.NANG),
        ("được", Tone.NANG),
        ("Ở", Tone.HOI),
        ("thuye\u0302\u0300n", Tone.HUYEN),
    ],
)
def test_the_mark_tells_the_tone(word: str, tone: Tone) -> None:
    assert syllable(word).tone is tone


@pytest.mark.parametrize(
    ("word", "onset", "rhyme", "stop"),
    [
        ("ở", "ˈ", "əː", ""),
        ("nghiêng", "ŋˈ", "iəŋ", ""),
        ("thuyền", "tʰwˈ", "iən", ""),
        ("quốc", "kwˈ", "o", "k"),
        ("quý", "kwˈ", "i", ""),
        ("được", "dˈ", "ɨə", "k"),
        ("ngoài", "ŋwˈ", "aːj", ""),
        ("hoặc", "hwˈ", "a", "k"),
        ("mua", "mˈ", "uə", ""),
        ("xuất", "swˈ", "ə", "t"),
        ("hươu", "hˈ", "ɨəw", ""),
    ],
)
def test_a_syllable_has_three_parts(word: str, onset: str, rhyme: str, stop: str) -> None:
    said = syllable(word)
    assert (said.onset, said.rhyme, said.stop) == (onset, rhyme, stop)


@pytest.mark.parametrize(
    ("word", "symbols"),
    [("gì", "zˈi"), ("gìn", "zˈin"), ("giữ", "zˈɨ"), ("già", "zˈaː"), ("giết", "zˈiət")],
)
def test_gi_lends_its_i_where_there_is_no_other_vowel(word: str, symbols: str) -> None:
    assert syllable(word).symbols == symbols


def test_a_is_short_before_y_and_u_and_long_before_i_and_o() -> None:
    said = [syllable(word).rhyme for word in ("tay", "tai", "sau", "sao")]
    assert said == ["aj", "aːj", "aw", "aːw"]


@pytest.mark.parametrize("word", ["Wayout", "112", "Fedasil", "gy1", "bcd"])
def test_a_word_that_is_not_vietnamese_is_refused_by_name(word: str) -> None:
    with pytest.raises(EngineError, match=f"{word}.*lexicon"):
        phrases(f"Gọi {word}.")


def test_punctuation_ends_a_phrase() -> None:
    found = phrases("Tiếng Việt: bấm số hai. Uây-ao")
    assert [(len(one.syllables), one.mark) for one in found] == [(2, ":"), (3, "."), (2, "")]


def test_every_text_of_the_hotline_can_be_said() -> None:
    words = lexicon("vi")
    for text in load_catalogues().languages["vi"].texts.values():
        spoken = words.spoken(re.sub(r"\{\w+\}", "112", text), "kokoro-tonal")
        for phrase in phrases(spoken):
            assert set(symbols_of(phrase)) <= _KNOWN
