"""The tables of confirmed numbers. Of a number they keep a digest alone."""

from sqlalchemy import Column, String, Table

from routes.database.tables import TABLES, moment, string

confirmations = Table(
    "desk_confirmation",
    TABLES,
    Column("destination", String, primary_key=True),
    Column("number", String, primary_key=True),
    moment("at"),
    string("by"),
)
"""The last confirmation of each number. number: the digest of its address. at: seconds since 1970.
by: empty where the person who picked up pressed the key; else who has rung it in another way.
"""

test_calls = Table(
    "desk_test_call",
    TABLES,
    Column("secret", String, primary_key=True),
    string("destination"),
    string("number"),
    moment("at"),
    string("state"),
)
"""Test calls that the desk has placed. secret: a digest. state: how far the call is."""
