"""What the processes of one server tell each other: a small file of each in the state directory."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from audio.files import write_whole

log = logging.getLogger(__name__)


Note = TypeVar("Note", bound=BaseModel)


class Notes(Generic[Note]):
    """Notes about one thing. folder: where they are; None where there is no state directory, so
    that each process knows only its own. kept: seconds after which a note is removed. model: what
    a note holds.
    """

    def __init__(self, folder: Path | None, kept: float, model: type[Note]) -> None:
        self._folder, self._kept, self._model = folder, kept, model
        self._own: Note | None = None

    @property
    def shared(self) -> bool:
        """Whether other processes see the notes of this one."""
        return self._folder is not None

    def write(self, note: Note) -> None:
        """Replace the note of this process. Raises nothing: no call depends on a note."""
        self._own = note
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Containers that share a folder may have the same process ids, but not the same name.
            name = f"{os.uname().nodename}-{os.getpid()}.json"
            write_whole(self._folder / name, note.model_dump_json().encode())
        except OSError as error:
            log.warning("nothing can be kept in %s: %s", self._folder, error.strerror)

    def read(self, now: float) -> Iterator[Note]:
        """The notes of all processes, also of those that have ended. now: seconds since 1970. A
        note that cannot be read, or holds something else, is left out.
        """
        if self._folder is None:
            if self._own is not None:
                yield self._own
            return
        for path in sorted(self._folder.glob("*.json")):
            try:
                if now - path.stat().st_mtime > self._kept:
                    path.unlink(missing_ok=True)
                    continue
                yield self._model.model_validate_json(path.read_bytes())
            except (OSError, ValidationError) as error:
                where = f"{self._folder.name}/{path.name}"
                log.warning("%s cannot be read: %s", where, type(error).__name__)
