"""Where the counters are: SQLite in a file, or PostgreSQL for several instances."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

OFF = "off"
DEVELOPMENT = f"sqlite:///{Path(__file__).parents[2] / '.cache' / 'statistics.sqlite'}"
"""Where a developer's machine counts unless it is told otherwise."""

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")


def address(written: str) -> URL:
    """The database that a setting names. Raises ValueError, without the value: it may hold a
    password.
    """
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        raise ValueError(_REMEDY) from None
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise ValueError(_REMEDY)
    return url


def known_database(written: SecretStr) -> SecretStr:
    """A setting, unless it names no database. Raises ValueError as `address` does."""
    if url := is_on(written):
        address(url)
    return written


def is_on(written: SecretStr) -> str | None:
    """The database of a setting; None where it switches statistics off."""
    url = written.get_secret_value()
    return None if url in ("", OFF) else url


_REMEDY = "write sqlite:////folder/file.sqlite, or postgresql://user:password@host/name, or off"
