"""Connections to a database: SQLite in a file or in memory, or PostgreSQL."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, StaticPool, create_engine, event

LONG = 60
"""Seconds that reading, or a change of the tables, may take. No caller waits for it."""
PREPARE_AFTER: int | None = None
"""Uses after which the driver prepares a statement; None for never. PgBouncer in transaction mode
gives the connection of one client to the next. If both prepare a statement of the same name, the
second fails (DuplicatePreparedStatement).
"""


def make_engine(url: URL, patience: float) -> Engine:
    """An engine that keeps no connection between two uses, unless the database is in memory.

    A fork can then share none, and none is stale after the database was gone. A database in memory
    is its one connection, which two threads must not use at the same time. patience: seconds for
    which a database may be locked, or not answer.
    """
    if url.get_backend_name() == "sqlite":
        pool = NullPool if url.database else StaticPool
        waits = {"timeout": patience, "check_same_thread": bool(url.database)}
        engine = create_engine(url, poolclass=pool, connect_args=waits)
        event.listen(engine, "connect", _connect_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    arguments = {
        "connect_timeout": max(int(patience), 2),
        "tcp_user_timeout": int(patience * 1000),
        "prepare_threshold": PREPARE_AFTER,
    }
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    event.listen(engine, "begin", lambda connection: _begin_postgresql(connection, patience))
    return engine


def _connect_sqlite(connection: Any, _record: object) -> None:
    """Set up a connection of SQLite.

    The driver begins transactions late, and none for changes of tables, so `_begin_sqlite` begins
    them (SQLAlchemy, SQLite, "Serializable isolation").

    The file must not show its own history. A write-ahead log would hold the batches in their
    order; a rollback journal is removed after each change. Deleted rows are overwritten, and VACUUM
    makes its copy in memory.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=DELETE", "secure_delete=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection, patience: float) -> None:
    """Limit the time of each statement. SET LOCAL ends with the transaction, so it also works
    behind a pooler.
    """
    seconds = connection.get_execution_options().get("limit") or patience
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
