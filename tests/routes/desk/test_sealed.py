"""The secrets of authenticators are sealed in the database, and outlive a new SECRET_KEY."""

from importlib import import_module
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Connection, select, update

from routes.database.seal import SEALED
from routes.database.store import DESK_STORE, DeskStore
from routes.desk.schema import people
from tests.routes.desk.conftest import KEY, desk_in
from tests.routes.desk.people import Someone, comes_in, desk_without_shared_password

NEW = "fedcba9876543210" * 2
MIGRATION = import_module("routes.database.migrations.versions.0070_seal")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'statistics.sqlite'}"


@pytest.fixture
def app(clips: object, url: str) -> Flask:
    return desk_without_shared_password(url)


@pytest.fixture
def anna(app: Flask) -> Someone:
    command = ["staff", "invite", "Anna", "--role", "coordinator"]
    link = app.test_cli_runner().invoke(args=command).stdout.splitlines()[-1]
    return comes_in(app, link, "Anna")


def store_of(app: Flask) -> DeskStore:
    return DESK_STORE.of(desk_in(app))


def kept(app: Flask) -> str:
    query = select(people.c.authenticator)
    return store_of(app).do(lambda connection: str(connection.execute(query).scalar_one()))


def test_what_was_kept_in_clear_is_sealed_and_still_lets_its_person_in(
    app: Flask, anna: Someone
) -> None:
    assert kept(app).startswith(SEALED)
    clear = update(people).values(authenticator=anna.secret)
    store_of(app).do(lambda connection: connection.execute(clear).rowcount)
    assert kept(app) == anna.secret

    def migrate(connection: Connection) -> None:
        with Operations.context(MigrationContext.configure(connection)):
            MIGRATION.upgrade()

    store_of(app).do(migrate)
    assert anna.secret not in kept(app)
    assert anna.logs_in().status_code == 303


def test_a_key_that_is_replaced_opens_until_everybody_has_logged_in(
    app: Flask, url: str, anna: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    anna.app = desk_without_shared_password(url, secret_key=f"{NEW},{KEY}")
    anna.client = anna.app.test_client()
    before = kept(app)
    assert anna.logs_in().status_code == 303
    assert kept(app) != before
    anna.app = desk_without_shared_password(url, secret_key=NEW)
    anna.client = anna.app.test_client()
    assert anna.logs_in(steps=1).status_code == 303
    anna.app = app
    anna.client = app.test_client()
    assert anna.logs_in(steps=1).status_code == 403
    assert "sealed with another SECRET_KEY: put the former key behind the new one" in caplog.text
