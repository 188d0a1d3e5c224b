"""Removed rows leave their bytes in the file. They would tell which counters rose together."""

from contextlib import closing

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from routes.database.rare_warning import RareWarning, error_name


def shred(engine: Engine, warning: RareWarning) -> None:
    """Write SQLite's file or PostgreSQL's table anew, without deleted rows. The changes are
    committed already, so an error is logged and not raised: a batch that raises is added again.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    statement = "VACUUM" if is_sqlite else "VACUUM (FULL, SKIP_LOCKED) marginals"
    try:
        with closing(engine.raw_connection()) as raw:
            if not is_sqlite:
                raw.driver_connection.autocommit = True  # type: ignore[union-attr]
            raw.cursor().execute(statement)
    except (engine.dialect.loaded_dbapi.Error, SQLAlchemyError) as error:
        warning.warn(
            "the database of the statistics still holds the bytes of removed rows (%s): they "
            "are overwritten after the next batch",
            error_name(error),
        )
