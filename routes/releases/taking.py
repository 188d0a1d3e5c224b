"""Takes a release: builds its hotline beside the one that answers, then puts it in its place."""

import logging
import shutil
import weakref
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from flask import Flask

from routes.call.hotline import HOTLINE, Hotline
from routes.database.store import DeskDown, DeskStore
from routes.operations.last_good import make_current
from routes.releases import rows
from routes.releases.change import Content
from routes.releases.kept import FOLDER
from routes.releases.sound_files import CannotFetch, SoundFiles, one_at_a_time
from routes.webhook.steps import AfterStep, answer_calls

if TYPE_CHECKING:
    from routes.releases.opening import Built

log = logging.getLogger(__name__)

AT_ONCE = 5
"""Sounds that are fetched ahead between two looks at the pointer."""
TRIES = 30
"""Seconds after which a release that could not be taken is tried again."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A release that stands before it is live. former: the hotline that it may take the place of,
    and no other.
    """

    release: int
    former: Hotline
    built: "Built"


class Taker:
    """Takes releases for one application. base: the content of the files of this process.
    after_step: as of the steps.

    release: what callers hear now. problem: why this process cannot take the release that is live.
    """

    release: int
    problem: str
    _refused: int | None
    _tried: int
    _prepared: int
    _ahead: _Ahead | None

    def __init__(self, app: Flask, base: Content, after_step: AfterStep) -> None:
        self._app = weakref.ref(app)
        self._base, self._after_step = base, after_step
        self._state = HOTLINE.of(app).settings.state_directory
        self.begin()

    def begin(self) -> None:
        """Begin with what the application answers with now."""
        app = self._app()
        self.release = HOTLINE.of(app).release if app else 0
        self.problem = HOTLINE.of(app).release_problem if app else ""
        self._refused = None
        self._tried = self._prepared = 0
        self._ahead = None

    @cached_property
    def folder(self) -> Path:
        """Where releases are built. Without a state directory it goes away with this process."""
        if self._state:
            return self._state / FOLDER
        folder = Path(mkdtemp(prefix="wayout-releases-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder / FOLDER

    @property
    def sounds(self) -> SoundFiles:
        """The sounds of releases on this machine."""
        return SoundFiles.beside(self.folder)

    def wants(self, live: int, now: int) -> bool:
        """Whether the release that is live is another one, and was not refused a moment ago."""
        return live != self.release and (live != self._refused or self.has_waited(now))

    def has_waited(self, now: int) -> bool:
        """Whether the last try was not a moment ago."""
        return now - self._tried >= TRIES

    def says(self, checksums: frozenset[str]) -> bool:
        """Whether callers hear one of these masters, from the desk or from the files, into which it
        was exported.
        """
        app = self._app()
        if not checksums or app is None:
            return False
        masters = HOTLINE.of(app).library.masters
        return any(one.sha256 in checksums for one in masters.all.values())

    def take(self, store: DeskStore, now: int) -> None:
        """Let callers hear the release that is live. Where that fails, they hear what they heard
        before, and `problem` says why. Raises DeskDown.
        """
        # Imported here: a worker without a release needs none of it.
        from routes.releases.opening import CannotTake, build

        app = self._app()
        if app is None:
            return
        self._tried = now
        live, changes = store.do(rows.live_changes)
        try:
            former, sounds = HOTLINE.of(app), self.sounds
            with one_at_a_time(self.folder):
                sounds.fetch(store, changes)
                built = self._built_ahead(live, former) or build(
                    live, changes, self._base, former, self.folder, sounds
                )
                answer_calls(app, built.hotline, self._after_step)
        except DeskDown:
            raise
        except (CannotTake, CannotFetch) as error:
            self._refuse(live, str(error))
        except OSError as error:
            self._refuse(live, f"a file cannot be written: {error.strerror}")
        except Exception as error:
            log.exception("release %d cannot be built", live)
            self._refuse(live, f"the program fails with {type(error).__name__}: see its log")
        else:
            self._keep(live, built.name)

    def prepare(self, store: DeskStore) -> bool:
        """Fetch some sounds of a release that is not live yet: a carrier may ask this instance for
        a clip that another one named. When all are here, build it, so that callers hear it as soon
        as it is live; whether that was done now. What is wrong with it is told when it is taken.
        Raises DeskDown.
        """
        from routes.releases.opening import CannotTake, build

        app, newest = self._app(), store.do(rows.newest_in_preparation)
        if app is None or newest is None or newest.id == self._prepared:
            self._ahead = self._ahead if newest else None
            return False
        wanted, former = store.do(lambda it: rows.changes_of(it, newest.changes)), HOTLINE.of(app)
        with one_at_a_time(self.folder), suppress(CannotFetch, CannotTake):
            if not self.sounds.fetch(store, wanted, AT_ONCE):
                return False  # the rest at the next look: the pointer may move meanwhile
            self._prepared = newest.id
            built = build(newest.id, wanted, self._base, former, self.folder, self.sounds)
            self._ahead = _Ahead(newest.id, former, built)
            return True
        return False

    def forget_masters(self, checksums: frozenset[str]) -> bool:
        """Remove masters that were withdrawn, so that nothing more is made of them. Returns whether
        this machine could note them down.
        """
        if checksums:
            self._ahead = None
        try:
            self.sounds.forget_masters(checksums)
        except OSError as error:
            log.error("a withdrawn voice cannot be noted on this machine: %s", error.strerror)
            return False
        return True

    def forget_clips(self, checksums: frozenset[str]) -> None:
        """Remove the clips of masters that were withdrawn."""
        if app := self._app():
            self.sounds.forget_clips(checksums, HOTLINE.of(app).library.folder)

    def _built_ahead(self, live: int, former: Hotline) -> "Built | None":
        """The release that is live, where it stands already. Its files may be gone: another worker
        of this machine removes all but those that it took.
        """
        ahead, self._ahead = self._ahead, None
        if ahead is None or ahead.release != live or ahead.former is not former:
            return None
        return ahead.built if (self.folder / ahead.built.name).is_dir() else None

    def _refuse(self, live: int, problem: str) -> None:
        """Callers hear what they heard before. It is tried again after TRIES seconds."""
        self._refused, self.problem = live, problem
        log.error("release %d cannot be taken: %s", live, problem)

    def _keep(self, live: int, name: str) -> None:
        """Callers hear this release from now on, also after a restart without the database."""
        self.release, self._refused, self.problem = live, None, ""
        log.info("callers hear release %d from now on", live)
        try:
            make_current(self.folder, name)
        except OSError as error:
            why = "release %d cannot be kept, so a restart needs the database: %s"
            log.warning(why, live, error.strerror)
