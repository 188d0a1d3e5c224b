"""The people of the desk: who they are, what they may do, and how they get in."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from routes.desk.actions import Action, write
from routes.desk.roles import Role, Roles
from routes.desk.schema import invitations, passkeys, people, sessions
from routes.translations import N_

SHARED = "desk"
"""The name of the shared account in the log. Nobody else can have it."""
LONGEST_NAME = 60
_TAKEN = N_("There is, or was, somebody of this name. Invite them again, or take another name.")


class Refused(Exception):
    """What a coordinator wanted is not done. Says why, in English; translated where it is shown.
    field: of the form.
    """

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.field = field


class WayIn(StrEnum):
    """How a person gets in."""

    NONE = "none"
    PASSKEY = "passkey"
    PASSWORD = "password"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the desk, or did. languages: that a reviewer reviews. ended: when, in
    seconds since 1970. invited_until: until when their invitation can be used, if it was not.
    """

    id: int
    name: str
    roles: Roles
    languages: tuple[str, ...]
    way_in: WayIn
    ended: int | None
    invited_until: int | None

    @property
    def coordinates(self) -> bool:
        """Whether this is a coordinator who can log in."""
        can_log_in = self.ended is None and self.way_in is not WayIn.NONE
        return can_log_in and Role.COORDINATOR in self.roles


def persons(connection: Connection) -> list[Person]:
    """Everybody, by name."""
    has_passkey = exists().where(passkeys.c.person == people.c.id)
    until = select(func.max(invitations.c.until)).where(
        invitations.c.person == people.c.id, invitations.c.used.is_(None)
    )
    query = select(
        people, has_passkey.label("has_passkey"), until.scalar_subquery().label("invited_until")
    ).order_by(people.c.key)
    return [
        Person(
            row.id,
            row.name,
            frozenset(Role(word) for word in row.roles.split() if word in set(Role)),
            tuple(row.languages.split()),
            WayIn.PASSKEY if row.has_passkey else WayIn.PASSWORD if row.password else WayIn.NONE,
            row.ended,
            row.invited_until,
        )
        for row in connection.execute(query)
    ]


def person_of(connection: Connection, account: int) -> Person | None:
    """The person with this id."""
    return next((one for one in persons(connection) if one.id == account), None)


def person_named(connection: Connection, name: str) -> Person | None:
    """The person of this name, in small or capital letters."""
    key = key_of(name)
    return next((one for one in persons(connection) if key_of(one.name) == key), None)


def a_coordinator_can_log_in(connection: Connection, besides: int | None = None) -> bool:
    """Whether there is a coordinator with a way in of their own. besides: one who does not
    count.
    """
    return any(one.coordinates and one.id != besides for one in persons(connection))


def add(connection: Connection, name: str, roles: Roles, languages: Iterable[str]) -> Person:
    """Add a person, who has no way in yet. Raises Refused."""
    written = tidy(name)
    if not 2 <= len(written) <= LONGEST_NAME or not written.isprintable():
        raise Refused(
            N_("Write the name that colleagues know them by, such as Anna or Anna V."), "name"
        )
    if key_of(written) == SHARED:
        raise Refused(N_("This name stands for the shared password. Take another one."), "name")
    if person_named(connection, written):
        raise Refused(_TAKEN, "name")
    check_roles(roles, languages)
    row = {
        "name": written,
        "key": key_of(written),
        "roles": " ".join(sorted(roles)),
        "languages": " ".join(sorted(languages)),
        "password": "",
        "authenticator": "",
        "code": 0,
    }
    try:
        connection.execute(insert(people).values(row))
    except IntegrityError as error:  # somebody else adds the same name at this moment
        raise Refused(_TAKEN, "name") from error
    added = person_named(connection, written)
    assert added is not None
    return added


def change_roles(
    connection: Connection,
    now: int,
    by: str,
    person: Person,
    roles: Roles,
    languages: Iterable[str],
) -> None:
    """Give a person other roles. They hold from the next request on. Raises Refused."""
    _lock(connection)
    check_roles(roles, languages)
    if Role.COORDINATOR not in roles:
        _keep_a_coordinator(connection, person)
    values = {"roles": " ".join(sorted(roles)), "languages": " ".join(sorted(languages))}
    connection.execute(update(people).where(people.c.id == person.id).values(values))
    write(
        connection, now, by, Action.CHANGE_ROLES, f"{person.name} ({roles_told(roles, languages)})"
    )


def end_person(connection: Connection, now: int, by: str, person: Person) -> None:
    """End a person: their sessions, their ways in, and an invitation that was not used. Raises
    Refused.
    """
    _lock(connection)
    _keep_a_coordinator(connection, person)
    forget_ways_in(connection, person.id)
    connection.execute(delete(invitations).where(invitations.c.person == person.id))
    connection.execute(update(people).where(people.c.id == person.id).values(ended=now))
    write(connection, now, by, Action.END_PERSON, person.name)


def forget_ways_in(connection: Connection, account: int) -> None:
    """End the sessions of a person, and remove what they log in with."""
    connection.execute(delete(sessions).where(sessions.c.account == account))
    connection.execute(delete(passkeys).where(passkeys.c.person == account))
    none = {"password": "", "authenticator": "", "code": 0}
    connection.execute(update(people).where(people.c.id == account).values(none))


def check_roles(roles: Roles, languages: Iterable[str]) -> None:
    """Raises Refused for roles that would let a person do nothing."""
    if not roles:
        raise Refused(N_("Choose at least one role."), "roles")
    if Role.REVIEWER in roles and not list(languages):
        raise Refused(N_("Choose the languages that the reviewer reads."), "languages")


def roles_told(roles: Roles, languages: Iterable[str]) -> str:
    """Roles as the log keeps them, such as "reviewer of sq ro, viewer"."""
    told = " ".join(sorted(languages))
    return ", ".join(
        f"{role} of {told}" if role is Role.REVIEWER else str(role) for role in sorted(roles)
    )


def tidy(name: str) -> str:
    """A name as it is kept: without spaces around it, and with single ones within."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def key_of(name: str) -> str:
    """The same for a name in small and in capital letters."""
    return tidy(name).casefold()


def _keep_a_coordinator(connection: Connection, person: Person) -> None:
    """Somebody must be able to invite others."""
    if person.coordinates and not a_coordinator_can_log_in(connection, besides=person.id):
        raise Refused(
            N_(
                "This is the last coordinator who can log in. Invite another one first, and wait "
                "until they have used the invitation."
            )
        )


def _lock(connection: Connection) -> None:
    """Two coordinators who end each other at the same time: the second waits, and is refused. A
    transaction of SQLite has taken the whole file already.
    """
    connection.execute(select(people.c.id).with_for_update())
