"""Every process that answers calls follows the release that is live.

A thread asks for the pointer, outside of calls. It builds the new hotline beside the one that
answers, and puts it in its place when it stands. When the database does not answer, callers hear
what they heard before.
"""

import logging
import os
import secrets
import shutil
import socket
import threading
import weakref
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask
from sqlalchemy import Connection

from routes.call.hotline import ALSO, HOTLINE
from routes.database.store import (
    DESK_STORE,
    DeskDown,
    DeskStore,
    desk_store_of,
)
from routes.extension import Extension
from routes.operations.last_good import make_current
from routes.releases import rows, sounds
from routes.releases.change import Change, Content
from routes.releases.kept import FOLDER
from routes.releases.notices.airing import FOLDER as NOTICES
from routes.releases.notices.airing import Airing
from routes.releases.notices.rows import KeptNotice, on_air
from routes.releases.rows import Instance
from routes.releases.sound_files import CannotFetch, SoundFiles, one_at_a_time
from routes.webhook.steps import AfterStep, answer_calls

log = logging.getLogger(__name__)

ASKS = 0.5
"""Seconds between two looks at the pointer. Of the three seconds after which callers hear a release
everywhere, the workers of a small machine need two to build it, one after the other.
"""
TELLS = 10
"""Seconds between two signs of life in the table of instances."""
AT_ONCE = 5
"""Sounds that are fetched ahead between two looks at the pointer."""
TRIES = 30
"""Seconds after which a release that could not be taken is tried again."""


