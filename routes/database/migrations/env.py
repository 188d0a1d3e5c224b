"""Alembic runs this for each upgrade (Alembic, "The Migration Environment"), within the transaction
that `routes/database/upgrade.py` has begun.
"""

import logging

from alembic import context

logging.getLogger("alembic").setLevel(logging.WARNING)
context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
