"""From a text to the symbols that Kokoro was trained on, by way of espeak's phonemes."""

import re
from collections.abc import Sequence

from audio.engines.arabic import with_vowels
from audio.engines.espeak import Espeak
from audio.engines.ukrainian import sounds_of

_MARKS = ",.;:!?…—"
_DROPPED = str.maketrans(
    {
        "–": "—",
        "«": "",
        "»": "",
        "“": "",
        "”": "",
        "„": "",
        '"': "",
        "(": ",",
        ")": ",",
        "،": ",",
        "؛": ";",
        "؟": "?",
    }
)

Rules = Sequence[tuple[str, str]]
"""Pairs of what espeak writes and what Kokoro knows, in order."""

_AFFRICATES: Rules = (
    *(
        ("d^z", "ʣ"),
        ("d^ʒ", "ʤ"),
        ("t^s", "ʦ"),
        ("t^ʃ", "ʧ"),
        ("t^ɕ", "ʨ"),
        ("d^ʑ", "ʥ"),
        ("tɕ", "ʨ"),
        ("dʑ", "ʥ"),
    ),
)
_NEAREST: Rules = (
    ("ɫ", "l"),
    ("ɭ", "l"),
    ("ʑ", "ʒ"),
    ("ɵ", "o"),
    ("ħ", "h"),
    ("ʕ", "ʔ"),
    ("ʲʲ", "ʲ"),
)
"""Sounds that Kokoro was never taught, and would leave out."""
_DIPHTHONGS: Rules = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("ɔ^ɪ", "Y"),
)
_SHARED: Rules = (*_AFFRICATES, *_DIPHTHONGS, *_NEAREST)
_ENGLISH: Rules = (
    *(
        ("ʔˌn̩", "tᵊn"),
        ("ʔn̩", "tᵊn"),
        ("ʔn", "tᵊn"),
        ("ʔ", "t"),
        ("a^ɪ", "I"),
        ("a^ʊ", "W"),
        ("d^ʒ", "ʤ"),
    ),
    *(
        ("t^ʃ", "ʧ"),
        ("e^ɪ", "A"),
        ("ɔ^ɪ", "Y"),
        ("ə^l", "ᵊl"),
        ("ʲo", "jo"),
        ("ʲə", "jə"),
        ("ʲ", ""),
        ("ɚ", "əɹ"),
    ),
    *(
        ("r", "ɹ"),
        ("x", "k"),
        ("ç", "k"),
        ("ɐ", "ə"),
        ("ɬ", "l"),
        ("̃", ""),
        ("o^ʊ", "O"),
        ("ɜːɹ", "ɜɹ"),
    ),
    *(("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("ɾ", "T"), ("e", "A")),
)
_DUTCH: Rules = (
    *(("ɛ^ɪ", "ɛj"), ("œ^y", "œj"), ("ʌ^ʊ", "W"), ("ɔ^ʊ", "W"), *_SHARED, ("ɵ", "ø"), ("ɣ", "x")),
    *(("v", "f"), ("ʋ", "w"), ("iɾ", "iːɾ"), ("ir", "iːr"), ("eː", "A")),
)
# Language -> espeak's voice, and how its phonemes are written for Kokoro. What is not like this is
# what an offline listener understood best (`make listen`).
LANGUAGES: dict[str, tuple[str, Rules]] = {
    "en": ("en-us", _ENGLISH),
    "nl": ("nl", _DUTCH),
    "fr": ("fr", _SHARED),
    "de": ("de", (*_SHARED, ("ʏ", "y"))),
    "es": ("es-419", _SHARED),
    "pt": ("pt-br", _SHARED),
}


def phonemes(text: str, language: str) -> str:
    """The text in Kokoro's symbols, its punctuation kept: it makes the pauses and the melody."""
    text = " ".join(text.translate(_DROPPED).split())
    if language == "uk":
        return sounds_of(text)
    if language == "ar":
        text = with_vowels(text)
    voice, rules = LANGUAGES.get(language, (language, _SHARED))
    said = ""
    for piece in re.split(rf"([{_MARKS}]+(?=\s|$))", text):
        if piece.strip():
            said += (
                f"{piece[0]} "
                if piece[0] in _MARKS
                else f" {Espeak().phonemes(piece.strip(), voice)}"
            )
    return _written(re.sub(r" +([,.;:!?…])", r"\1", said.strip()), rules)


def _written(said: str, rules: Rules) -> str:
    for old, new in rules:
        said = said.replace(old, new)
    said = re.sub(r"(\S)̩", r"ᵊ\1", said.replace("g", "ɡ"))
    return re.sub(r" +", " ", said.replace("^", "").replace("-", ""))
