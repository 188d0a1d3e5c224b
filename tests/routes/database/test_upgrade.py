"""The migrations of the desk: from nothing, from before there were any, and by many at once."""

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, inspect, select, text

from routes.database.engines import make_engine
from routes.database.store import DeskDown, DeskStore, desk_address
from routes.database.tables import TABLES
from routes.database.upgrade import NewerDatabase, newest, upgrade
from routes.desk import schema
from routes.desk.review import schema as review_schema
from routes.operations import schema as operations_schema
from routes.releases import schema as releases_schema
from routes.warnings import schema as warnings_schema
from tests.conftest import make_settings

HAVE_TABLES = (schema, operations_schema, releases_schema, review_schema, warnings_schema)
"""Modules that add tables."""


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An empty database of the desk."""
    made = make_engine(desk_address(make_settings(database_url=url)), patience=60)
    yield made
    made.dispose()


def version(engine: Engine) -> str:
    with engine.begin() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def columns(engine: Engine) -> dict[str, dict[str, tuple[str, bool]]]:
    """Table -> column -> its type, and whether it may be empty."""
    inspector = inspect(engine)
    return {
        table: {
            one["name"]: (str(one["type"]), bool(one["nullable"]))
            for one in inspector.get_columns(table)
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_an_empty_database_gets_the_tables_that_the_code_uses(engine: Engine) -> None:
    upgrade(engine)
    made = columns(engine)
    assert version(engine) == newest()
    with engine.begin() as connection:
        for table in made:
            connection.execute(text(f"DROP TABLE {table}"))
        TABLES.create_all(connection)
    assert made == columns(engine)


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    upgrade(engine)
    assert version(engine) == newest()


BEFORE = (
    "CREATE TABLE desk_sessions (id VARCHAR PRIMARY KEY, person VARCHAR NOT NULL,"
    " password VARCHAR NOT NULL, began BIGINT NOT NULL, seen BIGINT NOT NULL)",
    "CREATE TABLE desk_actions (id {serial} PRIMARY KEY, at BIGINT NOT NULL,"
    " person VARCHAR NOT NULL, action VARCHAR NOT NULL, about VARCHAR NOT NULL)",
    "INSERT INTO desk_actions (at, person, action, about) VALUES (1, 'desk', 'log in', '')",
    "INSERT INTO desk_sessions VALUES ('digest', 'desk', 'trace', 1, 2)",
)
"""What a version before the first migration left, from before it kept examinations."""


def test_a_database_from_before_there_were_migrations_is_adopted(engine: Engine) -> None:
    serial = "SERIAL" if engine.dialect.name == "postgresql" else "INTEGER"
    with engine.begin() as connection:
        for statement in BEFORE:
            connection.execute(text(statement.format(serial=serial)))
    upgrade(engine)
    assert version(engine) == newest()
    assert set(columns(engine)) == set(TABLES.tables)
    with engine.begin() as connection:
        done = connection.execute(select(schema.actions.c.action)).scalars().all()
        sessions = [tuple(row) for row in connection.execute(select(schema.sessions))]
    assert done == ["log in"]
    assert sessions == [("digest", "desk", "trace", 1, 2, None)], "it goes on as the shared account"


def test_processes_that_upgrade_together_wait_for_each_other(engine: Engine) -> None:
    together = Barrier(4)
    failed: list[Exception] = []

    def start() -> None:
        together.wait()
        try:
            upgrade(engine)
        except Exception as error:
            failed.append(error)

    starting = [Thread(target=start) for _ in range(4)]
    for one in starting:
        one.start()
    for one in starting:
        one.join()
    assert failed == []
    assert version(engine) == newest()


def test_a_newer_database_is_left_alone_and_the_desk_says_so(engine: Engine, url: str) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        upgrade(engine)
    with pytest.raises(DeskDown, match="a newer version of this hotline has changed it"):
        DeskStore(desk_address(make_settings(database_url=url))).do(lambda _: None)
    assert version(engine) == "9999"
