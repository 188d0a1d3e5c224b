"""Databases for the tests of the statistics."""

from collections.abc import Iterator

import pytest

from routes.settings.database import address
from routes.statistics.store import Store
from tests.routes.statistics.pgbouncer import PROGRAM, PgBouncer
from tests.routes.statistics.postgres import Postgres


@pytest.fixture(scope="session")
def pgbouncer(postgres: Postgres) -> Iterator[PgBouncer]:
    """A pooler before that server."""
    if PROGRAM is None:
        pytest.skip("PgBouncer is not installed")
    pooler = PgBouncer(postgres)
    yield pooler
    pooler.remove()


@pytest.fixture
def store(url: str) -> Store:
    """A database with its tables."""
    store = Store(address(url))
    store.open()
    return store
