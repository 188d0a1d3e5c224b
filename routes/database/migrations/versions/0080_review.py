"""Links of native speakers, what they think of texts, better words, and recordings."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, Integer, String

revision = "0080"
down_revision = "0070"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "desk_review_link",
        Column("digest", String, primary_key=True),
        Column("person", Integer, nullable=False),
        Column("language", String, nullable=False),
        Column("tasks", String, nullable=False),
        Column("browser", String, nullable=False),
        Column("by", String, nullable=False),
        Column("made", BigInteger, nullable=False),
        Column("opened", BigInteger, nullable=False),
        Column("seen", BigInteger, nullable=False),
        Column("ended", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_verdict",
        Column("id", Integer, primary_key=True),
        Column("language", String, nullable=False),
        Column("prompt", String, nullable=False),
        Column("text", String, nullable=False),
        Column("clip", String, nullable=False),
        Column("verdict", String, nullable=False),
        Column("remark", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_suggestion",
        Column("id", Integer, primary_key=True),
        Column("language", String, nullable=False),
        Column("prompt", String, nullable=False),
        Column("text", String, nullable=False),
        Column("words", String, nullable=False),
        Column("remark", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("state", String, nullable=False),
        Column("ended_by", String, nullable=False),
        Column("ended", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_recording",
        Column("id", Integer, primary_key=True),
        Column("language", String, nullable=False),
        Column("name", String, nullable=False),
        Column("prompt", String, nullable=False),
        Column("text", String, nullable=False),
        Column("by", String, nullable=False),
        Column("voice", String, nullable=False),
        Column("sha256", String, nullable=False),
        Column("seconds", Float, nullable=False),
        Column("expected", Float, nullable=False),
        Column("problems", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("state", String, nullable=False),
        Column("listener", String, nullable=False),
        Column("heard", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_consent",
        Column("id", Integer, primary_key=True),
        Column("language", String, nullable=False),
        Column("by", String, nullable=False),
        Column("voice", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("withdrawn", BigInteger, nullable=False),
    )
