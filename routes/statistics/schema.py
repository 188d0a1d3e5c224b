"""The tables, and how a database comes to have them: small steps, each with its number."""

from sqlalchemy import BigInteger, Boolean, Column, Connection, MetaData, String, Table, text

_tables = MetaData()


def _key(*names: str) -> list[Column[str]]:
    return [Column(name, String, primary_key=True) for name in names]


counters = Table(
    "counters",
    _tables,
    Column("hour", String, primary_key=True),
    Column("rehearsal", Boolean, primary_key=True),
    *_key("event", "language", "place", "outcome"),
    Column("n", BigInteger, nullable=False),
)
"""What happened in an hour. Removed after some time."""

totals = Table(
    "totals",
    _tables,
    Column("rehearsal", Boolean, primary_key=True),
    *_key("event", "place", "outcome"),
    Column("n", BigInteger, nullable=False),
)
"""What ever happened, without any time and language: what monitoring reads must never go down."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE counters (hour TEXT NOT NULL, rehearsal BOOLEAN NOT NULL, event TEXT NOT "
        "NULL,"
        " language TEXT NOT NULL, place TEXT NOT NULL, outcome TEXT NOT NULL, n BIGINT NOT NULL,"
        " PRIMARY KEY (hour, rehearsal, event, language, place, outcome))",
        "CREATE TABLE totals (rehearsal BOOLEAN NOT NULL, event TEXT NOT NULL, place TEXT NOT NULL,"
        " outcome TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (rehearsal, event, place, "
        "outcome))",
    ),
)
"""What makes version 1 of version 0, and so on. Never edited once released: a change is a further
one.
"""

_LOCK = 0x5761796F7574
"""PostgreSQL, advisory locks: any number that nobody else uses."""


class NewerSchema(Exception):
    """The database belongs to a newer version of this hotline."""


def migrate(connection: Connection) -> None:
    """Bring a database up to date, inside a transaction. Raises NewerSchema.

    Instances that start together wait for each other: on SQLite because the transaction began by
    taking the file (BEGIN IMMEDIATE), on PostgreSQL by a lock that its end gives back
    (pg_advisory_xact_lock).
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    connection.execute(text("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"))
    version = connection.execute(text("SELECT max(version) FROM schema_version")).scalar() or 0
    if version > len(MIGRATIONS):
        raise NewerSchema(f"version {version} of the statistics")
    for number, statements in enumerate(MIGRATIONS[version:], version + 1):
        for statement in statements:
            connection.execute(text(statement))
        connection.execute(
            text("INSERT INTO schema_version (version) VALUES (:number)"), {"number": number}
        )
