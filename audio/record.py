"""Records masters with a speech engine. Each is kept as soon as it is spoken."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydub import AudioSegment
from pydub.exceptions import PydubException

from audio.engines import EMBEDDED, ENGINES
from audio.engines.error import EngineError
from audio.lexicon import lexicon
from audio.mastering import level_master
from audio.masters import Masters
from audio.preparation import preparation, prepared_otherwise
from audio.provenance import HUMAN, Origin, RecordingName, spoken_digest
from audio.text import Text
from prompts.languages import Language


@dataclass(frozen=True, slots=True)
class TriedRecording:
    """One recording that was tried. problem: why it failed; empty when it is there."""

    recording: RecordingName
    problem: str = ""


def engine_of(language: Language) -> str | None:
    """The best installed engine that has a voice for a language. The embedded one is no studio."""
    names = (name for name in language.voices if name in ENGINES and name != EMBEDDED)
    return next((name for name in names if ENGINES[name].available()), None)


def spoken_master(
    text: Text, engine: str, voice: str, today: datetime.date
) -> tuple[AudioSegment, Origin]:
    """A text as an engine says it. Raises EngineError, PydubException, ValueError and OSError."""
    speaker = ENGINES[engine]()
    prepared = preparation(text, engine, voice)
    spoken = lexicon(text.language).spoken(text.words, engine)
    sound = level_master(speaker.speak(spoken, text.language, voice))
    read = spoken_digest(text, engine)
    return sound, Origin(engine, speaker.release, voice, today, read, prepared)


def to_record(
    masters: Masters,
    texts: Mapping[RecordingName, Text],
    engine: str,
    languages: Mapping[str, Language],
    *,
    only_stale: bool,
) -> list[RecordingName]:
    """The recordings that an engine should make, in the order of the texts.

    These are the stale ones and those that would be prepared in another way today, and, unless
    only_stale, also those that are missing, damaged, or spoken by another engine. A person's
    recording is replaced only when it is stale.
    """
    stale = {*masters.stale(texts), *prepared_otherwise(masters, texts, languages)}

    def is_worse(recording: RecordingName) -> bool:
        there = masters.all.get(recording)
        if there is None or there.engine == HUMAN:
            return there is None
        return there.engine != engine or not masters.is_whole(recording)

    return [one for one in texts if one in stale or (not only_stale and is_worse(one))]


def record(
    masters: Masters,
    texts: Mapping[RecordingName, Text],
    engine: str,
    languages: Mapping[str, Language],
    today: datetime.date,
) -> Iterator[TriedRecording]:
    """Speak and keep every text, each in the voice that its language has of the engine."""
    for (language, name), text in texts.items():
        try:
            voice = languages[language].voice(engine, name) or ""
            masters.add(name, text, *spoken_master(text, engine, voice, today))
        except (EngineError, PydubException, ValueError, OSError) as error:
            yield TriedRecording((language, name), str(error).splitlines()[0])
        else:
            yield TriedRecording((language, name))
