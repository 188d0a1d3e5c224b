"""Warnings, and where they are sent."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, String, UniqueConstraint

revision = "0050"
down_revision = "0040"


def upgrade() -> None:
    """Make the tables. No process sends yet."""
    op.create_table(
        "desk_alert",
        Column("id", Integer, primary_key=True),
        Column("rule", String, nullable=False),
        Column("subject", String, nullable=False),
        Column("told", String, nullable=False),
        Column("began", BigInteger, nullable=False),
        Column("seen", BigInteger, nullable=False),
        Column("ended", BigInteger, nullable=False),
        Column("taken_by", String, nullable=False),
        Column("taken_at", BigInteger, nullable=False),
        UniqueConstraint("rule", "subject", "ended", name="desk_alert_open"),
    )
    op.create_table(
        "desk_alert_rule",
        Column("name", String, primary_key=True),
        Column("is_on", Boolean, nullable=False),
        Column("number", Integer, nullable=False),
    )
    op.create_table(
        "desk_alert_channel",
        Column("id", Integer, primary_key=True),
        Column("name", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("hint", String, nullable=False),
        Column("sealed", String, nullable=False),
        Column("language", String, nullable=False),
        Column("quiet_from", String, nullable=False),
        Column("quiet_until", String, nullable=False),
        Column("wakes", Boolean, nullable=False),
        Column("made", BigInteger, nullable=False),
        Column("failure", String, nullable=False),
        Column("failures", Integer, nullable=False),
        Column("failed", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_alert_message",
        Column("alert", Integer, primary_key=True, autoincrement=False),
        Column("channel", Integer, primary_key=True, autoincrement=False),
        Column("kind", String, nullable=False),
        Column("at", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_alert_clock",
        Column("name", String, primary_key=True),
        Column("at", BigInteger, nullable=False),
    )
    lease = op.create_table(
        "desk_alert_lease",
        Column("name", String, primary_key=True),
        Column("holder", String, nullable=False),
        Column("until", BigInteger, nullable=False),
    )
    op.bulk_insert(lease, [{"name": "watch", "holder": "", "until": 0}])
