"""Speech and masters for tests. espeak stands in for a person and for a studio's engine."""

import datetime
import json
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydub import AudioSegment

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # back on Python 3.13 by audioop-lts
    import audioop

from audio.engines.espeak import Espeak
from audio.ffmpeg import ready
from audio.masters import Masters
from audio.provenance import HUMAN, Origin, spoken_digest
from audio.text import Text

TODAY = datetime.date(2026, 11, 22)
WELCOME = Text("nl", "Dit is Wayout. Je krijgt hier hulp.")
GOODBYE = Text("nl", "Je mag ons altijd terugbellen. Dag.")
NARROW = ["-ar", "8000", "-ac", "1"]
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "wav": {"format": "wav"},
    "flac": {"format": "flac"},
    "mp3": {"format": "mp3"},
    "m4a": {"format": "ipod", "codec": "aac"},
    "mp4": {"format": "mp4", "codec": "aac"},
    "aac": {"format": "adts", "codec": "aac"},
    "opus": {"format": "opus", "codec": "libopus"},
    "ogg": {"format": "ogg", "codec": "libvorbis"},
    "oga": {"format": "ogg", "codec": "flac"},
    "webm": {"format": "webm", "codec": "libopus"},
    "amr": {"format": "amr", "codec": "libopencore_amrnb", "parameters": NARROW},
    "3gp": {"format": "3gp", "codec": "libopencore_amrnb", "parameters": NARROW},
    "caf": {"format": "caf", "codec": "alac"},
    "aiff": {"format": "aiff"},
    "wma": {"format": "asf", "codec": "wmav2", "parameters": ["-ar", "44100"]},
}
"""File name's ending -> what ffmpeg calls it: what telephones and computers record in."""


@cache
def speech(text: Text = WELCOME) -> AudioSegment:
    """A text as a speaker records it, with half a second of silence at both ends."""
    said = Espeak().speak(text.words, text.language, text.language)
    around = AudioSegment.silent(500, said.frame_rate)
    return around + said + around


def offset(sound: AudioSegment, by: int) -> AudioSegment:
    """With a constant voltage, as a cheap sound card adds it."""
    return sound._spawn(audioop.bias(sound.raw_data, sound.sample_width, by))


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
