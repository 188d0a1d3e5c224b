"""Writes the live release into the files in git. After that the files say the same, and its changes
are no longer needed.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from audio.engines import EMBEDDED
from audio.files import write_whole
from audio.masters import Masters
from routes.database.store import DeskStore
from routes.operations.last_good import FOLDERS
from routes.operations.opening import Files
from routes.releases import sounds
from routes.releases.change import Change, Content
from routes.releases.overlay import Overlaid


def export(base: Content, laid: Overlaid, files: Files) -> Iterator[Path]:
    """Write every file that a release changes, and yield its place. Raises OSError."""
    for path, content in laid.content.items():
        if content == base.get(path):
            continue
        kind, _, name = path.partition("/")
        place: Path = getattr(files, kind)
        if kind in FOLDERS:  # also one that is not there yet
            place = place / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, content)
        yield place


def export_sounds(
    store: DeskStore, changes: Sequence[Change], laid: Overlaid, files: Files
) -> Iterator[Path]:
    """Write the sounds of a release among the masters, each with its entry, and yield its place.
    The robot's are not written: it needs no master. Raises DeskDown, ValueError and OSError.
    """
    counting = [one for one in changes if one not in laid.absorbed]
    for sound, value in sounds.in_force(counting).items():
        checksum = value["sha256"]
        found = store.do(partial(sounds.masters, wanted=[checksum]))
        if checksum in found and value["engine"] != EMBEDDED:
            name = (sound.language, str(value["name"]))
            about = sounds.provenance_of(value)
            yield Masters(files.masters).take(name, about, found[checksum])


def remove_withdrawn(store: DeskStore, files: Files) -> list[Path]:
    """Delete the masters of the files that were withdrawn at the desk; what is gone now. Raises
    DeskDown and OSError.
    """
    return Masters(files.masters).remove(store.do(sounds.withdrawn))
