"""The tables of the review. Nothing in them is about a caller."""

from sqlalchemy import BigInteger, Column, Float, Integer, String, Table

from routes.database.tables import TABLES


def _word(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _seconds(name: str) -> Column[int]:
    """A moment, in seconds since 1970; 0 while it has not come."""
    return Column(name, BigInteger, nullable=False)


links = Table(
    "desk_review_link",
    TABLES,
    Column("digest", String, primary_key=True),
    Column("person", Integer, nullable=False),
    _word("language"),
    _word("tasks"),
    _word("browser"),
    _word("by"),
    _seconds("made"),
    _seconds("opened"),
    _seconds("seen"),
    _seconds("ended"),
)
"""A link that opens the review of one language. digest: of the token in the link. person: their id.
tasks: words between spaces, "review" or "record". browser: the digest of a token that the first
browser to open it keeps; empty until then.
"""

verdicts = Table(
    "desk_verdict",
    TABLES,
    Column("id", Integer, primary_key=True),
    _word("language"),
    _word("prompt"),
    _word("text"),
    _word("clip"),
    _word("verdict"),
    _word("remark"),
    _word("by"),
    _seconds("at"),
)
"""What somebody thinks of a text. Rows are only added: the last one of a person counts. text: the
digest of the English and of the text. clip: what they could hear of it; empty for nothing.
"""

suggestions = Table(
    "desk_suggestion",
    TABLES,
    Column("id", Integer, primary_key=True),
    _word("language"),
    _word("prompt"),
    _word("text"),
    _word("words"),
    _word("remark"),
    _word("by"),
    _seconds("at"),
    _word("state"),
    _word("ended_by"),
    _seconds("ended"),
)
"""Better words for a text. text: the digest of what they would replace. state: open, taken or
declined.
"""

recordings = Table(
    "desk_recording",
    TABLES,
    Column("id", Integer, primary_key=True),
    _word("language"),
    _word("name"),
    _word("prompt"),
    _word("text"),
    _word("by"),
    _word("voice"),
    _word("sha256"),
    Column("seconds", Float, nullable=False),
    Column("expected", Float, nullable=False),
    _word("problems"),
    _seconds("at"),
    _word("state"),
    _word("listener"),
    _seconds("heard"),
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
    _word("language"),
    _word("by"),
    _word("voice"),
    _seconds("at"),
    _seconds("withdrawn"),
)
"""A speaker agreed that callers hear them. voice: the name or initials that go with it."""
