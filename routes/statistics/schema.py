"""The tables, and the numbered migrations that make them."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.schema import CreateTable

from routes.statistics.folding import fold

_tables = MetaData()


def _key(*names: str) -> list[Column[str]]:
    return [Column(name, String, primary_key=True) for name in names]


marginals = Table(
    "marginals",
    _tables,
    Column("period", String, primary_key=True),
    Column("rehearsal", Boolean, primary_key=True),
    *_key("measure", "value", "outcome"),
    Column("n", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""How often each thing happened in a day, in a month, or in total. SQLite orders the rows by their
key; a rowid would show in which order they were written.
"""

released = Table(
    "released",
    _tables,
    *_key("kind", "first"),
    Column("tables", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What is shown of a finished period, with small counts hidden. Rows never change."""

in_a_row = Table(
    "in_a_row",
    _tables,
    *_key("destination"),
    Column("n", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""How often in a row a destination was rung and nobody took the call."""

schema_version = Table(
    "schema_version", MetaData(), Column("version", Integer, primary_key=True, autoincrement=False)
)

Migration = Callable[[Connection], None]


def execute(*statements: str) -> Migration:
    """A migration that executes these statements."""

    def migration(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    return migration


def _keep_marginals(connection: Connection) -> None:
    """Replace counters of hour, event, language, place and outcome together. With few calls an
    hour, they were a log of calls.
    """
    for table in (marginals, released):
        connection.execute(CreateTable(table))
    fold(connection, marginals)
    for name in ("counters", "totals"):
        connection.execute(text(f"DROP TABLE {name}"))


def _create(table: Table, connection: Connection) -> None:
    connection.execute(CreateTable(table))


MIGRATIONS: tuple[Migration, ...] = (
    execute(
        "CREATE TABLE counters (hour TEXT NOT NULL, rehearsal BOOLEAN NOT NULL,"
        " event TEXT NOT NULL, language TEXT NOT NULL, place TEXT NOT NULL,"
        " outcome TEXT NOT NULL, n BIGINT NOT NULL,"
        " PRIMARY KEY (hour, rehearsal, event, language, place, outcome))",
        "CREATE TABLE totals (rehearsal BOOLEAN NOT NULL, event TEXT NOT NULL,"
        " place TEXT NOT NULL, outcome TEXT NOT NULL, n BIGINT NOT NULL,"
        " PRIMARY KEY (rehearsal, event, place, outcome))",
    ),
    _keep_marginals,
    partial(_create, in_a_row),
)
"""The first makes version 1 of an empty database, and so on. A released migration is never edited;
a change is a further one.
"""


class NewerSchema(Exception):
    """The database belongs to a newer version of this hotline."""


def migrate(connection: Connection) -> bool:
    """Bring a database up to date, inside a transaction that holds the lock of the store. Returns
    whether anything was changed. Raises NewerSchema.
    """
    if not inspect(connection).has_table(schema_version.name):
        connection.execute(CreateTable(schema_version))
    version = connection.execute(text("SELECT max(version) FROM schema_version")).scalar() or 0
    if version > len(MIGRATIONS):
        raise NewerSchema(f"version {version} of the statistics")
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        step(connection)
        connection.execute(
            text("INSERT INTO schema_version (version) VALUES (:number)"), {"number": number}
        )
    return version < len(MIGRATIONS)
