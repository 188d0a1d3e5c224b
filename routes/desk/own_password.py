"""A person's own password, with codes of an authenticator."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, select, update

from routes.database.seal import seal_of
from routes.database.store import the_store
from routes.desk.codes import step_of
from routes.desk.delays import DELAYS
from routes.desk.password import hash_of, is_right
from routes.desk.person import Person, key_of, person_of
from routes.desk.schema import people


def keep(
    connection: Connection, account: int, password: str, authenticator: str, step: int
) -> None:
    """Let this be the person's password, and this the secret of their codes. password: its hash.
    step: of the code that has proved the authenticator.
    """
    sealed = seal_of(connection).close(authenticator)
    values = {"password": password, "authenticator": sealed, "code": step}
    connection.execute(update(people).where(people.c.id == account).values(values))


def person_with(name: str, password: str, code: str) -> Person | None:
    """Who has this name, password and code; None if one of them is wrong. It takes as long for a
    name that nobody has. Raises DeskDown.
    """
    store = the_store()
    query = select(people).where(people.c.key == key_of(name), people.c.ended.is_(None))

    def find(connection: Connection) -> tuple[Row[Any] | None, str]:
        row = connection.execute(query).one_or_none()
        return row, seal_of(connection).open(row.authenticator) if row else ""

    row, authenticator = store.do(find)
    kept = str(row.password) if row else ""
    right = is_right(kept or _hash_of_nothing(), password)
    if row is None or not kept or not right or not DELAYS.here().takes_code(row.id):
        return None
    step = step_of(authenticator, code, store.now(), row.code) if authenticator else None
    if step is None:
        return None

    def work(connection: Connection) -> Person | None:
        wanted = (people.c.id == row.id, people.c.password == kept, people.c.code < step)
        newest = seal_of(connection).close(authenticator)  # SECRET_KEY may have been replaced
        values = {"code": step, "authenticator": newest}
        used = connection.execute(update(people).where(*wanted).values(values))
        return person_of(connection, row.id) if used.rowcount == 1 else None

    return store.do(work)


@cache
def _hash_of_nothing() -> str:
    """Compared with where a name is not known. So names cannot be found out by the time an answer
    takes.
    """
    return hash_of("nobody has this password")
