"""How long a text takes, before anybody has recorded it."""

from functools import cache

from audio.engines import EMBEDDED, ENGINES
from audio.engines.error import EngineError
from audio.inspection import Kept
from audio.lexicon import lexicon
from audio.text import Text

CHARACTERS_A_SECOND = 14.0
"""Calm speech, in the languages of the hotline."""


@cache
def usual_seconds(text: Text, voice: str | None) -> float:
    """About how long a calm speaker takes. voice: the embedded engine's for the language; it knows
    numbers and how long words are. Without one, letters are counted.

    Against the neural voices it is off by a tenth in most texts, and by letters by an eighth.
    """
    seconds = 0.0
    if voice:
        try:
            spoken = lexicon(text.language).spoken(text.words, EMBEDDED)
            said = ENGINES[EMBEDDED]().speak(spoken, text.language, voice)
            seconds = Kept.of(said).seconds
        except EngineError:
            pass  # the voice is misspelt in languages.toml, which the build of clips tells
    return seconds or max(len(text.words) / CHARACTERS_A_SECOND, 0.4)
