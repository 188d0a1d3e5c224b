"""Speaks words of a notice with the embedded engine, which is always there."""

from hashlib import sha256

from pydub.exceptions import PydubException

from audio.clip import seconds_in
from audio.engines import EMBEDDED, ENGINES
from audio.engines.error import EngineError
from audio.lexicon import lexicon
from audio.mastering import master_to_clip
from prompts.languages import Language
from prompts.spelling import cleaned
from routes.releases.notices.rows import Words

MOST_SECONDS = 10.0
"""The longest that own words may last: a caller waits for a person meanwhile."""


class CannotSpeak(Exception):
    """No voice here says these words."""


class TooLong(Exception):
    """The words last too long. seconds: how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


def spoken(tag: str, language: Language, typed: str) -> tuple[Words, bytes]:
    """Words in a language, and the clip that says them. Raises CannotSpeak and TooLong."""
    words = cleaned(typed)
    voice = language.voices.get(EMBEDDED)
    if voice is None:
        raise CannotSpeak
    try:
        read = lexicon(tag).spoken(words, EMBEDDED)
        clip = master_to_clip(ENGINES[EMBEDDED]().speak(read, tag, voice))
    except (EngineError, PydubException, ValueError, OSError) as error:
        raise CannotSpeak from error
    if (lasts := seconds_in(clip)) > MOST_SECONDS:
        raise TooLong(lasts)
    return Words(tag, words, f"{sha256(clip).hexdigest()[:32]}.wav"), clip
