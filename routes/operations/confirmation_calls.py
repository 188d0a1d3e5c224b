"""Test calls that the desk places, and what they have confirmed, in the desk's database.

Any process may take the answer of the person who picks up. It proves itself by a secret in the
address of the webhook, of which the table keeps a digest. The first answer counts, and no other.
"""

import datetime
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from flask import Flask, has_app_context
from sqlalchemy import Connection, delete, insert, select, update

from ivr.hours import BRUSSELS_TIME
from routes.call.hotline import ALSO
from routes.database.store import DESK_STORE, DeskStore, put
from routes.extension import this_app
from routes.operations.pending_calls import LASTS
from routes.operations.schema import confirmations, test_calls

KEPT = 7 * 24 * 3600
"""Seconds for which a test call stays in the table."""
Numbers = dict[tuple[str, str], "Confirmed"]
"""Destination and digest of a number -> its last confirmation."""


class CallState(StrEnum):
    """How far a test call is. The values are stored. The others are those of a carrier's call that
    has ended without a confirmation (routes/carriers/api.py).
    """

    RINGING = "ringing"
    PICKED_UP = "in-progress"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOT_TOLD = "not-told"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


GOES_ON = (CallState.RINGING, CallState.PICKED_UP)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """at: seconds since 1970. by: who has rung the number in another way; empty where the person
    who picked up has pressed the key.
    """

    at: int
    by: str


@dataclass(frozen=True, slots=True)
class DeskCall:
    """The last test call of a number."""

    at: int
    state: CallState

    def goes_on(self, now: int) -> bool:
        """Whether it rings, or somebody hears the question. Not after an answer is too late, such
        as when the process that watched it has ended.
        """
        return self.state in GOES_ON and now - self.at < LASTS.total_seconds()


def desk_store(app: Flask) -> DeskStore | None:
    """The desk's database, where this application has a desk."""
    applications = (app, *ALSO.of(app))
    return next((found for one in applications if (found := DESK_STORE.find(one))), None)


def store_here() -> DeskStore | None:
    """The desk's database, where the application of this request or command has a desk."""
    return desk_store(this_app()) if has_app_context() else None


def place(store: DeskStore, destination: str, number: str) -> str | None:
    """Expect the answer to a test call; its secret. None where one to this number goes on. number:
    the digest. Raises DeskDown.
    """
    now, secret = store.now(), secrets.token_urlsafe(16)

    def work(connection: Connection) -> bool:
        connection.execute(delete(test_calls).where(test_calls.c.at < now - KEPT))
        last = calls_to(connection).get((destination, number))
        if last and last.goes_on(now):
            return False
        row = {"destination": destination, "number": number, "at": now, "state": CallState.RINGING}
        connection.execute(insert(test_calls).values(secret=_digest(secret), **row))
        return True

    return secret if store.do(work) else None


def tell(store: DeskStore, secret: str, state: CallState) -> None:
    """Keep how far a test call is, unless it has ended. Raises DeskDown."""
    store.do(lambda connection: _move(connection, secret, state))


def answer(store: DeskStore, secret: str) -> bool:
    """Confirm the number of a test call; False where it was answered before, or is too old. Raises
    DeskDown.
    """
    now = store.now()

    def work(connection: Connection) -> bool:
        if not _move(
            connection, secret, CallState.CONFIRMED, since=now - int(LASTS.total_seconds())
        ):
            return False
        query = select(test_calls).where(test_calls.c.secret == _digest(secret))
        call = connection.execute(query).one()
        _confirm(connection, call.destination, call.number, now, "")
        return True

    return store.do(work)


def confirm_by_hand(store: DeskStore, numbers: Iterable[tuple[str, str]], by: str) -> None:
    """Keep that somebody has rung these numbers in another way. Raises DeskDown."""
    now = store.now()

    def work(connection: Connection) -> None:
        for destination, number in numbers:
            _confirm(connection, destination, number, now, by)

    store.do(work)


def numbers_in(connection: Connection) -> Numbers:
    """Every number that was ever confirmed at the desk."""
    rows = connection.execute(select(confirmations))
    return {(row.destination, row.number): Confirmed(row.at, row.by) for row in rows}


def days_in(store: DeskStore | None) -> dict[tuple[str, str], datetime.date]:
    """Destination and digest of a number -> the day on which it was confirmed at the desk. Raises
    DeskDown.
    """
    found = store.do(numbers_in) if store else {}
    moments = {
        key: datetime.datetime.fromtimestamp(one.at, BRUSSELS_TIME) for key, one in found.items()
    }
    return {key: moment.date() for key, moment in moments.items()}


def calls_to(connection: Connection) -> dict[tuple[str, str], DeskCall]:
    """The last test call to each number."""
    rows = connection.execute(select(test_calls).order_by(test_calls.c.at))
    return {(row.destination, row.number): DeskCall(row.at, CallState(row.state)) for row in rows}


def _move(connection: Connection, secret: str, state: CallState, since: int = 0) -> bool:
    goes_on = [one.value for one in GOES_ON]
    call = (test_calls.c.secret == _digest(secret)) & test_calls.c.state.in_(goes_on)
    moved = update(test_calls).where(call, test_calls.c.at > since).values(state=state.value)
    return connection.execute(moved).rowcount == 1


def _confirm(connection: Connection, destination: str, number: str, at: int, by: str) -> None:
    row = {"destination": destination, "number": number, "at": at, "by": by}
    put(connection, confirmations, row, {"at": at, "by": by})


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
