"""The last good files: what passed the checks is kept, and a server whose files are broken runs
on it.

Files break: a typing error, a `git pull` that stopped half way, a deleted catalogue. A worker
that finds them broken must still answer calls, also after a restart.
"""

import logging
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from audio.files import write_whole
from audio.lexicon import use_lexicons
from ivr.hours import BRUSSELS_TIME
from routes.call.hotline import Hotline
from routes.operations.opening import SHIPPED, CannotStart, Files, open_hotline, settings_or_stop
from routes.settings.settings import Settings

log = logging.getLogger(__name__)

FOLDER = "last-good"
"""Below the state directory: a folder for each state that is kept, and the name of the current
one.
"""
CURRENT = "current"
FOLDERS = {
    "catalogues": ("*.po",),
    "reviewed": ("*",),
    "masters": ("*/provenance.json",),
    "lexicons": ("*.toml",),
}
"""Folder of `Files` -> what of it a start reads. The others are single files."""


def open_or_last_good(settings: Settings | None = None, files: Files = SHIPPED) -> Hotline:
    """The hotline for a server. Its files are kept when they are good. When they are broken, the
    last good ones are opened instead, and every problem is logged.

    Raises CannotStart when nothing was kept, or when a setting is wrong.
    """
    settings = settings or settings_or_stop()
    folder = settings.state_directory
    try:
        hotline = open_hotline(settings, files)
    except CannotStart as problem:
        kept = _kept(folder / FOLDER) if folder else None
        if kept is None:
            raise
        return _open_kept(settings, kept, problem)
    if folder is None:
        return hotline
    try:
        return replace(hotline, files=keep(files, folder / FOLDER))
    except OSError as error:
        log.warning("the files of this start cannot be kept in %s: %s", folder, error.strerror)
    return hotline


def digest_of(content: dict[str, bytes]) -> str:
    """The same for two states of the files that a start reads in the same way."""
    digest = sha256()
    for name, written in sorted(content.items()):
        digest.update(f"{name}\0{len(written)}\0".encode() + written)
    return digest.hexdigest()[:16]


def keep(files: Files, folder: Path) -> str:
    """Keep these files as the last good ones, unless they are that already. Returns their digest.
    Raises OSError.

    Workers start at the same time: each writes a folder of its own and renames it, so that none
    reads what another has half written.
    """
    name = put_content(dict(content_of(files)), folder)
    make_current(folder, name)
    return name


def put_content(content: dict[str, bytes], folder: Path) -> str:
    """Write a content into a folder of its own, unless it is there already. Returns the name of
    that folder, its digest. Raises OSError.
    """
    name = digest_of(content)
    if (folder / name).is_dir():
        return name
    folder.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(dir=folder, prefix="part-"))
    for path, written in content.items():
        (part / path).parent.mkdir(parents=True, exist_ok=True)
        (part / path).write_bytes(written)
    try:
        part.rename(folder / name)
    except OSError:  # another worker was faster
        shutil.rmtree(part)
    return name


def make_current(folder: Path, name: str) -> None:
    """Let this content be the one that a start finds, and remove the others. Raises OSError."""
    if current(folder) == name:
        return
    write_whole(folder / CURRENT, name.encode())
    for former in folder.iterdir():
        if former.is_dir() and former.name != name and "part-" not in former.name:
            shutil.rmtree(former, ignore_errors=True)


def _open_kept(settings: Settings, kept: Files, problem: CannotStart) -> Hotline:
    use_lexicons(kept.lexicons)
    try:
        hotline = open_hotline(settings, kept)
    except CannotStart:
        use_lexicons(SHIPPED.lexicons)
        raise problem from None
    kept_on = datetime.fromtimestamp(kept.tree.stat().st_mtime, BRUSSELS_TIME)
    log.error(
        "the files are broken, so callers hear the last good ones, kept on %s. Mend what is named, "
        "and restart the server",
        f"{kept_on:%Y-%m-%d at %H:%M}",
    )
    for one in problem.problems:
        log.error("broken: %s", one)
    digest = kept.tree.parents[1].name
    return replace(hotline, files=digest, broken=problem.problems, kept_on=kept_on)


def content_of(files: Files) -> Iterator[tuple[str, bytes]]:
    """Path in the kept folder -> content, of everything that a start reads."""
    for field in fields(files):
        path: Path = getattr(files, field.name)
        if field.name not in FOLDERS:
            yield f"{field.name}/{path.name}", path.read_bytes()
            continue
        for pattern in FOLDERS[field.name]:
            for found in sorted(path.glob(pattern)):
                if found.is_file():
                    yield f"{field.name}/{found.relative_to(path)}", found.read_bytes()


def opened_content(hotline: Hotline, files: Files = SHIPPED) -> dict[str, bytes]:
    """What a hotline was opened from: these files, or the last good ones where they are broken."""
    folder = hotline.settings.state_directory
    kept = _kept(folder / FOLDER) if folder and hotline.broken else None
    return dict(content_of(kept or files))


def _kept(folder: Path) -> Files | None:
    """The files that are kept, or None."""
    name = current(folder)
    return files_in(folder / name) if name and (folder / name).is_dir() else None


def files_in(folder: Path) -> Files:
    """The files of a content that was written into this folder."""
    places: dict[str, Path] = {}
    for field in fields(Files):
        place = folder / field.name
        single = next(iter(place.glob("*")), place) if field.name not in FOLDERS else place
        places[field.name] = single
    return Files(**places)


def current(folder: Path) -> str:
    """The name of the content that is kept; empty where none is."""
    try:
        return (folder / CURRENT).read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""
