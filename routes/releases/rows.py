"""Changes and releases in the desk's database. Each function works in a transaction
that its caller has begun.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, CursorResult, Row, insert, select, update

from routes.releases.change import Change, Value, written
from routes.releases.schema import change_ends, changes, pointer, releases

LIVE = "live"
"""The one row of the pointer."""
INTERRUPTED = 45
"""Seconds without a sign of life after which checks count as interrupted."""


class State(StrEnum):
    """How far a release is. The values are stored."""

    CHECKING = "checking"
    FAILED = "failed"
    WAITING = "waiting"
    LIVE = "live"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Ended(StrEnum):
    """Why a change is no longer a draft. The values are stored."""

    DROPPED = "dropped"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why a release cannot go live. entity: the change that it is about; empty for all of it."""

    entity: str
    message: str


@dataclass(frozen=True, slots=True)
class Release:
    """A release, as routes/releases/schema.py describes it. changes: ids."""

    id: int
    parent: int
    digest: str
    state: State
    changes: tuple[int, ...]
    by: str
    at: int
    second: str = ""
    live_at: int = 0
    progress: str = ""
    touched: int = 0
    problems: tuple[FieldProblem, ...] = field(default=())

    def was_interrupted(self, now: int) -> bool:
        """Whether its checks ended without a result, such as when their process was killed."""
        return self.state is State.CHECKING and now - self.touched > INTERRUPTED


def add_change(
    connection: Connection, entity: str, before: Value, after: Value, by: str, at: int, why: str
) -> int:
    """Keep a change as a draft; its id. It takes the place of any other draft of the entity."""
    for draft in drafts(connection):
        if draft.entity == entity:
            _end(connection, draft.id, Ended.REPLACED, by, at)
    row = {"entity": entity, "before": written(before), "after": written(after)}
    made = connection.execute(insert(changes).values(**row, by=by, at=at, why=why))
    return _key(made)


def drop_draft(connection: Connection, change: int, by: str, at: int) -> None:
    """Drop a draft. Does nothing where the change is no draft."""
    if any(draft.id == change for draft in drafts(connection)):
        _end(connection, change, Ended.DROPPED, by, at)


def drafts(connection: Connection) -> list[Change]:
    """Changes that were never live, and that nobody has dropped."""
    used = {id_ for one in all_releases(connection) if one.live_at for id_ in one.changes}
    ended = set(connection.execute(select(change_ends.c.change)).scalars())
    return [one for one in all_changes(connection) if one.id not in used | ended]


def all_changes(connection: Connection) -> list[Change]:
    """Every change that was ever made, the oldest first."""
    return [_change(row) for row in connection.execute(select(changes).order_by(changes.c.id))]


def changes_of(connection: Connection, ids: Collection[int]) -> list[Change]:
    """The changes with these ids."""
    return [one for one in all_changes(connection) if one.id in ids]


def add_release(
    connection: Connection, parent: int, ids: Iterable[int], by: str, at: int
) -> Release:
    """Keep a new release whose checks begin."""
    row = {
        "parent": parent,
        "digest": "",
        "state": State.CHECKING.value,
        "changes": json.dumps(sorted(ids)),
        "by": by,
        "at": at,
        "second": "",
        "live_at": 0,
        "progress": "",
        "touched": at,
        "problems": "[]",
    }
    made = connection.execute(insert(releases).values(row))
    return release_of(connection, _key(made))


def tell(connection: Connection, release: int, at: int, **said: object) -> None:
    """Change what is kept of a release."""
    connection.execute(update(releases).where(releases.c.id == release).values(touched=at, **said))


def fail(connection: Connection, release: int, at: int, problems: Iterable[FieldProblem]) -> None:
    """Keep why a release cannot go live."""
    told = json.dumps([[one.entity, one.message] for one in problems], ensure_ascii=False)
    tell(connection, release, at, state=State.FAILED.value, problems=told)


def go_live(connection: Connection, release: Release, at: int, second: str = "") -> bool:
    """Move the pointer to a release. False where another one went live since its parent did: then
    nothing is changed.
    """
    here = (pointer.c.name == LIVE) & (pointer.c.release == release.parent)
    moved = connection.execute(update(pointer).where(here).values(release=release.id))
    if moved.rowcount != 1:
        return False
    if release.parent:
        tell(connection, release.parent, at, state=State.REPLACED.value)
    tell(connection, release.id, at, state=State.LIVE.value, live_at=at, second=second)
    return True


def live_id(connection: Connection) -> int:
    """The release that callers hear; 0 for the files alone."""
    return int(connection.execute(select(pointer.c.release)).scalar() or 0)


def newest_in_preparation(connection: Connection) -> Release | None:
    """The newest release, where it is being checked or waits for a second person."""
    query = select(releases).order_by(releases.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    preparing = row is not None and row.state in (State.CHECKING, State.WAITING)
    return _release(row) if row is not None and preparing else None


def release_of(connection: Connection, id_: int) -> Release:
    """A release. Raises KeyError."""
    row = connection.execute(select(releases).where(releases.c.id == id_)).one_or_none()
    if row is None:
        raise KeyError(id_)
    return _release(row)


def live_changes(connection: Connection) -> tuple[int, list[Change]]:
    """The release that is live, and its changes."""
    live = live_id(connection)
    ids = release_of(connection, live).changes if live else ()
    return live, changes_of(connection, ids)


def all_releases(connection: Connection) -> list[Release]:
    """Every release, the newest first."""
    query = select(releases).order_by(releases.c.id.desc())
    return [_release(row) for row in connection.execute(query)]


def _key(made: CursorResult[Any]) -> int:
    """The id of a row that was added."""
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def _end(connection: Connection, change: int, how: Ended, by: str, at: int) -> None:
    connection.execute(insert(change_ends).values(change=change, how=how.value, by=by, at=at))


def _change(row: Row[Any]) -> Change:
    return Change(
        row.id, row.entity, json.loads(row.before), json.loads(row.after), row.by, row.at, row.why
    )


def _release(row: Row[Any]) -> Release:
    kept = row._asdict()
    kept["state"] = State(row.state)
    kept["changes"] = tuple(json.loads(row.changes))
    kept["problems"] = tuple(FieldProblem(*one) for one in json.loads(row.problems))
    return Release(**kept)
