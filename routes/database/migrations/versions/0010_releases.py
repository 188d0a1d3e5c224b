"""Changes and releases of the desk."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0010"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and point to no release."""
    op.create_table(
        "desk_change",
        Column("id", Integer, primary_key=True),
        Column("entity", String, nullable=False),
        Column("before", String, nullable=False),
        Column("after", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("why", String, nullable=False),
    )
    op.create_table(
        "desk_change_end",
        Column("change", Integer, primary_key=True, autoincrement=False),
        Column("how", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_release",
        Column("id", Integer, primary_key=True),
        Column("parent", Integer, nullable=False),
        Column("digest", String, nullable=False),
        Column("state", String, nullable=False),
        Column("changes", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("second", String, nullable=False),
        Column("live_at", BigInteger, nullable=False),
        Column("progress", String, nullable=False),
        Column("touched", BigInteger, nullable=False),
        Column("problems", String, nullable=False),
    )
    live = op.create_table(
        "desk_live",
        Column("name", String, primary_key=True),
        Column("release", Integer, nullable=False),
    )
    op.bulk_insert(live, [{"name": "live", "release": 0}])
    op.create_table(
        "desk_instance",
        Column("id", String, primary_key=True),
        Column("release", Integer, nullable=False),
        Column("problem", String, nullable=False),
        Column("seen", BigInteger, nullable=False),
    )
