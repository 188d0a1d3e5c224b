"""What is live, written into the files in git. They say the same then, and the changes count no
longer.
"""

from collections.abc import Iterator
from pathlib import Path

from audio.files import write_whole
from routes.operations.last_good import FOLDERS
from routes.operations.opening import Files
from routes.releases.change import Content
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
