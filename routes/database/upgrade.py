"""Brings the desk's tables up to date. The counters have migrations of their own
(`routes/statistics/schema.py`), in the same database or in another one.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from routes.database.engines import LONG

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6465736B
"""PostgreSQL, advisory locks: any number that nobody else uses."""


class NewerDatabase(Exception):
    """A newer version of this hotline has changed the tables of this database already."""


def upgrade(engine: Engine) -> None:
    """Make or change what is missing, all of it or nothing. Raises SQLAlchemyError or
    NewerDatabase.

    Processes that start together wait for each other: on SQLite because a transaction begins by
    taking the file, on PostgreSQL for a lock. Tables from before there were migrations are adopted
    (`versions/0001_desk.py`). Nothing is loaded or locked where nothing is missing.
    """
    if _version(engine) == newest():
        return
    from alembic import command  # a worker without a desk can do without
    from alembic.util import CommandError

    config = _config()
    with engine.execution_options(limit=LONG).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise NewerDatabase("a newer version of this hotline has changed it") from error


def newest() -> str:
    """The version that `upgrade` brings a database to: the one that none follows."""
    files = [path.read_text("utf-8") for path in (MIGRATIONS / "versions").glob("*.py")]
    all_of, followed = (
        {found[1] for text in files if (found := re.search(rf'^{name} = "(\w+)"', text, re.M))}
        for name in ("revision", "down_revision")
    )
    [head] = all_of - followed
    return head


def _version(engine: Engine) -> str:
    """The version of a database; empty before there was any."""
    with engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        kept = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(kept or "")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
