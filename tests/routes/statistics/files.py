"""Databases of SQLite in files of their own, whose bytes a test reads."""

import sqlite3
from itertools import count
from pathlib import Path

from sqlalchemy import event

from routes.settings.database import address
from routes.statistics.store import PATIENCE, Store

_NUMBERS = count()


def store_in(folder: Path, patience: float = PATIENCE) -> Store:
    """A new, empty database in a file of its own."""
    store = Store(address(f"sqlite:///{folder / f'{next(_NUMBERS)}.sqlite'}"), patience)
    event.listen(store.engine, "connect", _in_a_hurry)
    store.open()
    return store


def _in_a_hurry(connection: sqlite3.Connection, _record: object) -> None:
    """No power cut is waited for, which makes no other file."""
    connection.execute("PRAGMA synchronous=OFF")


def file_of(store: Store) -> Path:
    assert store.engine.url.database
    return Path(store.engine.url.database)
