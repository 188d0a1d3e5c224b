"""Record masters with a speech engine: one after the other, each kept as soon as it is spoken."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydub.exceptions import PydubException

from audio.engines import EMBEDDED, ENGINES
from audio.engines.error import EngineError
from audio.lexicon import lexicon
from audio.mastering import level_master
from audio.masters import HUMAN, Masters, Origin, spoken_digest
from audio.text import Text
from prompts.languages import Language

Place = tuple[str, str]
"""Language and name of a master."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One master that was tried. problem: why there is none; empty when there is."""

    place: Place
    problem: str = ""


def engine_of(language: Language) -> str | None:
    """The best engine that has a voice for a language and is installed; the embedded one is no
    studio.
    """
    names = (name for name in language.voices if name in ENGINES and name != EMBEDDED)
    return next((name for name in names if ENGINES[name].available()), None)


def to_record(
    masters: Masters, texts: Mapping[Place, Text], engine: str, *, only_stale: bool
) -> list[Place]:
    """The places whose master is missing, stale, damaged, or neither a person's nor this engine's."""
    stale = set(masters.stale(texts))
    if only_stale:
        return [place for place in texts if place in stale]
    return [place for place in texts if place in stale or _is_worse(masters, place, engine)]


def _is_worse(masters: Masters, place: Place, engine: str) -> bool:
    there = masters.all.get(place)
    if there is None or there.engine == HUMAN:
        return there is None
    return there.engine != engine or not masters.is_whole(place)


def record(
    masters: Masters,
    texts: Mapping[Place, Text],
    engine: str,
    voices: Mapping[str, str],
    today: datetime.date,
) -> Iterator[Recorded]:
    """Speak and keep every text. voices: language -> the engine's voice."""
    speaker = ENGINES[engine]()
    for (language, name), text in texts.items():
        try:
            spoken = lexicon(language).spoken(text.words, engine)
            sound = level_master(speaker.speak(spoken, language, voices[language]))
            how = Origin(
                engine, speaker.release, voices[language], today, spoken_digest(text, engine)
            )
            masters.add(name, text, sound, how)
        except (EngineError, PydubException, ValueError, OSError) as error:
            yield Recorded((language, name), str(error).splitlines()[0])
        else:
            yield Recorded((language, name))
