"""People with ways in of their own: passkeys, passwords with codes, invitations."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables, and the person to the sessions."""
    op.create_table(
        "desk_people",
        Column("id", Integer, primary_key=True),
        Column("name", String, nullable=False),
        Column("key", String, nullable=False, unique=True),
        Column("roles", String, nullable=False),
        Column("languages", String, nullable=False),
        Column("password", String, nullable=False),
        Column("authenticator", String, nullable=False),
        Column("code", BigInteger, nullable=False),
        Column("ended", BigInteger),
    )
    op.create_table(
        "desk_passkeys",
        Column("id", String, primary_key=True),
        Column("person", Integer, nullable=False),
        Column("public_key", String, nullable=False),
        Column("sign_count", BigInteger, nullable=False),
    )
    op.create_table(
        "desk_invitations",
        Column("digest", String, primary_key=True),
        Column("person", Integer, nullable=False),
        Column("authenticator", String, nullable=False),
        Column("until", BigInteger, nullable=False),
        Column("used", BigInteger),
    )
    op.create_table(
        "desk_challenges",
        Column("challenge", String, primary_key=True),
        Column("until", BigInteger, nullable=False),
    )
    op.add_column("desk_sessions", Column("account", Integer))
