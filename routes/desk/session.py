"""The sessions of people who are logged in. The server keeps them: the cookie holds only a token,
so a copy of the cookie is worth nothing once its session has ended.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import g, session
from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.actions import Action, record, write
from routes.desk.password import is_trace_of, trace_of
from routes.desk.person import SHARED, Person, a_coordinator_can_log_in, person_of
from routes.desk.roles import COORDINATORS, READERS, Roles, may_use
from routes.desk.schema import sessions

LONGEST = 12 * 3600
"""Seconds after which a session ends: a long day's work."""
IDLE = 3600
"""Seconds without a request after which a session ends: its person may have left the desk."""
NOTED = 60
"""Seconds between two requests of a session that are written down."""
_TOKEN = "token"
"""The entry of the cookie."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A session that has not ended. person: None for the shared password, which does everything."""

    token: str
    person: Person | None

    @property
    def name(self) -> str:
        """Who it is, as the log keeps it."""
        return self.person.name if self.person else SHARED

    @property
    def roles(self) -> Roles:
        """What they may do."""
        return self.person.roles if self.person else COORDINATORS

    def reads(self, language: str) -> bool:
        """Whether they may read the script of a language."""
        if self.person is None or self.roles & READERS:
            return True
        return language in self.person.languages


def begin(person: Person | None) -> None:
    """Begin a session, and end the one that this browser had, of which only the language stays.
    Raises DeskDown.
    """
    resume()
    end()
    store = the_store()
    token = secrets.token_urlsafe(32)
    now = store.now()
    here = LoggedIn(token, person)
    row = {
        "id": _digest(token),
        "person": here.name,
        "account": person.id if person else None,
        "password": "" if person else trace_of(_password_hash()),
        "began": now,
        "seen": now,
    }

    def work(connection: Connection) -> None:
        ended = or_(sessions.c.began <= now - LONGEST, sessions.c.seen <= now - IDLE)
        connection.execute(delete(sessions).where(ended))
        connection.execute(insert(sessions).values(row))
        write(connection, now, here.name, Action.LOG_IN)

    store.do(work)
    session[_TOKEN] = token


def end(*, everywhere: bool = False) -> None:
    """End the session of this request, or those of everybody. Only the language stays in the
    cookie. Raises DeskDown: a session that may go on must not look ended.
    """
    here = logged_in()
    if here:
        store = the_store()
        now = store.now()
        own = sessions.c.id == _digest(here.token)
        action = Action.LOG_OUT_EVERYWHERE if everywhere else Action.LOG_OUT

        def work(connection: Connection) -> None:
            which = delete(sessions) if everywhere else delete(sessions).where(own)
            connection.execute(which)
            write(connection, now, here.name, action)

        store.do(work)
    g.logged_in = None
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def resume() -> LoggedIn | None:
    """Find the session of this request, and begin its hour without a request anew. Raises
    DeskDown. A cookie without a token asks nothing of the database.
    """
    g.logged_in = None
    token = session.get(_TOKEN)
    if not isinstance(token, str):
        return None
    store = the_store()
    now = store.now()
    own = sessions.c.id == _digest(token)
    password = _password_hash()

    def work(connection: Connection) -> LoggedIn | None:
        row = connection.execute(select(sessions).where(own)).one_or_none()
        if row is None or now - row.began >= LONGEST or now - row.seen >= IDLE:
            return None
        person = None if row.account is None else person_of(connection, row.account)
        if not _goes_on(connection, row, person, password):
            return None
        if now - row.seen >= NOTED:
            connection.execute(update(sessions).where(own).values(seen=now))
        return LoggedIn(token, person)

    g.logged_in = store.do(work)
    return logged_in()


def logged_in() -> LoggedIn | None:
    """The session of this request, as `resume` has found it."""
    found: LoggedIn | None = g.get("logged_in")
    return found


def may(endpoint: str) -> bool:
    """Whether the person of this request may use an endpoint."""
    here = logged_in()
    return here is not None and may_use(here.roles, endpoint)


def note(action: Action, about: str = "") -> None:
    """Write down what the person of this request does, before it is done. Raises DeskDown."""
    here = logged_in()
    record(the_store(), here.name if here else "", action, about)


def open_sessions() -> int:
    """How many sessions have not ended, of everybody. Raises DeskDown."""
    now = the_store().now()
    wanted = (
        sessions.c.began > now - LONGEST,
        sessions.c.seen > now - IDLE,
        or_(sessions.c.account.is_not(None), sessions.c.password == trace_of(_password_hash())),
    )
    query = select(func.count()).select_from(sessions).where(*wanted)
    return the_store().do(lambda connection: int(connection.execute(query).scalar_one()))


def _goes_on(connection: Connection, row: Row[Any], person: Person | None, password: str) -> bool:
    """Whether the person who began a session may go on with it. password: the hash of the shared
    one.
    """
    if row.account is not None:
        return person is not None and person.ended is None
    return is_trace_of(row.password, password) and not a_coordinator_can_log_in(connection)


def _digest(token: str) -> str:
    """The digest that is kept of a token. A person who reads the database cannot use it."""
    return sha256(token.encode()).hexdigest()


def _password_hash() -> str:
    """The hash of the shared password; empty where it is not set."""
    kept = the_hotline().settings.staff_password_hash
    return kept.get_secret_value() if kept else ""
