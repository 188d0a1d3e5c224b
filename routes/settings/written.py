"""A setting as people write it: what they cannot see is removed at the ends, and refused inside.

A quote around a token, a byte order mark in its file or a blank behind an address makes every
signature wrong: every call would be refused, and nobody would see why.
"""

import unicodedata

_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}
"""Opening -> closing quote, straight and curly."""
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs")
"""Unicode categories of characters that nobody sees: control, format, blanks."""


def cleaned(written: str) -> str:
    """A value without blanks, invisible characters and one pair of quotes around it."""
    value = _trimmed(written)
    inside = value[1:-1]
    if len(value) > 1 and _QUOTES.get(value[0]) == value[-1] and value[-1] not in inside:
        return _trimmed(inside)
    return value


def invisible_character(value: str) -> str:
    """What is wrong with a value that has an invisible character inside; nothing if it has none."""
    for place, character in enumerate(value):
        if character != " " and _is_unseen(character):
            return (
                f"has an invisible character (U+{ord(character):04X}) after {place} others: "
                "type it anew instead of copying it"
            )
    return ""


def _trimmed(text: str) -> str:
    begin, end = 0, len(text)
    while begin < end and _is_unseen(text[begin]):
        begin += 1
    while end > begin and _is_unseen(text[end - 1]):
        end -= 1
    return text[begin:end]


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in _UNSEEN
