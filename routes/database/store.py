"""The database of the desk: sessions, and what the staff did.

It is the PostgreSQL of the statistics, or a file beside theirs. Without either it is a file in the
state directory, or else the memory of this process. No call uses it. A page waits for it in a
worker that answers calls, too, so the wait is short, and after a failure nobody waits for a while.
"""

import logging
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError

from routes.database.engines import make_engine
from routes.database.rare_warning import RareWarning, error_name
from routes.database.seal import OPTION, Seal
from routes.database.upgrade import NewerDatabase, upgrade
from routes.extension import Extension
from routes.settings.database import address
from routes.settings.settings import Settings

log = logging.getLogger(__name__)

Found = TypeVar("Found")

FILE = "desk.sqlite"
PATIENCE = 2
"""Seconds for which the database may be locked, or not answer."""
LONGEST = 3.0
"""Seconds that a page waits. Looking up the name of a host may take longer than PATIENCE."""
LONGEST_START = 10.0
"""Seconds that the start of a server waits until the tables are up to date."""
LONGEST_COMMAND = 60.0
"""Seconds that a command waits."""
PAUSE = 5.0
"""Seconds after a failure in which the database is not asked again."""
IN_MEMORY = (
    "the desk keeps its sessions in the memory of each process, so log-ins hold with one process "
    "only, and end with it: set STATE_DIRECTORY, or DATABASE_URL"
)


def seconds() -> float:
    """Now, in seconds since 1970."""
    return time.time()


class DeskDown(Exception):
    """The database of the desk does not answer. Says why."""


class DeskStore:
    """The database at an address. It keeps no connection between two uses, unless it is in the
    memory of this process. longest: seconds that a use waits. keys: that seal secrets in it.
    """

    def __init__(self, url: URL, longest: float = LONGEST, keys: tuple[str, ...] = ()) -> None:
        self._longest = longest
        engine = make_engine(url, PATIENCE)
        weakref.finalize(self, engine.dispose)  # closes a database in memory
        self._engine = engine.execution_options(**{OPTION: Seal(keys)})
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.in_memory = url.get_backend_name() == "sqlite" and not url.database
        self._turn: AbstractContextManager[object] = Lock() if self.in_memory else nullcontext()
        self._is_open = False
        self._down_until = float("-inf")
        self._why = ""
        self._warning = RareWarning()

    def now(self) -> int:
        """Now, in whole seconds since 1970."""
        return int(seconds())

    def open(self) -> None:
        """Bring the tables up to date at the start, so that no page has to wait for it. Raises
        DeskDown; the first use then tries again.
        """
        self._do(lambda _: None, LONGEST_START)

    def do(self, work: Callable[[Connection], Found]) -> Found:
        """Do some work in one transaction; returns what it returns. Raises DeskDown."""
        if time.monotonic() < self._down_until:
            raise DeskDown(self._why)
        return self._do(work, self._longest)

    def do_now(self, work: Callable[[Connection], Found]) -> Found:
        """The same, also right after a failure: for a thread for which nobody waits. When the
        database is back, pages need not wait for the end of the pause then.
        """
        return self._do(work, self._longest)

    def _do(self, work: Callable[[Connection], Found], longest: float) -> Found:
        found: list[Found] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                found.append(self._transaction(work))
            except Exception as error:
                failed.append(error)

        working = Thread(target=run, daemon=True)
        working.start()
        working.join(longest)
        if found:
            self._down_until = float("-inf")
            return found[0]
        if failed and not isinstance(failed[0], SQLAlchemyError | OSError | NewerDatabase):
            raise failed[0]
        self._down_until = time.monotonic() + PAUSE
        self._why = "no answer yet"
        if failed:
            is_newer = isinstance(failed[0], NewerDatabase)
            self._why = str(failed[0]) if is_newer else error_name(failed[0])
        self._warning.warn("the desk's database does not answer (%s)", self._why)
        raise DeskDown(self._why)

    def _transaction(self, work: Callable[[Connection], Found]) -> Found:
        with self._turn:
            if not self._is_open:
                database = self._engine.url.database
                if self._engine.dialect.name == "sqlite" and database:
                    Path(database).absolute().parent.mkdir(parents=True, exist_ok=True)
                upgrade(self._engine)
                self._is_open = True
            with self._engine.begin() as connection:
                return work(connection)


def put(
    connection: Connection, table: Table, row: Mapping[str, object], change: Mapping[str, object]
) -> None:
    """Add a row, or change the one that has its key, also while another process does the same."""
    if connection.dialect.name == "sqlite":
        new: Any = sqlite.insert(table).values(row)
    else:
        from sqlalchemy.dialects import postgresql  # a process with SQLite can do without

        new = postgresql.insert(table).values(row)
    key = [column.name for column in table.primary_key]
    connection.execute(new.on_conflict_do_update(index_elements=key, set_=change))


def desk_address(settings: Settings) -> URL:
    """Where the desk of a hotline with these settings keeps its sessions."""
    counts = address(settings.database) if settings.database else None
    if counts is not None and counts.get_backend_name() != "sqlite":
        return counts
    folder = Path(counts.database or "").parent if counts is not None else settings.state_directory
    return URL.create("sqlite", database=str(folder / FILE) if folder else None)


def has_desk(settings: Settings) -> bool:
    """Whether there may be a desk: a shared password opens it, or it can keep people."""
    keeps_people = bool(settings.secret_key and desk_address(settings).database)
    return keeps_people or settings.staff_password_hash is not None


def may_follow(settings: Settings) -> bool:
    """Whether somebody may change at a desk what callers of this process hear: at its own, or at
    that of another process with the same PostgreSQL.
    """
    return has_desk(settings) or desk_address(settings).get_backend_name() != "sqlite"


def desk_store_of(settings: Settings, longest: float = LONGEST) -> DeskStore:
    """The database of the desk of a hotline with these settings. Nothing is opened yet."""
    keys = tuple(key.get_secret_value() for key in settings.secret_key)
    return DeskStore(desk_address(settings), longest, keys)


DESK_STORE: Extension[DeskStore] = Extension("desk_store")


def the_store() -> DeskStore:
    """The database of the desk of this request."""
    return DESK_STORE.here()
