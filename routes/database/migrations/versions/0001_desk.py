"""The tables of the desk from before there were migrations. Where they exist they are adopted."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that are missing."""
    op.create_table(
        "desk_sessions",
        Column("id", String, primary_key=True),
        Column("person", String, nullable=False),
        Column("password", String, nullable=False),
        Column("began", BigInteger, nullable=False),
        Column("seen", BigInteger, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "desk_actions",
        Column("id", Integer, primary_key=True),
        Column("at", BigInteger, nullable=False),
        Column("person", String, nullable=False),
        Column("action", String, nullable=False),
        Column("about", String, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "desk_refused_log_ins",
        Column("hour", BigInteger, primary_key=True, autoincrement=False),
        Column("n", Integer, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "desk_kept",
        Column("name", String, primary_key=True),
        Column("value", String, nullable=False),
        if_not_exists=True,
    )
