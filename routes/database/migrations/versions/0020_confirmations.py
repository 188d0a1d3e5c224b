"""Which numbers were confirmed, and the test calls that the desk places."""

from alembic import op
from sqlalchemy import BigInteger, Column, String

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "desk_confirmation",
        Column("destination", String, primary_key=True),
        Column("number", String, primary_key=True),
        Column("at", BigInteger, nullable=False),
        Column("by", String, nullable=False),
    )
    op.create_table(
        "desk_test_call",
        Column("secret", String, primary_key=True),
        Column("destination", String, nullable=False),
        Column("number", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("state", String, nullable=False),
    )
