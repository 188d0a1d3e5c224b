"""Every text of every language, as an engine is given it: also of languages that are on no page."""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec

from audio.engines.kokoro_phonemes import phonemes
from audio.lexicon import lexicon
from ivr.loading import load_tree
from prompts.catalogue import Catalogues, load_catalogues
from prompts.languages import load_languages

_KEYS = {"key": "3", "speak": "1", "language": "uk"}
"""The words for the other keys are texts of their own."""


@cache
def catalogues() -> Catalogues:
    """The texts of every language, with the numbers and keys of the shipped tree."""
    loaded = load_catalogues()
    return Catalogues(loaded.template, loaded.languages, load_tree().values())


KNOWN = set(
    ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyz'
    "ɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌː↓→↗↘ᵻʰʲ"
)
"""The symbols of Kokoro-82M's vocabulary."""
LANGUAGES = sorted(
    tag for tag, one in load_languages().items() if {"kokoro", "kokoro-tonal"} & set(one.voices)
)
_EXTRAS = {"ar": "piper", "zh": "pypinyin"}
"""What only `make voices` installs: vowels for Arabic, readings of Chinese characters."""
WITHOUT_EXTRAS = [
    tag for tag in LANGUAGES if tag not in _EXTRAS or find_spec(_EXTRAS[tag]) is not None
]


@cache
def spoken(language: str, engine: str) -> Mapping[str, str]:
    """Prompt -> what an engine reads, for all texts of a language."""
    texts = catalogues().languages[language].texts
    return {
        prompt: lexicon(language).spoken(catalogues().text(prompt, language, _KEYS), engine)
        for prompt in texts
    }


@cache
def symbols(language: str) -> Mapping[str, str]:
    """Prompt -> Kokoro's symbols, for all texts of a language."""
    return {prompt: phonemes(said, language) for prompt, said in spoken(language, "kokoro").items()}
