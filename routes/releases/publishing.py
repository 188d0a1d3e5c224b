"""From drafts to what callers hear: checks, simulated calls, a second person, and the pointer."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import Connection

from routes.call.hotline import HOTLINE, Hotline
from routes.database.store import DeskStore
from routes.operations.confirmation_calls import confirm_by_hand
from routes.operations.last_good import digest_of
from routes.releases import rows
from routes.releases.change import Change, Conflict, Content, Value
from routes.releases.following import Follower
from routes.releases.new_numbers import NewNumber, unconfirmed
from routes.releases.opening import CannotTake, build
from routes.releases.overlay import overlay, value_in
from routes.releases.rehearsal import rehearse
from routes.releases.rows import FieldProblem, Release, State
from routes.releases.second_person import authors, needs_second
from routes.releases.sound_files import CannotFetch, SoundFiles, one_at_a_time

log = logging.getLogger(__name__)

MOVED = "another release went live meanwhile: publish again, so that both are in it"
BROKE = "the checks broke off ({}): publish again, or look into the log of the server"


class NotTheSecond(Exception):
    """This person cannot be the second one."""


class NotConfirmed(Exception):
    """A release has new numbers that nobody has confirmed. numbers: these."""

    def __init__(self, numbers: Sequence[NewNumber]) -> None:
        super().__init__("new numbers are rung before callers use them")
        self.numbers = tuple(numbers)


@dataclass(frozen=True)
class Publishing:
    """store: the desk's database. base: the files of this process. hotline: how it was opened from
    them, which gives the settings. work: the folder of the releases on this machine.
    """

    store: DeskStore
    base: Content
    hotline: Hotline
    work: Path

    def value(self, entity: str) -> Value:
        """What callers hear of an entity now: the files with what is live over them. Raises
        DeskDown and NoSuchEntity.
        """
        return value_in(self.content(), entity)

    def content(self) -> Content:
        """The files with what is live over them. Raises DeskDown."""
        _, changes = self.store.do(rows.live_changes)
        return overlay(self.base, changes).content

    def begin(self, drafts: Collection[int], by: str) -> Release:
        """Keep a release of what is live and these drafts. Its checks have not begun. Raises
        DeskDown.
        """

        def ids(connection: Connection, live: set[int]) -> set[int]:
            return live | ({*drafts} & {one.id for one in rows.drafts(connection)})

        return self._keep(ids, by)

    def undo(self, release: int, by: str) -> Release:
        """Keep a release of what is live without what this one changed. Raises DeskDown, and
        KeyError for a release that is not known.
        """

        def ids(connection: Connection, live: set[int]) -> set[int]:
            added, removed = _difference(connection, rows.release_of(connection, release))
            return live - added | removed

        return self._keep(ids, by)

    def without(self, ids: Collection[int], by: str) -> Release:
        """Keep a release of what is live without these changes. Raises DeskDown."""
        return self._keep(lambda _connection, live: live - {*ids}, by)

    def conflicts(self) -> list[Conflict]:
        """The live changes that do not fit the files any more. Raises DeskDown."""
        _, changes = self.store.do(rows.live_changes)
        return list(overlay(self.base, changes).conflicts)

    def settle(self, kept: Collection[str], by: str) -> Release:
        """Keep a release without conflicts: what the desk says of these entities begins anew from
        the files, and the files count for the others. Raises DeskDown.
        """

        def work(connection: Connection) -> Release:
            live, changes = rows.live_changes(connection)
            now = self.store.now()
            found = {one.change.entity: one for one in overlay(self.base, changes).conflicts}
            ids = {one.id for one in changes if one.entity not in found}
            said = {one.entity: one.after for one in changes}
            for entity in sorted(found.keys() & {*kept}):
                before = found[entity].found
                ids.add(rows.add_change(connection, entity, before, said[entity], by, now, ""))
            return rows.add_release(connection, live, ids, by, now)

        return self.store.do(work)

    def check(self, release: Release) -> Release:
        """Open a release, call it in every language, and let it go live, or wait for a second
        person. Returns it as it is then. Raises DeskDown.
        """
        changes = self.store.do(lambda connection: rows.changes_of(connection, release.changes))
        digest = digest_of(overlay(self.base, changes).content)
        self._tell(release, digest=digest, progress="opening")
        try:
            problems = self._problems(release, changes)
        except Exception as error:
            log.exception("the checks of release %d broke off", release.id)
            problems = [FieldProblem("", BROKE.format(type(error).__name__))]
        if problems:
            now = self.store.now()
            self.store.do(lambda connection: rows.fail(connection, release.id, now, problems))
        elif self.needs_second(release):
            self._tell(release, state=State.WAITING.value)
        else:
            self._go_live(release)
        return self.release(release.id)

    def agree(self, release: Release, by: str, *, rung_otherwise: bool = False) -> Release:
        """The second person agrees, and the release goes live. rung_otherwise: they say that its
        new numbers were rung without the desk. Raises NotTheSecond, NotConfirmed and DeskDown.
        """
        grave = self.needs_second(release)
        if by in authors(grave, release.by):
            raise NotTheSecond("who made or published a change cannot be its second person")
        if found := self.unconfirmed(grave):
            if not rung_otherwise:
                raise NotConfirmed(found)
            confirm_by_hand(self.store, [number.key for number in found], by)
        self._go_live(release, by)
        return self.release(release.id)

    def withdraw(self, release: Release) -> None:
        """Let a release that waits not go live. Its changes are drafts again. Raises DeskDown."""
        self._tell(release, state=State.WITHDRAWN.value)

    def needs_second(self, release: Release) -> list[Change]:
        """The changes of a release that need a second person. What was live before has had one."""

        def new(connection: Connection) -> list[Change]:
            lived = {
                id_ for one in rows.all_releases(connection) if one.live_at for id_ in one.changes
            }
            added, _ = _difference(connection, release)
            return rows.changes_of(connection, added - lived)

        return needs_second(self.store.do(new), self.hotline)

    def unconfirmed(self, changes: Iterable[Change]) -> list[NewNumber]:
        """The new numbers of changes that nobody has confirmed. Raises DeskDown."""
        return unconfirmed(changes, self.hotline.settings.verified_file, self.store)

    def release(self, id_: int) -> Release:
        """A release as it is now. Raises DeskDown and KeyError."""
        return self.store.do(lambda connection: rows.release_of(connection, id_))

    def _keep(self, ids: Callable[[Connection, set[int]], set[int]], by: str) -> Release:
        """Keep a release. ids: which changes it has, from those that are live."""

        def work(connection: Connection) -> Release:
            live, changes = rows.live_changes(connection)
            wanted = ids(connection, {one.id for one in changes})
            return rows.add_release(connection, live, wanted, by, self.store.now())

        return self.store.do(work)

    def _problems(self, release: Release, changes: Sequence[Change]) -> list[FieldProblem]:
        sounds = SoundFiles.beside(self.work)
        with TemporaryDirectory(prefix="wayout-check-") as folder:
            try:
                with one_at_a_time(self.work):
                    sounds.fetch(self.store, changes)
                    built = build(
                        release.id, changes, self.base, self.hotline, Path(folder), sounds
                    )
            except CannotTake as error:
                return list(error.problems)
            except CannotFetch as error:
                return [FieldProblem("", str(error))]
            return list(
                rehearse(
                    built.hotline,
                    lambda number, of: self._tell(release, progress=f"{number}/{of}"),
                )
            )

    def _go_live(self, release: Release, second: str = "") -> None:
        now = self.store.now()

        def work(connection: Connection) -> None:
            if not rows.go_live(connection, release, now, second):
                rows.fail(connection, release.id, now, [FieldProblem("", MOVED)])

        self.store.do(work)

    def _tell(self, release: Release, **said: str) -> None:
        now = self.store.now()
        self.store.do(lambda connection: rows.tell(connection, release.id, now, **said))


def _difference(connection: Connection, release: Release) -> tuple[set[int], set[int]]:
    """The changes that a release has and its parent has not, and the other way round."""
    before = rows.release_of(connection, release.parent).changes if release.parent else ()
    return {*release.changes} - {*before}, {*before} - {*release.changes}


def publishing_of(follower: Follower, app: Flask) -> Publishing:
    """Publishing from an application that follows."""
    return Publishing(follower.store, follower.base, HOTLINE.of(app), follower.folder)
