"""The tables of releases. Nothing in them is about a caller."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from routes.database.tables import TABLES, moment, number, string

changes = Table(
    "desk_change",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("entity"),
    string("before"),
    string("after"),
    string("by"),
    moment("at"),
    string("why"),
)
"""Every change that was ever made. Rows are only added. before, after: JSON."""

change_ends = Table(
    "desk_change_end",
    TABLES,
    Column("change", Integer, primary_key=True, autoincrement=False),
    string("how"),
    string("by"),
    moment("at"),
)
"""Changes that are no longer drafts: dropped, or replaced by a later one. Rows are only added."""

releases = Table(
    "desk_release",
    TABLES,
    Column("id", Integer, primary_key=True),
    number("parent"),
    string("digest"),
    string("state"),
    string("changes"),
    string("by"),
    moment("at"),
    string("second"),
    moment("live_at"),
    string("progress"),
    moment("touched"),
    string("problems"),
)
"""parent: the release that it follows; 0 for the files alone. digest: of the files with the changes
over them. changes: JSON, the ids of all changes in force. by: who asked for it. second: the second
person who agreed. touched: when its checks last told that they go on. problems: JSON.
"""

pointer = Table(
    "desk_live",
    TABLES,
    Column("name", String, primary_key=True),
    number("release"),
)
"""One row: the release that callers hear; 0 for the files alone."""

instances = Table(
    "desk_instance",
    TABLES,
    Column("id", String, primary_key=True),
    number("release"),
    string("problem"),
    moment("seen"),
)
"""What each process that answers calls runs. problem: why it cannot take the release that is
live.
"""

sounds = Table(
    "desk_sound",
    TABLES,
    Column("sha256", String, primary_key=True),
    string("language"),
    string("text"),
    Column("master", LargeBinary, nullable=False),
    string("engine"),
    string("voice"),
    string("by"),
    moment("at"),
    moment("withdrawn"),
)
"""Masters that came from the desk: Opus files. text: the digest of what it says. engine: as in the
provenance of a master. voice: of the engine, or the initials of a person. withdrawn: the master is
empty from then on. Whether one is proposed or live is told by the changes that name it.
"""
