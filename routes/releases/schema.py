"""The tables of releases. Nothing in them is about a caller."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from routes.database.tables import TABLES


def _word(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _seconds(name: str) -> Column[int]:
    """A moment, in seconds since 1970; 0 while it has not come."""
    return Column(name, BigInteger, nullable=False)


changes = Table(
    "desk_change",
    TABLES,
    Column("id", Integer, primary_key=True),
    _word("entity"),
    _word("before"),
    _word("after"),
    _word("by"),
    _seconds("at"),
    _word("why"),
)
"""Every change that was ever made. Rows are only added. before, after: JSON."""

change_ends = Table(
    "desk_change_end",
    TABLES,
    Column("change", Integer, primary_key=True, autoincrement=False),
    _word("how"),
    _word("by"),
    _seconds("at"),
)
"""Drafts that are none any more: dropped, or replaced by a later one. Rows are only added."""

releases = Table(
    "desk_release",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("parent", Integer, nullable=False),
    _word("digest"),
    _word("state"),
    _word("changes"),
    _word("by"),
    _seconds("at"),
    _word("second"),
    _seconds("live_at"),
    _word("progress"),
    _seconds("touched"),
    _word("problems"),
)
"""parent: the release that it follows; 0 for the files alone. digest: of the files with the changes
over them. changes: JSON, the ids of all changes in force. by: who asked for it. second: the second
person who agreed. touched: when its checks last told that they go on. problems: JSON.
"""

pointer = Table(
    "desk_live",
    TABLES,
    Column("name", String, primary_key=True),
    Column("release", Integer, nullable=False),
)
"""One row: the release that callers hear; 0 for the files alone."""

instances = Table(
    "desk_instance",
    TABLES,
    Column("id", String, primary_key=True),
    Column("release", Integer, nullable=False),
    _word("problem"),
    _seconds("seen"),
)
"""What each process that answers calls runs. problem: why it cannot take the release that is
live.
"""

sounds = Table(
    "desk_sound",
    TABLES,
    Column("sha256", String, primary_key=True),
    _word("language"),
    _word("text"),
    Column("master", LargeBinary, nullable=False),
    _word("engine"),
    _word("voice"),
    _word("by"),
    _seconds("at"),
    _seconds("withdrawn"),
)
"""Masters that came from the desk: Opus files. text: the digest of what it says. engine: as in the
provenance of a master. voice: of the engine, or the initials of a person. withdrawn: the master is
empty from then on. Whether one is proposed or live is told by the changes that name it.
"""
