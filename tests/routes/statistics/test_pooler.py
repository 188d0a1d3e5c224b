"""Behind PgBouncer in transaction mode, where clients share connections, every call is counted."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app import create_app
from routes.settings.database import address
from routes.statistics.recorder import STATISTICS
from routes.statistics.store import Store
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.statistics.pgbouncer import PgBouncer
from tests.routes.statistics.postgres import Postgres

CALLS = 18


@pytest.fixture
def pooled(postgres: Postgres, pgbouncer: PgBouncer, request: pytest.FixtureRequest) -> str:
    """The address of an empty database behind the pooler."""
    name = request.node.name.lower()[:60]
    postgres.create(name)
    return pgbouncer.url(name)


def test_each_of_many_batches_is_counted(pooled: str, clips: Path) -> None:
    app = create_app(make_settings(database_url=pooled, twilio_auth_token="", clips_folder=clips))
    statistics = STATISTICS.of(app)
    assert statistics.store is not None
    for _ in range(CALLS):
        with app.test_client() as client:
            client.post("/voice", data={"To": HOTLINE_NUMBER})
            client.post("/voice/und/languages", data={"To": HOTLINE_NUMBER, "Digits": "2"})
        assert statistics.flush()
    assert statistics.store.totals()[False, "call", "languages", ""] == CALLS


def test_a_limit_of_time_ends_with_its_transaction(pooled: str) -> None:
    """Another client of the pooler must not inherit it, and must not lift it."""
    stores = Store(address(pooled), patience=3), Store(address(pooled), patience=7)
    for store, limit in zip(stores * 2, ("3s", "7s") * 2, strict=True):
        with store.engine.begin() as connection:
            assert connection.execute(text("SHOW statement_timeout")).scalar_one() == limit
