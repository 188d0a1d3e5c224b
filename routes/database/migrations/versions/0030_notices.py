"""Notices of the coordinators."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String

revision = "0030"
down_revision = "0020"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "desk_notice",
        Column("id", Integer, primary_key=True),
        Column("place", String, nullable=False),
        Column("template", String, nullable=False),
        Column("since", BigInteger, nullable=False),
        Column("until", BigInteger, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("second", String, nullable=False),
        Column("ended", BigInteger, nullable=False),
        Column("ended_by", String, nullable=False),
    )
    op.create_table(
        "desk_notice_words",
        Column("notice", Integer, primary_key=True, autoincrement=False),
        Column("language", String, primary_key=True),
        Column("words", String, nullable=False),
        Column("clip", String, nullable=False),
        Column("sound", LargeBinary, nullable=False),
    )
