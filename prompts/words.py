"""Whether a text is words at all. A spreadsheet puts other things into cells, and callers would
hear them.
"""

import re
from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_ERROR = re.compile(r"#\S+|(Err|Error|Fehler|Erreur|Fout):?\s?\d+", re.IGNORECASE)
"""#N/A, #ЗНАЧ!, #GETTING_DATA, Err:502: in every language of an office program."""
_LOADING = ("...", "\u2026")
"""How an online sheet ends what it still looks up: Loading..."""
_TRUTH = re.compile(
    "true|false|wahr|falsch|vrai|faux|waar|onwaar|verdadero|falso|verdadeiro|prawda|fałsz|igaz|"
    "hamis|истина|ложь|лъжа|adevărat|fals|doğru|yanlış"
)
_NOTE = re.compile(r"n/a|n\.a\.|tbd|tba|todo|null|nan|undefined")
"""What people and programs write where there is no text."""


def not_words(english: str, text: str) -> Iterator[str]:
    """What makes a translation something else than words, a sentence each."""
    lower = text.casefold()
    if text.startswith(("=", "@")):
        yield f"is a formula, not words: {text[:40]!r}"
    elif _ERROR.fullmatch(text):
        yield f"is an error of a spreadsheet, not words: {text!r}"
    elif _TRUTH.fullmatch(lower) or _NOTE.fullmatch(lower):
        yield f"is a placeholder, not words: {text!r}"
    elif text.endswith(_LOADING) and not english.endswith(_LOADING):
        yield f"is not complete, or was still being loaded: {text[-40:]!r}"
    elif _has_letters(english) and not _has_letters(text):
        yield f"has no words: {text!r}"


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in _PLACEHOLDER.sub("", text))
