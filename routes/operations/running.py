"""What each running process of a server runs: its files and its settings, told to the others.

A setting or a file that is changed takes effect at the next start. Until then a process runs
something else than what is written, and two processes may differ. So each leaves a note in the
state directory. A note counts as long as its process holds a lock on it: the lock ends with the
process, however that ends.
"""

import fcntl
import logging
import os
import secrets
import weakref
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from flask import Flask
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from routes.call.hotline import HOTLINE, Hotline
from routes.settings.settings import Settings

log = logging.getLogger(__name__)

FOLDER = "running"
"""Below the state directory: a file for each process."""


class Running(BaseModel):
    """A process that answers calls. files: the digest of the files that it was started from; empty
    where that is not known. broken: what is wrong with the files that it found, if it runs on the
    last good ones: file, entry, message. kept_on: when those were kept. salt: of the digests.
    settings: name -> digest of its value. What is secret
    cannot be read from a digest.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: str
    broken: tuple[tuple[str, str, str], ...]
    kept_on: date | None
    salt: str
    settings: dict[str, str]

    def other_settings(self, settings: Settings) -> list[str]:
        """The settings that are given here and have another value in that process, by name."""
        here = _digests(settings, self.salt)
        return sorted(name for name, digest in here.items() if self.settings.get(name) != digest)


def tell(app: Flask) -> None:
    """Leave the note of this process, as long as it has this application. Raises nothing: calls are
    answered without it.
    """
    hotline = HOTLINE.of(app)
    folder = hotline.settings.state_directory
    if folder is None:
        return
    try:
        lock = _write(folder / FOLDER, running(hotline))
    except OSError as error:
        log.warning("other processes cannot see what this one runs: %s", error.strerror)
        return
    weakref.finalize(app, os.close, lock)


def running(hotline: Hotline) -> Running:
    """What this process runs."""
    salt = secrets.token_hex(8)
    return Running(
        files=hotline.files,
        broken=tuple((one.file, one.entry, one.message) for one in hotline.broken),
        kept_on=hotline.kept_on.date() if hotline.kept_on else None,
        salt=salt,
        settings=_digests(hotline.settings, salt),
    )


def all_running(settings: Settings) -> Iterator[Running]:
    """What every process runs that has left a note and has not ended; nothing without a state
    directory. The notes of processes that have ended are removed.
    """
    if settings.state_directory is None:
        return
    for path in sorted((settings.state_directory / FOLDER).glob("*.json")):
        try:
            if _has_ended(path):
                path.unlink(missing_ok=True)
                continue
            yield Running.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            log.warning("%s cannot be read: %s", path.name, type(error).__name__)


def _write(folder: Path, note: Running) -> int:
    """Write a note, and return the descriptor that holds its lock. It is locked before it gets its
    name, so that nobody finds it without a lock.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=folder, suffix=".part")
    os.write(handle, note.model_dump_json().encode())
    fcntl.flock(handle, fcntl.LOCK_EX)
    Path(name).rename(folder / f"{secrets.token_hex(8)}.json")
    return handle


def _has_ended(path: Path) -> bool:
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def _digests(settings: Settings, salt: str) -> dict[str, str]:
    """The settings that were given. Defaults are left out, since the server may be given others."""
    own = {name: getattr(settings, name) for name in settings.model_fields_set - {"carrier"}}
    carrier = settings.carrier
    given = own | {name: getattr(carrier, name) for name in carrier.model_fields_set}
    return {
        name.upper(): sha256(f"{salt}{_plain(value)}".encode()).hexdigest()[:16]
        for name, value in given.items()
    }


def _plain(value: object) -> str:
    """A value with its secrets, always written in the same way."""
    if isinstance(value, SecretStr):
        return repr(value.get_secret_value())
    if isinstance(value, tuple):
        return repr([_plain(one) for one in value])
    return repr(value)
