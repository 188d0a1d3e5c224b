"""Vietnamese as it sounds in Hanoi: the syllables of a text in Kokoro's symbols, with their tones.

The spelling tells everything. Each syllable stands by itself: an initial, a glide, a vowel and a
final, of which only the vowel must be there. A mark on the vowel shows the tone.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from audio.engines.error import EngineError


class Tone(Enum):
    """The six tones, by their marks in Unicode."""

    NGANG = ""
    HUYEN = "\u0300"
    SAC = "\u0301"
    HOI = "\u0309"
    NGA = "\u0303"
    NANG = "\u0323"


@dataclass(frozen=True, slots=True)
class Syllable:
    """Symbols in three parts. onset: all before the vowel. rhyme: what carries the tone. stop: the
    consonant that cuts the tone short; empty where there is none.
    """

    onset: str
    rhyme: str
    stop: str
    tone: Tone

    @property
    def symbols(self) -> str:
        """All of it, as Kokoro reads it."""
        return self.onset + self.rhyme + self.stop


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said in one breath. mark: the punctuation behind it; empty where there is none."""

    syllables: tuple[Syllable, ...]
    mark: str


def _table(arrows: str) -> Mapping[str, str]:
    """A table from "spelt→said" pairs."""
    return {spelt: said for spelt, _, said in (pair.partition("→") for pair in arrows.split())}


_INITIALS = _table(
    "ngh→ŋ ng→ŋ nh→ɲ ch→ʧ gh→ɡ gi→z kh→x ph→f qu→kw th→tʰ tr→ʧ b→b c→k d→z đ→d g→ɡ h→h k→k l→l "
    "m→m n→n p→p r→z s→s t→t v→v x→s"
)
_VOWELS = _table(
    "iê→iə yê→iə ia→iə ya→iə ươ→ɨə ưa→ɨə uô→uə ua→uə "
    "a→aː ă→a â→ə e→ɛ ê→e i→i y→i o→ɔ ô→o ơ→əː u→u ư→ɨ"
)
_VOWELS_IN = _table("ay→a au→a anh→ɛ ach→ɛ")
"""Vowel and final, where the vowel is another than alone."""
_FINALS = _table("ng→ŋ nh→ɲ n→n m→m i→j y→j o→w u→w")
_STOPS = _table("ch→k c→k p→p t→t")


def _any_of(*tables: Mapping[str, str]) -> str:
    return "|".join(sorted((spelt for table in tables for spelt in table), key=len, reverse=True))


_SYLLABLE = re.compile(
    rf"({_any_of(_INITIALS)}|)(o(?=[aăe])|u(?=[yêâơ])|)"
    rf"({_any_of(_VOWELS)})({_any_of(_STOPS, _FINALS)}|)"
)


def phrases(text: str) -> list[Phrase]:
    """A text as phrases. Raises EngineError for a word that is no Vietnamese syllable."""
    pieces = re.findall(r"([^.,:;!?…]+)([.,:;!?…]?)", text)
    said = [(re.findall(r"\w+", words), mark) for words, mark in pieces]
    return [Phrase(tuple(map(syllable, words)), mark) for words, mark in said if words]


def syllable(word: str) -> Syllable:
    """One written syllable. Raises EngineError when it is none."""
    marked = unicodedata.normalize("NFD", word.lower())
    tone = next((one for one in Tone if one.value and one.value in marked), Tone.NGANG)
    spelt = unicodedata.normalize("NFC", marked.replace(tone.value, ""))
    # The i of "gì" and "giết" is both a part of the initial and the vowel.
    found = _SYLLABLE.fullmatch(re.sub(r"^gi(?![aăâeoôơuư])", "gii", spelt))
    if found is None:
        raise EngineError(
            f"{word!r} is no Vietnamese syllable: write into the lexicon how the word sounds"
        )
    initial, glide, vowel, final = found.groups()
    return Syllable(
        f"{_INITIALS.get(initial, '')}{'w' if glide else ''}ˈ",
        _VOWELS_IN.get(vowel + final, _VOWELS[vowel]) + _FINALS.get(final, ""),
        _STOPS.get(final, ""),
        tone,
    )
