"""How Chinese, Hindi, Bengali and Tagalog are read, in Kokoro's symbols."""

import sys
from importlib.util import find_spec

import pytest

from audio.engines import mandarin
from audio.engines.bengali import spelt_out
from audio.engines.error import EngineError
from audio.engines.kokoro_phonemes import phonemes
from audio.engines.tagalog import is_english
from audio.lexicon import lexicon
from tests.audio.spoken import spoken, symbols

with_readings = pytest.mark.skipif(find_spec("pypinyin") is None, reason="needs `make voices`")


@pytest.mark.parametrize(
    ("initial", "final", "tone", "symbol"),
    [
        ("zh", "ong", "1", "ꭧʊ→ŋ"),
        ("q", "ing", "3", "ʨʰi↓ŋ"),
        ("s", "i", "4", "sɨ↘"),
        ("x", "i", "1", "ɕi→"),
        ("n", "ü", "3", "ny↓"),
        ("", "er", "4", "ɚ↘"),
        ("m", "en", "5", "mən"),
    ],
)
def test_a_chinese_syllable_is_an_initial_a_final_and_an_arrow(
    initial: str, final: str, tone: str, symbol: str
) -> None:
    assert mandarin.said(initial, final, tone) == symbol


@with_readings
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("电脑， 手机。", "tjɛ↘n nau↓, ʂou↓ ʨi→."),
        ("不要", "pu↗jau↘"),
        ("可以", "kʰɤ↗i↓"),
        ("旅行", "ly↓ɕi↗ŋ"),
        ("点, B", "tjɛ↓n, bˈi"),
    ],
)
def test_chinese_is_read_with_its_tones(text: str, said: str) -> None:
    """Tones change beside each other, a character has several readings, and Latin is English."""
    assert phonemes(text, "zh") == said


@with_readings
def test_every_chinese_character_is_read() -> None:
    said = " ".join(phonemes(text, "zh") for text in spoken("zh", "kokoro").values())
    assert not {one for one in said if "\u2e80" <= one <= "\u9fff"}


def test_chinese_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    with pytest.raises(EngineError, match="make voices"):
        mandarin.sounds_of("中文")


@pytest.mark.parametrize("mark", ["।", ".", "。"])
def test_every_full_stop_ends_a_sentence(mark: str) -> None:
    assert phonemes(f"तीन{mark} चार", "hi") == "tˈiːn. cˈaːɾ"


@pytest.mark.parametrize(
    ("word", "said"),
    [("लड़की", "lˈʌɽkˌi"), ("क्या", "kjaː"), ("फ़ायदा", "fˈaːjdˌaː"), ("ख़तरे", "xˈʌtɾˌeː")],
)
def test_hindi_is_read_as_kokoro_knows_it(word: str, said: str) -> None:
    assert phonemes(word, "hi") == said


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("থাকলে", "থাক্লে"),
        ("আপনার", "আপ্নার"),
        ("আমরা", "আম্রা"),
        ("বিপদের", "বিপদের"),
        ("বলে", "বলে"),
        ("সাত", "সাৎ"),
        ("নিয়ে", "নি\u09dfে"),
        ("নয়", "নয়"),
        ("পড়ুন", "প\u09dcুন"),
    ],
)
def test_bengali_is_spelt_for_espeak(text: str, read: str) -> None:
    """It speaks vowels that are silent, and skips a letter that is written as two characters."""
    assert spelt_out(text) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pindutin ang three.", "pindutˈin aŋ θɹˈi."),
        ("mga tulong ng", "maŋa tˈuloŋ naŋ"),
        ("i-dial", "i dˈIəl"),
        ("o número", "o nˈumeɾo"),
        ("may pangalan", "maj paŋˈalan"),
    ],
)
def test_tagalog_is_read_as_it_is_spelt_and_english_as_english(text: str, said: str) -> None:
    assert phonemes(text, "tl") == said


def test_every_key_is_english_in_tagalog() -> None:
    assert all(map(is_english, lexicon("tl").digits))


def test_no_word_of_kokoros_tagalog_is_left_in_letters() -> None:
    """c, q, x, y and the like are letters of English words, which is_english must know."""
    assert set("cqxy").isdisjoint("".join(symbols("tl").values()))
