"""The sounds of a release on this machine: masters fetched from the desk, and clips made of them.

They are below the state directory, so a restart needs no database. The release must have them
before callers hear it, and what was withdrawn is removed.
"""

import fcntl
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydub.exceptions import PydubException

from audio.ffmpeg import read
from audio.files import write_whole
from audio.library import clips_of_master
from audio.mastering import LEAD, OPENING_LEAD, master_to_clip
from audio.provenance import Provenance, RecordingName
from routes.database.store import DeskStore
from routes.releases import sounds
from routes.releases.change import Change
from routes.releases.kept import WITHDRAWN


class CannotFetch(Exception):
    """A sound of a release cannot be had on this machine. Says why."""


@dataclass(frozen=True, slots=True)
class SoundFiles:
    """Two folders. masters: by checksum. clips: as in audio/library.py."""

    masters: Path
    clips: Path

    @classmethod
    def beside(cls, releases: Path) -> "SoundFiles":
        """Those of the machine whose releases are in this folder."""
        return cls(releases.with_name("sounds"), releases.with_name("clips"))

    def path(self, checksum: str) -> Path:
        """The file of a master."""
        return self.masters / f"{checksum}.opus"

    @property
    def withdrawn(self) -> frozenset[str]:
        """The checksums of the sounds that were withdrawn, as this machine remembers them: without
        a database, and when an older copy of it is back, nobody hears them either.
        """
        try:
            return frozenset(map(str, json.loads(self._note.read_bytes())))
        except (OSError, ValueError):
            return frozenset()

    @property
    def _note(self) -> Path:
        return self.masters.parent / WITHDRAWN

    def fetch(self, store: DeskStore, changes: Collection[Change], most: int | None = None) -> bool:
        """Fetch what these changes need and this machine lacks, and make the clips; whether all
        are here now. A sound that was withdrawn is left out. most: so many at once. Raises
        CannotFetch, DeskDown and OSError.
        """
        wanted = {str(one["sha256"]) for one in sounds.in_force(changes).values()}
        lacking = {one for one in wanted if not self._is_here(one)}
        if lacking:
            self.masters.mkdir(parents=True, exist_ok=True)
            lacking -= store.do(sounds.withdrawn) | self.withdrawn
        for checksum in sorted(lacking)[:most]:
            if not self.path(checksum).exists():
                self._fetch_one(store, checksum)
            self._make_clips(checksum)
        return most is None or len(lacking) <= most

    def added(self, changes: Collection[Change]) -> dict[RecordingName, tuple[Provenance, Path]]:
        """The masters of these changes that are here, as a library takes them."""
        found: dict[RecordingName, tuple[Provenance, Path]] = {}
        for sound, value in sounds.in_force(changes).items():
            if (path := self.path(value["sha256"])).exists():
                name = f"desk/{value['sha256']}"  # no recording of the files has this name
                found[sound.language, name] = (sounds.provenance_of(value), path)
        return found

    def forget_masters(self, checksums: frozenset[str]) -> None:
        """Remove masters that were withdrawn, and remember them. Raises OSError."""
        for checksum in checksums:
            self.path(checksum).unlink(missing_ok=True)
        known = self.withdrawn
        if not checksums <= known:
            self.masters.mkdir(parents=True, exist_ok=True)
            write_whole(self._note, json.dumps(sorted(known | checksums)).encode())

    def forget_clips(self, checksums: Iterable[str], shipped: Path) -> None:
        """Remove the clips of masters that were withdrawn. shipped: the folder of the clips of the
        files, into which a server may not be allowed to write.
        """
        for checksum in checksums:
            for clip in clips_of_master(checksum):
                (self.clips / clip).unlink(missing_ok=True)
                with suppress(OSError):
                    (shipped / clip).unlink(missing_ok=True)

    def _is_here(self, checksum: str) -> bool:
        clips = (self.clips / name for name in clips_of_master(checksum))
        return self.path(checksum).exists() and all(clip.exists() for clip in clips)

    def _fetch_one(self, store: DeskStore, checksum: str) -> None:
        """One at a time: a language that a person has recorded is some megabytes."""
        found = store.do(lambda connection: sounds.masters(connection, [checksum])).get(checksum)
        if found is None or sha256(found).hexdigest() != checksum:
            raise CannotFetch("a recording of the release is not in the desk's database, or broken")
        write_whole(self.path(checksum), found)

    def _make_clips(self, checksum: str) -> None:
        names = clips_of_master(checksum)
        lacking = [
            (name, lead)
            for name, lead in zip(names, (LEAD, OPENING_LEAD), strict=True)
            if not (self.clips / name).exists()
        ]
        if not lacking:
            return
        self.clips.mkdir(parents=True, exist_ok=True)
        try:
            master = read(self.path(checksum))
            for name, lead in lacking:
                write_whole(self.clips / name, master_to_clip(master, lead))
        except (PydubException, ValueError) as error:
            with suppress(OSError):
                self.path(checksum).unlink()
            reason = str(error).splitlines()[0]
            raise CannotFetch(
                f"no clip can be made of a recording of the release: {reason}"
            ) from None


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other process of this machine builds. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
