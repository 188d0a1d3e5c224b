"""Connections to the database of the statistics: SQLite in a file, or PostgreSQL."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event

REPORTS = 60
"""Seconds that reading may take: a person is waiting, no caller."""


def make_engine(url: URL, patience: float) -> Engine:
    """An engine that keeps no connection between two uses.

    A fork can then share none, and none is stale after the database was gone. patience: seconds
    for which a database may be locked, or not answer.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": patience})
        event.listen(engine, "connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    arguments = {
        "connect_timeout": max(int(patience), 2),
        "tcp_user_timeout": int(patience * 1000),
        # A pooler in transaction mode hands the connection of one client to the next. A statement
        # that the first has prepared on it makes the second fail (DuplicatePreparedStatement).
        "prepare_threshold": None,
    }
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    event.listen(engine, "begin", lambda connection: _begin_postgresql(connection, patience))
    return engine


def _connect_sqlite(connection: Any, _record: object) -> None:
    """The driver begins transactions late, and none at all for tables: here they are begun by hand
    (SQLAlchemy, SQLite, "Serializable isolation"). Without a sync at every commit, as WAL allows:
    a power cut loses a few counts.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection, patience: float) -> None:
    """SET LOCAL ends with the transaction, so it also works behind a pooler."""
    seconds = REPORTS if connection.get_execution_options().get("reads") else patience
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
