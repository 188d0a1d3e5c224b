"""Notices in the desk's database. Each function works in a transaction that its caller has
begun.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from ivr.notices import Notice, Template
from routes.releases.notices.schema import notices, words

_LATELY = 5
"""Notices among which one that is sent again is looked for."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of its own in one language, and the name of the clip that says them, if any."""

    language: str
    words: str
    clip: str = ""


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice, as routes/releases/notices/schema.py describes it."""

    id: int
    place: str
    template: Template | None
    since: int
    until: int
    by: str
    at: int
    second: str = ""
    ended: int = 0
    ended_by: str = ""
    words: tuple[Words, ...] = ()

    def waits(self, now: int) -> bool:
        """Whether a second person must agree before callers hear it."""
        return not self.since and not self.ended and now < self.until

    def is_on_air(self, now: int) -> bool:
        """Whether callers hear it."""
        return bool(self.since) and not self.ended and now < self.until

    @property
    def unsaid(self) -> list[str]:
        """The languages in which nothing says its words."""
        return [one.language for one in self.words if not one.clip]

    @property
    def sounds(self) -> str:
        """Names exactly what says its words."""
        return " ".join(f"{one.language}:{one.clip}" for one in self.words)

    @property
    def heard(self) -> Notice:
        """The notice as the tree says it."""
        own = tuple((one.language, one.words) for one in self.words)
        since, until = (datetime.fromtimestamp(at, UTC) for at in (self.since, self.until))
        return Notice(self.place, self.template, since, until, own)


def put_on_air(
    connection: Connection, place: str, template: Template, until: int, by: str, at: int
) -> int:
    """Let callers hear a template from now on; its id. It takes the place of any other notice."""
    _end(connection, on_air_at(connection, place, at), by, at)
    return _add(connection, place, template.value, since=at, until=until, by=by, at=at)


def propose(
    connection: Connection,
    place: str,
    said: Sequence[tuple[Words, bytes]],
    until: int,
    by: str,
    at: int,
) -> int:
    """Keep words of its own until a second person agrees; its id. said: with the content of each
    clip. What waits already, word for word, is not kept twice: a proxy may send a form again.
    """
    own = {one.language: one.words for one, _sound in said}
    for kept in newest(connection, _LATELY):
        same = {one.language: one.words for one in kept.words} == own
        if same and kept.waits(at) and (kept.place, kept.by) == (place, by):
            return kept.id
    id_ = _add(connection, place, "", since=0, until=until, by=by, at=at)
    for one, sound in said:
        row = {"notice": id_, "language": one.language, "words": one.words, "clip": one.clip}
        connection.execute(insert(words).values(**row, sound=sound))
    return id_


def record(connection: Connection, notice: KeptNotice, said: Words, sound: bytes, at: int) -> bool:
    """Let a clip say these words of a notice; whether it still waits, so that the second person
    hears it.
    """
    if not notice.waits(at):
        return False
    own = (words.c.notice == notice.id) & (words.c.language == said.language)
    changed = connection.execute(update(words).where(own).values(clip=said.clip, sound=sound))
    return changed.rowcount == 1


def agree(connection: Connection, notice: KeptNotice, second: str, at: int) -> bool:
    """Let callers hear words of its own; whether they waited, and somebody else wrote them."""
    if not notice.waits(at) or second == notice.by:
        return False
    _end(connection, on_air_at(connection, notice.place, at), second, at)
    waiting = (notices.c.id == notice.id) & (notices.c.since == 0) & (notices.c.ended == 0)
    changed = connection.execute(update(notices).where(waiting).values(since=at, second=second))
    return changed.rowcount == 1


def end(connection: Connection, notice: int, by: str, at: int) -> None:
    """End a notice before its time, on air or not."""
    _end(connection, [notice], by, at)


def on_air(connection: Connection, now: int) -> tuple[KeptNotice, ...]:
    """What callers hear, the newest first."""
    found = _found(connection, _newest().where(notices.c.until > now, notices.c.ended == 0))
    heard = (one for one in found if one.is_on_air(now))
    return tuple(sorted(heard, key=lambda one: (one.since, one.id), reverse=True))


def on_air_at(connection: Connection, place: str, now: int) -> list[int]:
    """The ids of what callers hear at a place."""
    return [one.id for one in on_air(connection, now) if one.place == place]


def newest(connection: Connection, most: int) -> list[KeptNotice]:
    """The newest notices, also those that are over."""
    return _found(connection, _newest().limit(most))


def heard_first_in(connection: Connection, begin: int, end: int) -> list[KeptNotice]:
    """The notices that went on air between these moments; the second one does not count."""
    return _found(connection, _newest().where(notices.c.since >= begin, notices.c.since < end))


def notice_of(connection: Connection, id_: int) -> KeptNotice:
    """A notice. Raises KeyError."""
    found = _found(connection, select(notices).where(notices.c.id == id_))
    if not found:
        raise KeyError(id_)
    return found[0]


def sound_of(connection: Connection, clip: str) -> bytes:
    """The content of a clip; nothing where there is none of this name."""
    query = select(words.c.sound).where(words.c.clip == clip).limit(1)
    return bytes(connection.execute(query).scalar() or b"")


def _newest() -> Select[Any]:
    return select(notices).order_by(notices.c.at.desc(), notices.c.id.desc())


def _add(connection: Connection, place: str, template: str, **row: object) -> int:
    empty = {"second": "", "ended": 0, "ended_by": ""}
    made = connection.execute(
        insert(notices).values(place=place, template=template, **empty, **row)
    )
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def _end(connection: Connection, ids: Sequence[int], by: str, at: int) -> None:
    going_on = notices.c.id.in_(ids) & (notices.c.ended == 0)
    connection.execute(update(notices).where(going_on).values(ended=at, ended_by=by))


def _found(connection: Connection, query: Select[Any]) -> list[KeptNotice]:
    rows = connection.execute(query).all()
    own = [row.id for row in rows if not row.template]
    said: dict[int, list[Words]] = {}
    columns = (words.c.notice, words.c.language, words.c.words, words.c.clip)
    for row in connection.execute(select(*columns).where(words.c.notice.in_(own))) if own else ():
        said.setdefault(row.notice, []).append(Words(row.language, row.words, row.clip))
    return [_notice(row, said.get(row.id, [])) for row in rows]


def _notice(row: Row[Any], said: list[Words]) -> KeptNotice:
    kept = row._asdict()
    kept["template"] = Template(row.template) if row.template else None
    return KeptNotice(**kept, words=tuple(sorted(said, key=lambda one: one.language)))
