"""Bulgarian as it sounds, in Kokoro's symbols.

The spelling tells the sounds, but not the stress. The lexicon does: it puts an acute after the
stressed vowel. An ending that is written with "а" and said with "ъ" has "ъ" in the lexicon.
"""

import re

from audio.lexicon import ACUTE

_VOWELS = dict(zip("аеиоуъяю", "aeiouəau", strict=True))
_ANY_VOWEL = "[аеиоуъюя]"
_CONSONANTS = dict(zip("бвгджзйклмнпрстфхцчш", "bvɡdʒzjklmnprstfxʦʧʃ", strict=True))
_SOFT = {"л": "ʎ", "н": "ɲ"}
"""Consonants that have a symbol of their own before я, ю and ь. The others get ʲ behind them."""
_SOFTENED = "бвгдзклмнпрстфхцʣ"
_ONE_SOUND = (
    ("щ", "шт"),
    ("дз", "ʣ"),
    ("дж", "ʤ"),
    ("тт", "т"),
    ("вств", "ств"),
    ("ѝ", "и"),
)
_VOICED, _VOICELESS = "бвгджзʣʤ", "пфктшсцч"
_VOICING = "бгджзʣʤ"
"""What makes the consonant before it voiced: all voiced ones but "в"."""
_TO_VOICED = str.maketrans(_VOICELESS, _VOICED)
_TO_VOICELESS = str.maketrans(_VOICED, _VOICELESS)
_BEFORE = "в|във|с|със|от|над|под|пред|без|през|из"
_UNSTRESSED = re.compile(
    "а|би|бих|ви|ги|го|да|до|е|за|и|им|към|ли|ме|ми|му|на|не|ни|но|по|при|са|се|си|сте|съм|те|ти|"
    f"че|ще|ѝ|{_BEFORE}"
)
"""Little words that lean on the next word, or on the one before."""
_JOINED = re.compile(rf"(?<![\w{ACUTE}])({_BEFORE}) (?=\w)")
"""A preposition that sounds as if the next word began with its consonant."""


def sounds_of(text: str) -> str:
    """A text in symbols with its punctuation. A preposition of one letter joins the next word."""
    text = text.lower().replace("-", " ")
    said = re.sub(rf"[\w{ACUTE}]+", lambda word: _stressed(word[0]), text)
    said = _JOINED.sub(r"\1_", said)
    for spelt, sound in _ONE_SOUND:
        said = said.replace(spelt, sound)
    said = re.sub(
        rf"[{_VOICED}]+(?=_?[{_VOICELESS}х]|\b)", lambda run: run[0].translate(_TO_VOICELESS), said
    )
    said = re.sub(
        rf"[{_VOICELESS}]+(?=_?[{_VOICING}])", lambda run: run[0].translate(_TO_VOICED), said
    )
    said = "".join(_sound(said, place) for place in range(len(said)))
    return re.sub(r"\b([vfsz])_", r"\1", said).replace("_", " ")


def _stressed(word: str) -> str:
    """Stress a word on its only vowel, unless it leans on another word."""
    if ACUTE in word or len(re.findall(_ANY_VOWEL, word)) != 1 or _UNSTRESSED.fullmatch(word):
        return word
    return re.sub(f"({_ANY_VOWEL})", rf"\1{ACUTE}", word)


def _sound(text: str, place: int) -> str:
    letter, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if letter in _VOWELS:
        is_stressed = after == ACUTE
        sound = _VOWELS[letter]
        glide = _glide(before) if letter in "яю" else ""
        return f"{glide}ˈ{sound}" if is_stressed else glide + sound.replace("a", "ɐ")
    if letter == "ь":
        return _glide(before)
    if letter in _SOFT and after and after in "яюь":
        return _SOFT[letter]
    return "" if letter == ACUTE else _CONSONANTS.get(letter, letter)


def _glide(before: str) -> str:
    """What is heard between the letter before and the vowel."""
    if before in _SOFT:
        return ""
    return "ʲ" if before and before in _SOFTENED else "j"
