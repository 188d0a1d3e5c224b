"""Speech and masters for tests. espeak stands in for a person and for a studio's engine."""

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydub import AudioSegment

from audio.engines.espeak import Espeak
from audio.ffmpeg import ready
from audio.masters import HUMAN, Masters, Origin, spoken_digest
from audio.text import Text

TODAY = datetime.date(2026, 11, 22)
WELCOME = Text("nl", "Dit is Wayout. Je krijgt hier hulp.")
GOODBYE = Text("nl", "Je mag ons altijd terugbellen. Dag.")
FORMATS: Mapping[str, Mapping[str, str]] = {
    "wav": {"format": "wav"},
    "flac": {"format": "flac"},
    "mp3": {"format": "mp3"},
    "m4a": {"format": "ipod", "codec": "aac"},
    "opus": {"format": "opus", "codec": "libopus"},
}
"""File name's ending -> what ffmpeg calls it."""


@cache
def speech(text: Text = WELCOME) -> AudioSegment:
    """A text as a speaker records it, with half a second of silence at both ends."""
    said = Espeak().speak(text.words, text.language, text.language)
    around = AudioSegment.silent(500, said.frame_rate)
    return around + said + around


def record(path: Path, sound: AudioSegment) -> Path:
    """A file as a speaker sends it, in the format of its name."""
    ready()
    sound.export(path, **FORMATS[path.suffix.lower().removeprefix(".")]).close()
    return path


def origin(text: Text, engine: str = "espeak", voice: str = "nl") -> Origin:
    return Origin(engine, "release 1", voice, TODAY, spoken_digest(text, engine))


def keep(folder: Path, name: str, text: Text, engine: str = "espeak") -> Masters:
    """The masters of a folder, with this one added."""
    masters = Masters(folder)
    masters.add(name, text, speech(text), origin(text, engine))
    return masters


def keep_human(folder: Path, name: str, text: Text) -> Masters:
    return keep(folder, name, text, HUMAN)


def claim(folder: Path, texts: Mapping[tuple[str, str], Text], engine: str = HUMAN) -> Masters:
    """Masters of all these texts in provenance.json alone: there are no sound files."""
    for language in {language for language, _ in texts}:
        here = {name: entry(text, engine) for (tag, name), text in texts.items() if tag == language}
        path = folder / language / "provenance.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(here), "utf-8")
    return Masters(folder)


def entry(text: Text, engine: str) -> dict[str, str]:
    spoken = spoken_digest(text, engine)
    return {
        "text": text.digest,
        "spoken": spoken,
        "engine": engine,
        "date": str(TODAY),
        "sha256": text.digest * 2,
    }
