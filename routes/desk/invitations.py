"""Invitations: a link that is handed over by any means, and that works once."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import pyotp
from sqlalchemy import Connection, delete, insert, select, update

from routes.database.seal import seal_of
from routes.desk.actions import Action, write
from routes.desk.person import Person, forget_ways_in, person_of, roles_told
from routes.desk.roles import Role
from routes.desk.schema import invitations, people, sessions

LASTS = 72 * 3600
"""Seconds for which an invitation can be used."""
PATH = "/staff/invitation"


class InvitationState(StrEnum):
    """Whether an invitation can be used."""

    GOOD = "good"
    USED = "used"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Invitation:
    """The invitation of a person. authenticator: the secret of codes, if they choose these."""

    digest: str
    person: Person
    authenticator: str


def invite(connection: Connection, now: int, by: str, person: Person) -> str:
    """Invite a person: the token of the link, which nobody can read again. A former invitation of
    theirs is void; what they log in with until now holds until this one is used.
    """
    token = secrets.token_urlsafe(32)
    connection.execute(delete(invitations).where(invitations.c.person == person.id))
    row = {
        "digest": digest_of(token),
        "person": person.id,
        "authenticator": seal_of(connection).close(pyotp.random_base32()),
        "until": now + LASTS,
    }
    connection.execute(insert(invitations).values(row))
    told = f"{person.name} ({roles_told(person.roles, person.languages)})"
    write(connection, now, by, Action.INVITE, told)
    return token


def link(root: str, token: str) -> str:
    """The address to hand over. What stands behind # is never sent to a server, so no log of
    requests can hold it.
    """
    return f"{root}{PATH}#{token}"


def token_in(written: str) -> str:
    """The token, from a whole link or by itself."""
    return written.strip().rpartition("#")[2]


def digest_of(token: str) -> str:
    """The digest that is kept of a token. A person who reads the database cannot use it."""
    return sha256(token.encode()).hexdigest()


def find(
    connection: Connection, now: int, digest: str
) -> tuple[InvitationState, Invitation | None]:
    """The invitation with this digest, if it can be used."""
    query = select(invitations).where(invitations.c.digest == digest)
    row = connection.execute(query).one_or_none()
    person = person_of(connection, row.person) if row else None
    if row is None or person is None:
        return InvitationState.UNKNOWN, None
    if row.used is not None:
        return InvitationState.USED, None
    if row.until <= now:
        return InvitationState.LATE, None
    return InvitationState.GOOD, Invitation(
        digest, person, seal_of(connection).open(row.authenticator)
    )


def use(connection: Connection, now: int, invitation: Invitation) -> bool:
    """Use an invitation up; False if it was used meanwhile. The person's former sessions and ways
    in end, and so do sessions of the shared password once a coordinator can log in.
    """
    wanted = (
        invitations.c.digest == invitation.digest,
        invitations.c.used.is_(None),
        invitations.c.until > now,
    )
    used = connection.execute(update(invitations).where(*wanted).values(used=now, authenticator=""))
    if used.rowcount != 1:
        return False
    person = invitation.person
    forget_ways_in(connection, person.id)
    connection.execute(update(people).where(people.c.id == person.id).values(ended=None))
    if Role.COORDINATOR in person.roles:
        connection.execute(delete(sessions).where(sessions.c.account.is_(None)))
    write(connection, now, person.name, Action.USE_INVITATION)
    return True
