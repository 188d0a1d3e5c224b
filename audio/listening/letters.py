"""Compares what was understood with what was said, as a reader would: a spelling is no fault."""

import re
import unicodedata
from collections.abc import Sequence

from audio.lexicon import lexicon

_SAME = str.maketrans(
    {
        "ß": "ss",
        "ş": "ș",  # Romanian: a cedilla for a comma below
        "ţ": "ț",
        "ё": "е",
        "أ": "ا",  # Arabic: the alif with and without its hamza, and letters that only look apart
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ی": "ي",  # Persian letters that a listener writes in Arabic
        "ک": "ك",
    }
)
_TURKISH_I = str.maketrans({"İ": "i", "I": "ı"})
NEAR = 0.4
"""A larger share of wrong letters is no text that we know: noise, a loop, another language."""
MUCH = 0.25
"""So much larger the share must be of the expected text before another one is named."""
_ARABIC_VOWELS = re.compile("[\u064b-\u0652\u0670]")


def normal(text: str, language: str) -> str:
    """Letters only, small, digits as words: spaces, commas and vowel marks are not sound."""
    if digits := lexicon(language).digits:
        text = re.sub(r"\d", lambda one: f" {digits[int(one[0])]} ", text)
    text = unicodedata.normalize("NFKC", text)
    text = (text.translate(_TURKISH_I) if language == "tr" else text).lower()
    text = _ARABIC_VOWELS.sub("", text).translate(_SAME)
    return "".join(one for one in text if unicodedata.category(one)[0] in "LM" and one != "ʼ")


def distance(a: str, b: str) -> int:
    """Letters to change, add or drop (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def nearest(understood: str, texts: Sequence[str], expected: int, language: str) -> int | None:
    """The place of the text that was said. None where no text is near, or another one is not much
    nearer than the expected one.
    """
    said = normal(understood, language)
    wrong = [_wrong(said, text, language) for text in texts]
    best = min(range(len(texts)), key=lambda place: (wrong[place], place != expected))
    if wrong[best] > NEAR or 0 < wrong[expected] - wrong[best] < MUCH:
        return None
    return best


def _wrong(said: str, text: str, language: str) -> float:
    """The share of letters that are wrong if this is what was said. A listener writes a name as it
    is spelt, or as it sounds: both are right.
    """
    truths = {normal(one, language) for one in (text, lexicon(language).spoken(text))}
    return min(distance(said, one) / max(len(said), len(one), 1) for one in truths)
