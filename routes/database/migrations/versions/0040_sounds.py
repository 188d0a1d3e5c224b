"""Sounds that come from the desk."""

from alembic import op
from sqlalchemy import BigInteger, Column, LargeBinary, String

revision = "0040"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "desk_sound",
        Column("sha256", String, primary_key=True),
        Column("language", String, nullable=False),
        Column("text", String, nullable=False),
        Column("master", LargeBinary, nullable=False),
        Column("engine", String, nullable=False),
        Column("voice", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("withdrawn", BigInteger, nullable=False),
    )
