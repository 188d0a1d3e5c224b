"""Turns a text into the symbols that Kokoro was trained on, by way of espeak's phonemes."""

import re
from collections.abc import Callable, Mapping, Sequence

from audio.engines import bulgarian, mandarin, tagalog, ukrainian
from audio.engines.arabic import with_vowels
from audio.engines.bengali import spelt_out
from audio.engines.espeak import Espeak
from audio.lexicon import lexicon

_MARKS = ",.;:!?…—"
_PUNCTUATION = str.maketrans("–()،؛؟।。，、：；？！", "—,,,;?..,,:;?!", '«»“”„"')
"""Other marks -> those that Kokoro knows. The last ones are left out."""

Rules = Sequence[tuple[str, str]]
"""Pairs of what espeak writes and what Kokoro knows. They are replaced in this order."""


def _rules(arrows: str) -> Rules:
    """Rules from "espeak→Kokoro" pairs. Nothing behind the arrow leaves a sound out."""
    pairs = (arrow.partition("→") for arrow in arrows.split())
    return tuple((espeak, kokoro) for espeak, _, kokoro in pairs)


_AFFRICATES = _rules("d^z→ʣ d^ʒ→ʤ t^s→ʦ t^ʃ→ʧ t^ɕ→ʨ d^ʑ→ʥ tɕ→ʨ dʑ→ʥ")
_NEAREST = _rules("ɫ→l ɭ→l ʑ→ʒ ɵ→o ħ→h ʕ→ʔ ʲʲ→ʲ ʲˌʲ→ʲ")
"""The nearest sounds to those that Kokoro was never taught, and would leave out."""
_DIPHTHONGS = _rules("a^ɪ→I a^ʊ→W e^ɪ→A o^ʊ→O ə^ʊ→Q ɔ^ɪ→Y")
_SHARED = (*_AFFRICATES, *_DIPHTHONGS, *_NEAREST)
_ENGLISH = _rules(
    "ʔˌn̩→tᵊn ʔn̩→tᵊn ʔn→tᵊn ʔ→t a^ɪ→I a^ʊ→W d^ʒ→ʤ t^ʃ→ʧ e^ɪ→A ɔ^ɪ→Y ə^l→ᵊl ʲo→jo ʲə→jə ʲ→ "
    "ɚ→əɹ r→ɹ x→k ç→k ɐ→ə ɬ→l ̃→ o^ʊ→O ɜːɹ→ɜɹ ɜː→ɜɹ ɪə→iə ː→ ɾ→T e→A"
)
_DUTCH = (
    *_rules("ɛ^ɪ→ɛj œ^y→œj ʌ^ʊ→W ɔ^ʊ→W"),
    *_SHARED,
    *_rules("ɵ→ø ɣ→x v→f ʋ→w iɾ→iːɾ ir→iːr eː→A"),
)
_ARABIC = (
    *_rules("ʕ→ʁ ʔ→"),
    *_SHARED,
    *_rules("aˌi→ai aˌu→au ððð→ðð nnn→nn sss→ss rrr→rr lll→ll dˤdˤdˤ→dˤdˤ"),
)
"""Kokoro says a glottal stop as t, as Americans write one. espeak stresses the second half of a
diphthong, and adds the article's sound to a long one.
"""
_RUSSIAN = (*_rules('ʑ→zʲ "→ ɪ^→ʲ ˌʌ→ʌ'), *_SHARED)
"""espeak writes a quote behind some vowels, which Kokoro would take for a quote, a vowel for a soft
r, and a stress on the ending of "вернуться".
"""
_HUNGARIAN = (*_SHARED, ("ɑ", "ɒ"))
_HINDI = (*_SHARED, *_rules("kːj→kj pːj→pj"))
_BENGALI = (*_SHARED, ("kʰkʰ", "kkʰ"))
LANGUAGES: dict[str, tuple[str, Rules]] = {
    "en": ("en-us", _ENGLISH),
    "nl": ("nl", _DUTCH),
    "fr": ("fr", _SHARED),
    "de": ("de", (*_SHARED, ("ʏ", "y"))),
    "es": ("es-419", _SHARED),
    "pt": ("pt-br", _SHARED),
    "ar": ("ar", _ARABIC),
    "hu": ("hu", _HUNGARIAN),
    "ro": ("ro", (*_SHARED, ("y^ɪ", "ɨɪ"))),
    "ru": ("ru", _RUSSIAN),
    "hi": ("hi", _HINDI),
    "bn": ("bn", _BENGALI),
}
"""Language -> espeak's voice, and the rules for its phonemes. Any other language has espeak's voice
of its own name and the shared rules. An offline listener understood these best (`make listen`).
"""


def phonemes(text: str, language: str) -> str:
    """The text in Kokoro's symbols. The punctuation stays: it makes the pauses and the melody."""
    text = _SPELT.get(language, str)(text)
    text = " ".join(text.translate(_PUNCTUATION).split())
    if language in _WITHOUT_ESPEAK:
        return _WITHOUT_ESPEAK[language](text)
    voice, rules = LANGUAGES.get(language, (language, _SHARED))
    said = ""
    for piece in re.split(rf"([{_MARKS}]+(?=\s|$))", text):
        if piece.strip():
            is_mark = piece[0] in _MARKS
            said += f"{piece[0]} " if is_mark else f" {_sounds(piece.strip(), voice)}"
    said = _written(re.sub(r" +([,.;:!?…])", r"\1", said.strip()), rules)
    return lexicon(language).corrected(said, "kokoro")


def _english(text: str) -> str:
    return phonemes(text, "en")


def _mandarin(text: str) -> str:
    return mandarin.sounds_of(re.sub("[A-Za-z]+", lambda word: _english(word[0]), text))


def _tagalog(text: str) -> str:
    return tagalog.sounds_of(text, _english)


_SPELT: Mapping[str, Callable[[str], str]] = {"ar": with_vowels, "bn": spelt_out}
"""Language -> what spells it as espeak needs it."""
_WITHOUT_ESPEAK: Mapping[str, Callable[[str], str]] = {
    "bg": bulgarian.sounds_of,
    "tl": _tagalog,
    "uk": ukrainian.sounds_of,
    "zh": _mandarin,
}
"""Language -> what turns it into symbols, where espeak does not read it well, or not at all."""


def _sounds(piece: str, voice: str) -> str:
    """espeak's phonemes. It writes a full stop behind some vowels, which would make a pause. Its r.
    is the flapped r of India.
    """
    return Espeak().phonemes(piece, voice).replace("r.", "ɽ").replace(".", "")


def _written(said: str, rules: Rules) -> str:
    for old, new in rules:
        said = said.replace(old, new)
    said = re.sub(r"(\S)̩", r"ᵊ\1", said.replace("g", "ɡ"))
    return re.sub(r" +", " ", said.replace("^", "").replace("-", ""))
