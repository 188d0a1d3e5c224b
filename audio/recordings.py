"""Take in a folder of human recordings: each is checked, and kept as a master if it is good."""

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
class Taken:
    """One file of the folder. faults: why it was not taken in; empty when it was."""

    name: str
    faults: tuple[str, ...] = ()


def take_in(
    masters: Masters, folder: Path, texts: Mapping[str, Text], speaker: str, today: datetime.date
) -> Iterator[Taken]:
    """Every recording of a folder, in order. texts: name -> what the file of that name must say."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in FORMATS and not path.name.startswith(
            "."
        ):  # macOS writes ._name besides
            yield Taken(
                path.stem, tuple(_take_in(masters, path, texts.get(path.stem), speaker, today))
            )


def _take_in(
    masters: Masters, path: Path, text: Text | None, speaker: str, today: datetime.date
) -> Iterator[str]:
    if text is None:
        yield "no prompt has this name: the booklet says which there are"
        return
    try:
        recording = read(path)
        found = list(faults(recording, text))
        if not found:
            masters.add(path.stem, text, level_master(recording), Origin(HUMAN, "", speaker, today))
    except (PydubException, ValueError, OSError) as error:
        found = [str(error).splitlines()[0]]
    yield from found
