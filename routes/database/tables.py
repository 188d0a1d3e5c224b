"""The tables whose migrations are in this room. A room that has tables adds them in `schema.py`."""

from sqlalchemy import MetaData

TABLES = MetaData()
