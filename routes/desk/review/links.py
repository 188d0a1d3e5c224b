"""The link of a native speaker: it opens the review of one language, without a password.

The first browser that opens it keeps a token of its own, and can open it again and come back
without it. Any other browser is refused, so a link that goes astray later opens nothing.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, insert, select, update

from routes.desk.actions import Action, write
from routes.desk.invitations import digest_of
from routes.desk.person import Person, Refused, add, change_roles, person_named, person_of
from routes.desk.review.schema import links
from routes.desk.roles import Role
from routes.translations import N_

PATH = "/staff/review"
UNOPENED = 14 * 86_400
"""Seconds for which a link can be opened for the first time."""
UNUSED = 90 * 86_400
"""Seconds without a page after which a link ends."""
NOTED = 60
"""Seconds between two pages of a link that are written down."""


class Task(StrEnum):
    """What a native speaker is asked to do. The values are stored."""

    REVIEW = "review"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Link:
    """The link of a person. opened, ended: seconds since 1970; 0 while it was not."""

    digest: str
    person: Person
    language: str
    tasks: frozenset[Task]
    made: int
    opened: int
    seen: int
    ended: int

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.person.name

    def is_over(self, now: int) -> bool:
        """Whether it opens nothing any more."""
        last = self.seen + UNUSED if self.opened else self.made + UNOPENED
        return bool(self.ended) or self.person.ended is not None or now > last


def make(
    connection: Connection, now: int, by: str, name: str, language: str, tasks: set[Task]
) -> tuple[Person, str]:
    """Invite a native speaker to a language: the person, and the token of their link, which nobody
    can read again. A former link of theirs to this language ends. Raises Refused.
    """
    if not tasks:
        raise Refused(N_("Choose what they are asked to do."), "tasks")
    person = _person(connection, now, by, name, language)
    token = secrets.token_urlsafe(32)
    own = (links.c.person == person.id, links.c.language == language)
    connection.execute(delete(links).where(*own))
    row = {
        "digest": digest_of(token),
        "person": person.id,
        "language": language,
        "tasks": " ".join(sorted(tasks)),
        "browser": "",
        "by": by,
        "made": now,
        "opened": 0,
        "seen": 0,
        "ended": 0,
    }
    connection.execute(insert(links).values(row))
    write(connection, now, by, Action.INVITE, f"{person.name} ({language}: {row['tasks']})")
    return person, token


def address(root: str, language: str, token: str) -> str:
    """The address to hand over. What stands behind # is never sent to a server."""
    return f"{root}{PATH}/{language}#{token}"


def take(connection: Connection, now: int, token: str, browser: str) -> tuple[Link, str] | None:
    """Open a link: it, and the token that the browser is to keep. browser: the one that it keeps
    already; empty for none. None for a link that opens nothing, or that another browser has.
    """
    own = links.c.digest == digest_of(token)
    row = connection.execute(select(links).where(own)).one_or_none()
    link = _link(connection, row) if row else None
    if row is None or link is None or link.is_over(now):
        return None
    if row.browser:
        return (link, browser) if row.browser == digest_of(browser) else None
    kept = browser or secrets.token_urlsafe(32)
    values = {"browser": digest_of(kept), "opened": now, "seen": now}
    first = connection.execute(update(links).where(own, links.c.browser == "").values(values))
    return (link, kept) if first.rowcount == 1 else None


def links_of(connection: Connection, now: int, browser: str) -> list[Link]:
    """The links that a browser has opened, the one that was used last first."""
    if not browser:
        return []
    own = links.c.browser == digest_of(browser)
    query = select(links).where(own).order_by(links.c.seen.desc(), links.c.opened.desc())
    found = (_link(connection, row) for row in connection.execute(query).all())
    return [link for link in found if link and not link.is_over(now)]


def note(connection: Connection, now: int, link: Link) -> None:
    """Write down that a link is used."""
    if now - link.seen >= NOTED:
        own = links.c.digest == link.digest
        connection.execute(update(links).where(own).values(seen=now))


def end(connection: Connection, now: int, by: str, person: int, language: str) -> None:
    """End the link of a person to a language. What they did stays."""
    own = (links.c.person == person, links.c.language == language, links.c.ended == 0)
    ended = connection.execute(update(links).where(*own).values(ended=now))
    found = person_of(connection, person)
    if ended.rowcount and found:
        write(connection, now, by, Action.END_PERSON, f"{found.name} ({language})")


def links_to(connection: Connection, language: str) -> list[Link]:
    """Every link to a language, by name."""
    rows = connection.execute(select(links).where(links.c.language == language)).all()
    found = (_link(connection, row) for row in rows)
    return sorted((link for link in found if link), key=lambda link: link.name.casefold())


def linked(connection: Connection, now: int) -> frozenset[int]:
    """The ids of the people whose link opens something."""
    rows = connection.execute(select(links)).all()
    found = (_link(connection, row) for row in rows)
    return frozenset(link.person.id for link in found if link and not link.is_over(now))


def _person(connection: Connection, now: int, by: str, name: str, language: str) -> Person:
    """The person of this name, who reads this language from now on."""
    known = person_named(connection, name)
    if known is None:
        return add(connection, name, frozenset({Role.REVIEWER}), (language,))
    if known.roles != {Role.REVIEWER}:
        raise Refused(
            N_("Somebody of this name works at the desk already. Take another name."), "name"
        )
    if language not in known.languages:
        more = (*known.languages, language)
        change_roles(connection, now, by, known, known.roles, more)
    return known


def _link(connection: Connection, row: Row[tuple[object, ...]]) -> Link | None:
    person = person_of(connection, row.person)
    if person is None:
        return None
    tasks = frozenset(Task(word) for word in row.tasks.split())
    return Link(row.digest, person, row.language, tasks, row.made, row.opened, row.seen, row.ended)
