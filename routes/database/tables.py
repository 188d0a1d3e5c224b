"""The tables whose migrations are in this room. A room that has tables adds them in `schema.py`."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, String

TABLES = MetaData()


def string(name: str) -> Column[str]:
    """A column of text, which may be empty."""
    return Column(name, String, nullable=False)


def number(name: str) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=False)


def moment(name: str) -> Column[int]:
    """A column of moments, in seconds since 1970; 0 where it has not come."""
    return Column(name, BigInteger, nullable=False)
