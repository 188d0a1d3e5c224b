"""The counters in a database. Everything here may take time and may fail: never called during a
step.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, delete, select
from sqlalchemy.dialects import sqlite

from routes.statistics.cells import Cell, Counts
from routes.statistics.engines import make_engine
from routes.statistics.schema import counters, migrate, totals

PATIENCE = 2
"""Seconds for which a database may be locked, or not answer."""


class Store:
    """A database of counters. It keeps no connection between two uses, so there is none that a fork
    could share, and none that is stale after the database was gone.
    """

    def __init__(self, url: URL, patience: float = PATIENCE) -> None:
        self.engine = make_engine(url, patience)

    def open(self) -> None:
        """Make or update the tables. Raises SQLAlchemyError, OSError or NewerSchema."""
        if self.engine.dialect.name == "sqlite":
            Path(self.engine.url.database or "").absolute().parent.mkdir(exist_ok=True)
            with closing(self.engine.raw_connection()) as raw:  # outside of any transaction
                raw.cursor().execute("PRAGMA journal_mode=WAL")
        with self.engine.begin() as connection:
            migrate(connection)

    def add(self, counts: Counts) -> None:
        """Raise counters, all or none, whoever else is doing the same. Raises SQLAlchemyError.

        In one order everywhere: two writers that wait for each other's rows would wait for ever.
        """
        ever: Counter[tuple[bool, str, str, str]] = Counter()
        for cell, n in counts.items():
            ever[cell.rehearsal, cell.event, cell.place, cell.outcome] += n
        with self.engine.begin() as connection:
            _raise(connection, counters, [(*cell, n) for cell, n in sorted(counts.items())])
            _raise(connection, totals, [(*key, n) for key, n in sorted(ever.items())])

    def counts(self, begin: str, end: str, *, rehearsal: bool = False) -> Counts:
        """What was counted from one hour to before another. Raises SQLAlchemyError."""
        wanted = (
            counters.c.hour >= begin,
            counters.c.hour < end,
            counters.c.rehearsal == rehearsal,
        )
        with self._reading() as connection:
            rows = connection.execute(select(counters).where(*wanted)).all()
        return Counter({Cell(*row[:-1]): row[-1] for row in rows})

    def totals(self) -> Counter[tuple[bool, str, str, str]]:
        """What was ever counted: rehearsal, event, place and outcome. Raises SQLAlchemyError."""
        with self._reading() as connection:
            return Counter(
                {
                    (row[0], row[1], row[2], row[3]): row[4]
                    for row in connection.execute(select(totals))
                }
            )

    def forget(self, before: str) -> int:
        """Remove what was counted before an hour; how many rows that were. Raises SQLAlchemyError."""
        with self.engine.begin() as connection:
            return connection.execute(delete(counters).where(counters.c.hour < before)).rowcount

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection.execution_options(reads=True)


def _raise(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    new = _insert(connection, table)
    key = [column.name for column in table.primary_key]
    upsert = new.on_conflict_do_update(index_elements=key, set_={"n": table.c.n + new.excluded.n})
    names = [column.name for column in table.columns]
    connection.execute(upsert, [dict(zip(names, row, strict=True)) for row in rows])


def _insert(connection: Connection, table: Table) -> Any:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # 2 MB, which a worker with SQLite can do without

    return postgresql.insert(table)
