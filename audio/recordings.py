"""Import a folder of human recordings: each is checked, and kept as a master when it is good."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydub.exceptions import PydubException

from audio.ffmpeg import read
from audio.inspection import faults
from audio.mastering import level_master
from audio.masters import HUMAN, Masters, Origin
from audio.text import Text

FORMATS = (".wav", ".flac", ".mp3", ".m4a", ".opus", ".ogg")


@dataclass(frozen=True, slots=True)
class Imported:
    """One file of the folder. faults: why it was refused; empty when it became a master."""

    name: str
    faults: tuple[str, ...] = ()


def import_recordings(
    masters: Masters, folder: Path, texts: Mapping[str, Text], speaker: str, today: datetime.date
) -> Iterator[Imported]:
    """Import every recording of a folder. texts: what the file of each name must say.

    Hidden files are skipped: macOS writes "._name.wav" beside "name.wav".
    """
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in FORMATS and not path.name.startswith("."):
            found = _import(masters, path, texts.get(path.stem), speaker, today)
            yield Imported(path.stem, tuple(found))


def _import(
    masters: Masters, path: Path, text: Text | None, speaker: str, today: datetime.date
) -> list[str]:
    """Import one file. Returns its faults."""
    if text is None:
        return ["no prompt has this name: the booklet says which there are"]
    try:
        recording = read(path)
        found = list(faults(recording, text))
        if not found:
            masters.add(path.stem, text, level_master(recording), Origin(HUMAN, "", speaker, today))
    except (PydubException, ValueError, OSError) as error:
        return [str(error).splitlines()[0]]
    return found
