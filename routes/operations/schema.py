"""The tables of confirmed numbers. Of a number they keep a digest alone."""

from sqlalchemy import BigInteger, Column, String, Table

from routes.database.tables import TABLES


def _word(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


confirmations = Table(
    "desk_confirmation",
    TABLES,
    Column("destination", String, primary_key=True),
    Column("number", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
    _word("by"),
)
"""The last confirmation of each number. number: the digest of its address. at: seconds since 1970.
by: empty where the person who picked up pressed the key; else who has rung it in another way.
"""

test_calls = Table(
    "desk_test_call",
    TABLES,
    Column("secret", String, primary_key=True),
    _word("destination"),
    _word("number"),
    Column("at", BigInteger, nullable=False),
    _word("state"),
)
"""Test calls that the desk has placed. secret: a digest. state: how far the call is."""
