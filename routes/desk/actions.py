"""The log of what the staff did: when, who and what. It tells nothing of a caller, and the address
that somebody came from is not kept.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from routes.database.store import DeskStore, put
from routes.desk.schema import actions, refused_log_ins, sessions

DAYS = 730
"""Days for which it is kept."""
HOUR = 3600
DAY = 24 * HOUR


class Action(StrEnum):
    """What somebody did. The values are stored."""

    LOG_IN = "log in"
    LOG_OUT = "log out"
    LOG_OUT_EVERYWHERE = "log out everywhere"
    ENDED_BY_COMMAND = "all sessions ended by command"
    EXPORT = "export"
    EXAMINE = "examine"
    INVITE = "invite"
    USE_INVITATION = "use invitation"
    CHANGE_ROLES = "change roles"
    END_PERSON = "end person"
    CHANGE = "change"
    DROP = "drop change"
    PUBLISH = "publish"
    AGREE = "agree"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    RING = "ring for a test"
    TAKE_WARNING = "take warning"
    CHANGE_RULES = "change rules of warnings"
    CHANGE_CHANNEL = "change channel of warnings"
    TEST_CHANNEL = "test channel of warnings"
    REMOVE_CHANNEL = "remove channel of warnings"
    PUT_ON_AIR = "put on air"
    PROPOSE_NOTICE = "propose notice"
    AGREE_NOTICE = "agree to notice"
    END_NOTICE = "end notice"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log. at: seconds since 1970. about: what the action was about."""

    at: int
    person: str
    action: str
    about: str


@dataclass(frozen=True, slots=True)
class RefusedLogIns:
    """Wrong log-ins of one hour. at: when it began, in seconds since 1970."""

    at: int
    count: int


def write(connection: Connection, at: int, person: str, action: Action, about: str = "") -> None:
    """Add an entry within the transaction of the action itself, so that neither is kept without the
    other. Entries that are too old are removed.
    """
    connection.execute(delete(actions).where(actions.c.at < at - DAYS * DAY))
    row = {"at": at, "person": person, "action": action.value, "about": about}
    connection.execute(insert(actions).values(row))


def record(store: DeskStore, person: str, action: Action, about: str = "") -> None:
    """Add an entry. Raises DeskDown."""
    now = store.now()
    store.do(lambda connection: write(connection, now, person, action, about))


def count_refused(store: DeskStore) -> None:
    """Count a wrong log-in. Raises DeskDown."""
    hour = store.now() // HOUR

    def work(connection: Connection) -> None:
        old = refused_log_ins.c.hour < hour - DAYS * DAY // HOUR
        connection.execute(delete(refused_log_ins).where(old))
        more = {"n": refused_log_ins.c.n + 1}
        put(connection, refused_log_ins, {"hour": hour, "n": 1}, more)

    store.do(work)


def end_all_sessions(store: DeskStore, action: Action) -> int:
    """End the sessions of everybody; how many there were. Raises DeskDown."""
    now = store.now()

    def work(connection: Connection) -> int:
        write(connection, now, "", action)
        return connection.execute(delete(sessions)).rowcount

    return store.do(work)


def entries(store: DeskStore, most: int | None = None) -> list[Entry]:
    """The newest entries, the newest first; by default all. Raises DeskDown."""
    query = select(actions).order_by(actions.c.id.desc()).limit(most)
    return store.do(
        lambda connection: [
            Entry(row.at, row.person, row.action, row.about) for row in connection.execute(query)
        ]
    )


def refused(store: DeskStore, most: int | None = None) -> list[RefusedLogIns]:
    """The newest hours with wrong log-ins, the newest first; by default all. Raises DeskDown."""
    query = select(refused_log_ins).order_by(refused_log_ins.c.hour.desc()).limit(most)
    return store.do(
        lambda connection: [
            RefusedLogIns(row.hour * HOUR, row.n) for row in connection.execute(query)
        ]
    )
