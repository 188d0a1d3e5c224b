"""Databases for the tests: a file of SQLite, and a PostgreSQL that runs for the whole session."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from routes.settings.database import address
from routes.statistics.store import Store
from tests.routes.statistics.pgbouncer import PROGRAM, PgBouncer
from tests.routes.statistics.postgres import Postgres

_NUMBERS = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real server, empty."""
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def pgbouncer(postgres: Postgres) -> Iterator[PgBouncer]:
    """A pooler before that server."""
    if PROGRAM is None:
        pytest.skip("PgBouncer is not installed")
    pooler = PgBouncer(postgres)
    yield pooler
    pooler.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.create(f"tests{next(_NUMBERS)}")


@pytest.fixture
def store(url: str) -> Store:
    """A database with its tables."""
    store = Store(address(url))
    store.open()
    return store
