"""Brings the desk's tables up to date. The counters have migrations of their own
(`routes/statistics/schema.py`), in the same database or in another one.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, text

from routes.database.engines import LONG

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
    (`versions/0001_desk.py`).
    """
    config = _config()
    with engine.execution_options(limit=LONG).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise NewerDatabase("a newer version of this hotline has changed it") from error


def newest() -> str | None:
    """The version that `upgrade` brings a database to."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
