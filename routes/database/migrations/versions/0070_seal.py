"""Seal the secrets of authenticators, which were kept in clear."""

from alembic import op
from sqlalchemy import column, select, table, update

from routes.database.seal import SEALED, seal_of

revision = "0070"
down_revision = "0010"


def upgrade() -> None:
    """Seal what there is. With it people log in as before."""
    connection = op.get_bind()
    for name in ("desk_people", "desk_invitations"):
        rows = table(name, column("authenticator"))
        kept = connection.execute(select(rows.c.authenticator).distinct()).scalars().all()
        for secret in kept:
            if secret and not secret.startswith(SEALED):
                here = rows.c.authenticator == secret
                sealed = seal_of(connection).close(secret)
                connection.execute(update(rows).where(here).values(authenticator=sealed))
