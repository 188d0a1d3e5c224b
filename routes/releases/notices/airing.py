"""Every process takes the notices that are on air, without building the hotline anew.

What was taken last is kept on the disk, so that callers hear it after a restart without a database,
too. Each notice ends by itself.
"""

import json
import logging
import weakref
from dataclasses import asdict
from functools import partial
from pathlib import Path

from flask import Flask

from audio.clip import is_whole
from audio.files import write_whole
from audio.text import Text
from ivr.notices import Template
from routes.call.hotline import ALSO
from routes.call.on_air import ON_AIR, OnAir
from routes.database.store import DeskStore
from routes.releases.notices import rows
from routes.releases.notices.rows import KeptNotice, Words

log = logging.getLogger(__name__)

FOLDER = "notices"
"""Below the state directory: the clips of notices, and what was on air last."""
NOTE = "on-air.json"


class Airing:
    """Lets the callers of an application hear the notices of a database. folder: for clips."""

    def __init__(self, app: Flask, store: DeskStore, folder: Path) -> None:
        self._app = weakref.ref(app)
        self._store, self._folder = store, folder
        self._taken: tuple[KeptNotice, ...] | None = None

    def look(self) -> None:
        """Take what is on air now. Raises DeskDown."""
        now = self._store.now()
        self.take(self._store.do(lambda connection: rows.on_air(connection, now)))

    def take(self, notices: tuple[KeptNotice, ...]) -> None:
        """Let callers hear these notices from now on. Raises DeskDown."""
        if notices == self._taken:
            return
        try:
            self._fetch(notices)
        except OSError as error:
            log.warning("a clip of a notice cannot be written: %s", error.strerror)
        self._put(notices)
        log.info("notices on air: %d", len(notices))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            note = json.dumps([asdict(one) for one in notices], ensure_ascii=False)
            write_whole(self._folder / NOTE, note.encode())
        except OSError as error:
            log.warning("the notices on air cannot be kept for a restart: %s", error.strerror)

    def begin_with_kept(self) -> None:
        """Let callers hear what was on air when it was kept. Raises nothing."""
        try:
            note = json.loads((self._folder / NOTE).read_bytes())
            self._put(tuple(_kept(one) for one in note))
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.error("the notices that were kept cannot be read (%s)", type(error).__name__)

    def _put(self, notices: tuple[KeptNotice, ...]) -> None:
        own = [one for notice in notices for one in notice.words if self._has(one)]
        clips = {Text(one.language, one.words): one.clip for one in own}
        heard = OnAir(tuple(one.heard for one in notices), clips, self._folder)
        app = self._app()
        for one in (app, *ALSO.of(app)) if app else ():
            ON_AIR.put(one, heard)
        self._taken = notices

    def _fetch(self, notices: tuple[KeptNotice, ...]) -> None:
        """Write the clips that are not there yet. Raises DeskDown and OSError."""
        for one in (one for notice in notices for one in notice.words):
            if one.clip and not self._has(one):
                sound = self._store.do(partial(rows.sound_of, clip=one.clip))
                self._folder.mkdir(parents=True, exist_ok=True)
                write_whole(self._folder / one.clip, sound)

    def _has(self, said: Words) -> bool:
        return bool(said.clip) and is_whole(self._folder / said.clip)


def _kept(note: dict[str, object]) -> KeptNotice:
    said = note.pop("words")
    template = note.pop("template")
    assert isinstance(said, list)
    return KeptNotice(
        **note,  # type: ignore[arg-type]
        template=Template(str(template)) if template else None,
        words=tuple(Words(**one) for one in said),
    )
