"""Every process that answers calls follows the release that is live.

A thread asks which release that is, outside of calls, and lets the process take it. When the
database does not answer, callers hear what they heard before.
"""

import logging
import threading
import weakref
from functools import cached_property
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection

from routes.background import BackgroundThread, name_of_process
from routes.call.hotline import ALSO, HOTLINE
from routes.database.store import (
    DESK_STORE,
    DeskDown,
    DeskStore,
    desk_store_of,
)
from routes.extension import Extension
from routes.releases import rows, sounds
from routes.releases.change import Content
from routes.releases.instances import Instance, keep_instance
from routes.releases.notices.airing import FOLDER as NOTICES
from routes.releases.notices.airing import Airing
from routes.releases.notices.rows import on_air
from routes.releases.taking import Taker
from routes.webhook.steps import AfterStep

log = logging.getLogger(__name__)

ASKS = 0.5
"""Seconds between two looks at the pointer. A release must be heard everywhere after three seconds.
Where it was not built ahead, two workers of a small machine need two of them, one after the other.
"""
TELLS = 10
"""Seconds between two signs of life in the table of instances."""


class Follower:
    """Follows releases for one application. base: the content of the files of this process.
    after_step: as in webhook/steps.py. instance: the name of this process in the table.
    """

    instance: str
    _told: tuple[int, str] | None
    _told_at: int
    _withdrawn: frozenset[str]
    _looking: threading.Lock

    def __init__(self, app: Flask, store: DeskStore, base: Content, after_step: AfterStep) -> None:
        self._app, self.store, self.base = weakref.ref(app), store, base
        self._taker = Taker(app, base, after_step)
        self._begin()
        self._thread = BackgroundThread(app, "releases", self.look, ASKS, self._begin_in_child)

    @property
    def folder(self) -> Path:
        """Where releases are built."""
        return self._taker.folder

    @cached_property
    def airing(self) -> Airing:
        """Lets callers hear the notices that are on air."""
        app = self._app()
        assert app is not None
        return Airing(app, self.store, self.folder.parent / NOTICES)

    def start(self) -> None:
        """Follow from now on, until the process ends."""
        self._thread.start()

    def look(self) -> None:
        """Look at the pointer once, and take the release if it is another one. Raises nothing."""
        with self._looking:
            try:
                self._look()
            except DeskDown:
                return  # it is logged; callers hear what they heard before
            except Exception:
                log.exception("this process cannot follow the releases of the desk for the moment")

    def _look(self) -> None:
        now, taker = self.store.now(), self._taker
        live, withdrawn, notices = self.store.do_now(
            lambda connection: (
                rows.live_id(connection),
                sounds.withdrawn(connection),
                on_air(connection, now),
            )
        )
        self.airing.take(notices)
        new = withdrawn - self._withdrawn
        are_noted = taker.forget_masters(new)
        is_heard = taker.says(new) and (are_noted or taker.has_waited(now))
        if is_heard or taker.wants(live, now):
            taker.take(self.store, now)
        taker.forget_clips(new)
        if are_noted:
            self._withdrawn = withdrawn
        if (taker.release, taker.problem) != self._told or now - self._told_at >= TELLS:
            self._tell(now)
        if taker.prepare(self.store):
            self._look()  # it takes a second or two to build one, which may be live by now

    def _tell(self, now: int) -> None:
        release, problem = self._taker.release, self._taker.problem

        def work(connection: Connection) -> None:
            keep_instance(connection, Instance(self.instance, release, problem, now))

        self.store.do(work)
        self._told, self._told_at = (release, problem), now

    def _begin(self) -> None:
        """Begin anew, as a forked process must."""
        self.instance = name_of_process()
        self._looking = threading.Lock()
        self._told, self._told_at = None, 0
        self._withdrawn = frozenset()

    def _begin_in_child(self) -> None:
        self._begin()
        self._taker.begin()


FOLLOWER: Extension[Follower] = Extension("follower")


def follow(app: Flask, base: Content, after_step: AfterStep) -> Follower:
    """Prepare an application to follow releases. `start` begins."""
    applications = (app, *ALSO.of(app))
    found = (store for one in applications if (store := DESK_STORE.find(one)))
    store = next(found, None) or desk_store_of(HOTLINE.of(app).settings)
    follower = Follower(app, store, base, after_step)
    for one in applications:
        FOLLOWER.put(one, follower)
    if HOTLINE.of(app).settings.state_directory:
        follower.airing.begin_with_kept()
    return follower
