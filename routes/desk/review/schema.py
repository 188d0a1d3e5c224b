"""The tables of the review. Nothing in them is about a caller."""

from sqlalchemy import Column, Float, Integer, String, Table

from routes.database.tables import TABLES, moment, number, string

links = Table(
    "desk_review_link",
    TABLES,
    Column("digest", String, primary_key=True),
    number("person"),
    string("language"),
    string("tasks"),
    string("browser"),
    string("by"),
    moment("made"),
    moment("opened"),
    moment("seen"),
    moment("ended"),
)
"""A link that opens the review of one language. digest: of the token in the link. person: their id.
tasks: words between spaces, "review" or "record". browser: the digest of a token that the first
browser to open it keeps; empty until then.
"""

verdicts = Table(
    "desk_verdict",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("language"),
    string("prompt"),
    string("text"),
    string("clip"),
    string("verdict"),
    string("remark"),
    string("by"),
    moment("at"),
)
"""What somebody thinks of a text. Rows are only added: the last one of a person counts. text: the
digest of the English and of the text. clip: what they could hear of it; empty for nothing.
"""

suggestions = Table(
    "desk_suggestion",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("language"),
    string("prompt"),
    string("text"),
    string("words"),
    string("remark"),
    string("by"),
    moment("at"),
    string("state"),
    string("ended_by"),
    moment("ended"),
)
"""Better words for a text. text: the digest of what they would replace. state: open, taken or
declined.
"""

recordings = Table(
    "desk_recording",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("language"),
    string("name"),
    string("prompt"),
    string("text"),
    string("by"),
    string("voice"),
    string("sha256"),
    Column("seconds", Float, nullable=False),
    Column("expected", Float, nullable=False),
    string("problems"),
    moment("at"),
    string("state"),
    string("listener"),
    moment("heard"),
)
"""A recording of a person. name: of what is recorded. text: the digest of its words. voice: the
name or initials that the speaker agreed to. sha256: of the sound, which is kept in `desk_sound`.
seconds, expected: how long it lasts, and its text usually does. problems: words between spaces.
state: waiting for a listener, good, refused, replaced or withdrawn. listener: who heard it.
"""

consents = Table(
    "desk_consent",
    TABLES,
    Column("id", Integer, primary_key=True),
    string("language"),
    string("by"),
    string("voice"),
    moment("at"),
    moment("withdrawn"),
)
"""A speaker agreed that callers hear them. voice: the name or initials that go with it."""
