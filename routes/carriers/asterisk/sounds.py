"""Clips as Asterisk plays them: bare mu-law. It refuses WAV files of mu-law ("format_wav")."""

import re
from collections.abc import Callable
from pathlib import Path

from audio.clip import mu_law
from audio.files import write_whole
from audio.library import Library

ENDING = ".ulaw"
_NAME = re.compile(r"[\w-]+\.wav")


class Sounds:
    """The clips of a library, in a folder that Asterisk reads.

    published: gives the content of a clip that is not in the library, because the desk has
    published it since the start. It raises OSError.
    """

    def __init__(self, library: Library, folder: Path, published: Callable[[str], bytes]) -> None:
        self._library, self.folder, self._published = library, folder, published

    def make_all(self) -> int:
        """Write every clip that is missing, and remove what is no clip any more. Returns how many
        there are. Raises OSError.
        """
        wanted = {Path(clip).stem for clip in self._library.names()}
        for stale in {file.stem for file in self.folder.glob(f"*{ENDING}")} - wanted:
            (self.folder / f"{stale}{ENDING}").unlink()
        for stem in wanted:
            self._make(stem)
        return len(wanted)

    def shortest(self) -> tuple[str, int]:
        """The sound whose file is smallest, as Asterisk plays it, and how many samples it has."""
        file = min(self.folder.glob(f"*{ENDING}"), key=lambda one: one.stat().st_size)
        return str(file.with_suffix("")), file.stat().st_size

    def of(self, address: str) -> str:
        """The path of a clip without its ending, as Asterisk wants it.

        address: as a document has it. Raises OSError and ValueError when there is no such clip.
        """
        name = address.rpartition("/")[2]
        if not _NAME.fullmatch(name):
            raise ValueError("a document plays something that is no clip")
        return str(self._make(name.removesuffix(".wav")))

    def _make(self, stem: str) -> Path:
        sound = self.folder / stem
        file = sound.with_suffix(ENDING)
        if not file.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            clip = self._library.path(f"{stem}.wav")
            wav = clip.read_bytes() if clip.exists() else self._published(clip.name)
            write_whole(file, mu_law(wav))
        return sound
