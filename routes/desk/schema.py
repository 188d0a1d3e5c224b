"""The tables of the desk: about the staff alone, and nothing in them is about a caller."""

from sqlalchemy import BigInteger, Column, Integer, String, Table

from routes.database.tables import TABLES


def _seconds(name: str) -> Column[int]:
    """A moment, in seconds since 1970."""
    return Column(name, BigInteger, nullable=False)


def _word(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


sessions = Table(
    "desk_sessions",
    TABLES,
    Column("id", String, primary_key=True),
    _word("person"),
    _word("password"),
    _seconds("began"),
    _seconds("seen"),
)
"""Who is logged in. id: the digest of the token in the cookie. password: a trace of the password
that opened it.
"""

actions = Table(
    "desk_actions",
    TABLES,
    Column("id", Integer, primary_key=True),
    _seconds("at"),
    _word("person"),
    _word("action"),
    _word("about"),
)
"""What the staff did. Rows are added, and removed by age alone."""

refused_log_ins = Table(
    "desk_refused_log_ins",
    TABLES,
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
)
"""How many wrong log-ins there were. hour: since 1970. From where is not kept."""

kept = Table("desk_kept", TABLES, Column("name", String, primary_key=True), _word("value"))
"""What the pages of every process show alike: name -> JSON."""
