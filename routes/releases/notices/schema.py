"""The tables of notices. Nothing in them is about a caller."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from routes.database.tables import TABLES, moment, string

notices = Table(
    "desk_notice",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("place"),
    string("template"),
    moment("since"),
    moment("until"),
    string("by"),
    moment("at"),
    string("second"),
    moment("ended"),
    string("ended_by"),
)
"""place, template: as in ivr/notices.py; no template: words of its own. since: when it went on air;
0 while it waits for a second person. by, at: who made it, and when. second: who agreed. ended: 0
while nobody has ended it; it ends by itself at `until`. Moments are seconds since 1970.
"""

words = Table(
    "desk_notice_words",
    TABLES,
    Column("notice", Integer, primary_key=True, autoincrement=False),
    Column("language", String, primary_key=True),
    string("words"),
    string("clip"),
    Column("sound", LargeBinary, nullable=False),
)
"""Words of its own in one language. clip: the name of the clip that says them; empty without one.
sound: the content of that clip.
"""
