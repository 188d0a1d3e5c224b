"""Import a folder of human recordings: each is checked, and kept as a master when it is good."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pydub import AudioSegment
from pydub.exceptions import PydubException

from audio.ffmpeg import read_sent, without_offset
from audio.inspection import BY_PACE, BY_TEXT, Kept, faults
from audio.mastering import level_master
from audio.masters import Masters
from audio.provenance import HUMAN, Origin
from audio.text import Text

_LEFT_BY_COMPUTERS = ("Thumbs.db", "desktop.ini", "__MACOSX")
ENOUGH_FOR_A_PACE = 5
"""Recordings of one speaker that tell how fast they speak."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One file of the folder. name: of the prompt; of the file where it names none. faults: why it
    was refused; empty when it became a master.
    """

    name: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sent:
    """A file that can be read. kept: what a clip would keep of it."""

    name: str
    text: Text
    recording: AudioSegment
    kept: Kept


def import_recordings(
    masters: Masters,
    folder: Path,
    texts: Mapping[str, Text],
    speaker: str,
    today: datetime.date,
    lasts: Callable[[Text], float],
) -> Iterator[Imported]:
    """Import every recording of a folder and its subfolders; every file is answered.

    texts: what the file of each name must say. lasts: about how many seconds a text takes.
    """
    sent: list[_Sent] = []
    for name, paths in _files(folder, texts).items():
        found = _read(name, paths, texts.get(name))
        if isinstance(found, Imported):
            yield found
        else:
            sent.append(found)
    shares = [one.kept.seconds / lasts(one.text) for one in sent if one.kept.seconds]
    pace, within = 1.0, BY_TEXT
    if len(shares) >= ENOUGH_FOR_A_PACE:
        pace, within = median(shares), BY_PACE
    for one in sent:
        wrong = tuple(faults(one.recording, one.kept, lasts(one.text) * pace, within))
        yield Imported(one.name, wrong or _keep(masters, one, speaker, today))


def _files(folder: Path, texts: Mapping[str, Text]) -> dict[str, list[Path]]:
    """Prompt, or name of a file that names none -> the files. Capital letters do not count.

    What computers leave beside recordings is skipped: macOS writes "._name.wav" and .DS_Store.
    """
    names = {name.casefold(): name for name in texts}
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        hidden = any(part.startswith(".") or part in _LEFT_BY_COMPUTERS for part in within.parts)
        if path.is_file() and not hidden:
            called = (names.get(one.casefold()) for one in (path.stem, path.name))
            name = next((one for one in called if one), str(within))
            found.setdefault(name, []).append(path)
    return dict(sorted(found.items()))


def _read(name: str, paths: list[Path], text: Text | None) -> _Sent | Imported:
    if text is None:
        return Imported(name, ("no prompt has this name: the booklet says which there are",))
    if len(paths) > 1:
        places = ", ".join(f"{path.parent.name}/{path.name}" for path in paths)
        return Imported(name, (f"there are several recordings of it, keep one: {places}",))
    try:
        recording = read_sent(paths[0])
        return _Sent(name, text, recording, Kept.of(recording))
    except (PydubException, ValueError, OSError) as error:
        return Imported(name, (str(error).splitlines()[0],))


def _keep(masters: Masters, one: _Sent, speaker: str, today: datetime.date) -> tuple[str, ...]:
    """Keep a recording as a master. Returns what went wrong."""
    try:
        sound = level_master(without_offset(one.recording))
        masters.add(one.name, one.text, sound, Origin(HUMAN, "", speaker, today))
    except (PydubException, ValueError, OSError) as error:
        return (str(error).splitlines()[0],)
    return ()