class Follower:
    """Follows the pointer for one application. base: the content of the files of this process.
    after_step: as of the steps. instance: the name of this process in the table.
    """

    _thread: threading.Thread | None
    _refused: int | None
    _told: tuple[int, str] | None
    _tried: int
    _seen: int
    _withdrawn: frozenset[str]
    _ahead: int

    def __init__(self, app: Flask, store: DeskStore, base: Content, after_step: AfterStep) -> None:
        self._app, self.store, self._after_step = weakref.ref(app), store, after_step
        self.base = base
        self._state = HOTLINE.of(app).settings.state_directory
        self._wanted = False
        self._begin()
        myself = weakref.ref(self)
        os.register_at_fork(
            before=lambda: _pause(myself()),
            after_in_parent=lambda: _resume(myself()),
            after_in_child=lambda: _resume_in_child(myself()),
        )

    @cached_property
    def folder(self) -> Path:
        """Where releases are built. Without a state directory it goes away with this process."""
        if self._state:
            return self._state / FOLDER
        folder = Path(mkdtemp(prefix="wayout-releases-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder / FOLDER

    @cached_property
    def airing(self) -> Airing:
        """Lets callers hear the notices that are on air."""
        app = self._app()
        assert app is not None
        return Airing(app, self.store, self.folder.parent / NOTICES)

    def start(self) -> None:
        """Follow from now on, until the process ends."""
        self._wanted = True
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="releases", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop following. What is being built is finished first."""
        self._wanted = False
        self.pause()

    def pause(self) -> None:
        """Stop until `start`, as before a fork: a lock that a thread holds would stay locked."""
        self._stopping.set()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def look(self) -> None:
        """Look at the pointer once, and take the release if it is another one. Raises nothing."""
        with self._looking:
            self._look()

    def _look(self) -> None:
        try:
            now = self.store.now()
            live, withdrawn, notices = self.store.do_now(lambda known: _look_up(known, now))
            self.airing.take(notices)
            new = withdrawn - self._withdrawn
            other = live != self._taken and (live != self._refused or now - self._tried >= TRIES)
            if self._speaks(new) or other:
                self._tried = now
                self._try(*self.store.do(rows.live_changes))
            self._forget_clips(new)
            self._withdrawn = withdrawn
            self._fetch_ahead()
            if (self._taken, self._problem) != self._told or now - self._seen >= TELLS:
                self._tell(now)
        except DeskDown:
            return  # it is logged; callers hear what they heard before
        except Exception:
            log.exception("this process cannot follow the releases of the desk for the moment")

    def _try(self, live: int, changes: list[Change]) -> None:
        # Imported here: a worker without a release needs none of it.
        from routes.releases.opening import CannotTake, build

        app = self._app()
        if app is None:
            return
        try:
            former, here = HOTLINE.of(app), self._sounds
            with one_at_a_time(self.folder):
                here.fetch(self.store, changes)
                built = build(live, changes, self.base, former, self.folder, here)
                answer_calls(app, built.hotline, self._after_step)
        except DeskDown:
            raise
        except (CannotTake, CannotFetch) as error:
            self._refuse(live, str(error))
            return
        except OSError as error:
            self._refuse(live, f"a file cannot be written: {error.strerror}")
            return
        except Exception as error:
            log.exception("release %d cannot be built", live)
            self._refuse(live, f"the program fails with {type(error).__name__}: see its log")
            return
        self._taken, self._refused, self._problem = live, None, ""
        log.info("callers hear release %d from now on", live)
        try:
            make_current(self.folder, built.name)
        except OSError as error:
            why = "release %d cannot be kept, so a restart needs the database: %s"
            log.warning(why, live, error.strerror)

    def _speaks(self, checksums: frozenset[str]) -> bool:
        """Whether callers hear one of these sounds here, which were withdrawn: from the desk, or
        from the files, into which it was exported. Their masters are removed, so that nothing more
        is made of them.
        """
        app = self._app()
        if not checksums or app is None:
            return False
        self._sounds.forget_masters(checksums)
        masters = HOTLINE.of(app).library.masters
        return any(one.sha256 in checksums for one in masters.all.values())

    def _forget_clips(self, checksums: frozenset[str]) -> None:
        if app := self._app():
            self._sounds.forget_clips(checksums, HOTLINE.of(app).library.folder)

    def _fetch_ahead(self) -> None:
        """Have the sounds of a release before it goes live: a carrier may ask this instance for a
        clip that another one named.
        """
        newest = self.store.do(rows.newest_in_preparation)
        if newest is None or newest.id == self._ahead:
            return
        wanted = self.store.do(lambda connection: rows.changes_of(connection, newest.changes))
        with one_at_a_time(self.folder), suppress(CannotFetch):
            if not self._sounds.fetch(self.store, wanted, AT_ONCE):
                return  # the rest at the next look: the pointer may move meanwhile
        self._ahead = newest.id

    @property
    def _sounds(self) -> SoundFiles:
        return SoundFiles.beside(self.folder)

    def _refuse(self, live: int, problem: str) -> None:
        """Callers hear what they heard before. It is tried again after TRIES seconds."""
        self._refused, self._problem = live, problem
        log.error("release %d cannot be taken: %s", live, problem)

    def _tell(self, now: int) -> None:
        here = Instance(self.instance, self._taken, self._problem, now)

        def work(connection: Connection) -> None:
            rows.see(connection, here)

        self.store.do(work)
        self._told, self._seen = (self._taken, self._problem), now

    def _run(self) -> None:
        while not self._stopping.is_set() and self._app() is not None:
            self.look()
            self._stopping.wait(ASKS)

    def _begin(self) -> None:
        """Begin as a process of its own."""
        self._thread = None
        self._stopping, self._looking = threading.Event(), threading.Lock()
        self.instance = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(2)}"
        app = self._app()
        self._taken = HOTLINE.of(app).release if app else 0
        self._refused = None
        self._problem = HOTLINE.of(app).release_problem if app else ""
        self._told = None
        self._tried, self._seen, self._ahead = 0, 0, 0
        self._withdrawn = frozenset()


def _look_up(
    connection: Connection, now: int
) -> tuple[int, frozenset[str], tuple[KeptNotice, ...]]:
    """The release that is live, the sounds that were withdrawn, and the notices on air."""
    return rows.live_id(connection), sounds.withdrawn(connection), on_air(connection, now)


def _pause(follower: Follower | None) -> None:
    if follower and follower._thread:
        follower.pause()


def _resume(follower: Follower | None) -> None:
    if follower and follower._wanted:
        follower.start()


def _resume_in_child(follower: Follower | None) -> None:
    if follower and follower._wanted:
        follower._begin()
        follower.start()


FOLLOWER: Extension[Follower] = Extension("follower")


def follow(app: Flask, base: Content, after_step: AfterStep) -> Follower:
    """Let an application be able to follow. It begins with `start`."""
    applications = (app, *ALSO.of(app))
    found = (store for one in applications if (store := DESK_STORE.find(one)))
    store = next(found, None) or desk_store_of(HOTLINE.of(app).settings)
    follower = Follower(app, store, base, after_step)
    for one in applications:
        FOLLOWER.put(one, follower)
    if HOTLINE.of(app).settings.state_directory:
        follower.airing.begin_with_kept()
    return follower
