"""Compares what was understood with what was said, as a reader would: a spelling is no fault."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

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
_ARABIC_VOWELS = re.compile("[\u064b-\u0652\u0670]")


def normal(text: str, language: str) -> str:
    """Letters only, small, digits as words: spaces, commas and vowel marks are not sound."""
    text = re.sub(r"\d", lambda one: f" {digits(language)[int(one[0])]} ", text)
    text = unicodedata.normalize("NFKC", text)
    text = (text.translate(_TURKISH_I) if language == "tr" else text).lower()
    text = _ARABIC_VOWELS.sub("", text).translate(_SAME)
    return "".join(one for one in text if unicodedata.category(one)[0] in "LM" and one != "ʼ")


def is_loop(said: str, truth: str) -> bool:
    """Whether a listener got stuck, and wrote the same again and again. Both are `normal`."""
    return len(said) > 1.6 * len(truth) + 8 or bool(re.search(r"(.{3,40}?)\1{3,}", said))


def distance(a: str, b: str) -> int:
    """Letters to change, add or drop (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@cache
def digits(language: str) -> list[str]:
    """The words that the hotline itself has for 0 to 9."""
    lexicon = tomllib.loads(Path(f"audio/lexicon/{language}.toml").read_text("utf-8"))
    found: list[str] = lexicon["digits"]
    return found
