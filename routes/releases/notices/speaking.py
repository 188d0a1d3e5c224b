"""What says the words of a notice: the embedded engine, which is always there, or a recording."""

from hashlib import sha256

from pydub.exceptions import PydubException

from audio.clip import seconds_in
from audio.engines import EMBEDDED, ENGINES
from audio.engines.error import EngineError
from audio.ffmpeg import sent, without_offset
from audio.inspection import Kept, Kind, faults
from audio.lexicon import lexicon
from audio.mastering import level_master, master_to_clip
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


class Unfit(Exception):
    """A recording that callers could not understand. kinds: what is wrong with it."""

    def __init__(self, kinds: frozenset[Kind]) -> None:
        super().__init__()
        self.kinds = kinds


def recorded(said: Words, content: bytes) -> tuple[Words, bytes]:
    """The same words, and the clip of a recording of them. Raises Unfit and TooLong."""
    try:
        recording = sent(content)
        kept = Kept.of(recording)
        found = frozenset(fault.kind for fault in faults(recording, kept, kept.seconds))
        if found:
            raise Unfit(found)
        clip = master_to_clip(level_master(without_offset(recording)))
    except (PydubException, ValueError, OSError):
        raise Unfit(frozenset({Kind.SILENT})) from None
    return _with_clip(said.language, said.words, clip)


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
    return _with_clip(tag, words, clip)


def _with_clip(tag: str, words: str, clip: bytes) -> tuple[Words, bytes]:
    if (lasts := seconds_in(clip)) > MOST_SECONDS:
        raise TooLong(lasts)
    return Words(tag, words, f"{sha256(clip).hexdigest()[:32]}.wav"), clip
