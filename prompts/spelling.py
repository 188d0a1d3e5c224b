"""What of a text is heard: people paste characters that nobody sees, and type the same letter in
several ways. Neither may make a recording stale.
"""

import re
import unicodedata
from functools import lru_cache

LETTER = r"\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f"
"""What a word is made of, for a class of a regular expression: also accents and the vowel signs of
India and Thailand, which Python counts as marks, not as letters.
"""
_JOINERS = "\u200c\u200d"
"""ZWNJ and ZWJ. Between letters of some scripts they change how a word is written and read."""
_JOINING = re.compile(
    "[\u0600-\u06ff\u0700-\u074f\u0750-\u077f\u0840-\u085f\u08a0-\u08ff"  # Arabic, Syriac, Mandaic
    "\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af]"  # India to Mongolia
)
_VISIBLE_FORMATS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
"""The only format characters (Cf) that are drawn: signs around Arabic and Indian numbers."""
_NEVER_DRAWN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""What is not drawn although it counts as a letter or a mark: fillers and variation selectors
(Unicode, Default_Ignorable_Code_Point)."""
_SHAPES = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc\uff01-\uff5e]+")
"""Letters in the shape that they have beside others, or as wide as a Chinese one."""
_APOSTROPHES = "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u00b4\u0060\u2032"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_KEYBOARD = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"'))
_ALIKE = str.maketrans(
    {
        '"': "",
        **dict.fromkeys("\u2010\u2011", "-"),
        "\u2026": "...",
        "\u0640": "",  # stretches an Arabic word, and has no sound
    }
)
_CYRILLIC_APOSTROPHE = re.compile("(?<=[\u0400-\u052f])'(?=[\u0400-\u052f])")
"""A letter of Ukrainian, U+02BC in most texts."""


@lru_cache(maxsize=16384)
def cleaned(text: str) -> str:
    """A text without the characters that nobody sees, each letter written in one way (NFC), with
    single blanks. A joiner stays where its script needs it, as in Persian.

    A release of the desk opens all lexicons again: without the cache that is a tenth of it.
    """
    plain = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    plain = " ".join(unicodedata.normalize("NFC", plain).split())
    if plain.isprintable() and not _NEVER_DRAWN.search(plain):
        return plain  # nearly every text: nothing in it is unseen
    unseen = {letter for letter in set(plain) - set(_JOINERS) if is_unseen(letter)}
    seen = plain.translate(dict.fromkeys(map(ord, unseen)))
    if not set(_JOINERS).isdisjoint(seen):
        seen = _joined(seen)
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def is_unseen(character: str) -> bool:
    """Whether a character is neither drawn nor a blank."""
    if _VISIBLE_FORMATS.match(character):
        return False
    return unicodedata.category(character) in ("Cc", "Cf") or bool(_NEVER_DRAWN.match(character))


def plain(text: str) -> str:
    """A cleaned text with the apostrophes and quotes of a keyboard, as all texts here have them.
    Office programs put curly ones in their place.
    """
    return _CYRILLIC_APOSTROPHE.sub("\u02bc", cleaned(text).translate(_KEYBOARD))


@lru_cache(maxsize=8192)
def heard(text: str) -> str:
    """The same for two texts that sound the same: apostrophes and hyphens have several forms, and
    quotes have no sound.

    A start asks for each of some 2500 texts half a dozen times: without the cache that is half of
    the start.
    """
    return " ".join(plain(text).translate(_ALIKE).split())


def _joined(text: str) -> str:
    """A text with joiners only between two letters of a script that has them, one at a place."""
    kept: list[str] = []
    for number, letter in enumerate(text):
        if letter in _JOINERS:
            after = text[number + 1 : number + 2]
            if not (kept and _JOINING.match(kept[-1]) and _JOINING.match(after)):
                continue
        kept.append(letter)
    return "".join(kept)
