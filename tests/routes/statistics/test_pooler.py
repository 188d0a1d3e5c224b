"""Behind PgBouncer in transaction mode, where clients share connections, every call is counted."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import URL, text

from routes.call.hotline import HOTLINE
from routes.database import engines
from routes.database.store import DESK_STORE, DeskStore
from routes.doctor.database import check_database
from routes.doctor.finding import Case, Level
from routes.releases.following import FOLLOWER
from routes.settings.database import address
from routes.statistics.cells import EVER, Cell
from routes.statistics.recorder import STATISTICS
from routes.statistics.store import Store
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.desk.conftest import Coordinator, desk_in, desk_settings
from tests.routes.statistics.pgbouncer import PgBouncer
from tests.routes.statistics.postgres import Postgres
from tests.small.hotline import create_small_app

CALLS = 18
METRICS_TOKEN = "0123456789abcdef"


@pytest.fixture
def pooled(postgres: Postgres, pgbouncer: PgBouncer, request: pytest.FixtureRequest) -> str:
    """The address of an empty database behind the pooler."""
    name = request.node.name.lower()[:60]
    postgres.create(name)
    return pgbouncer.url(name)


def test_each_of_many_batches_is_counted(pooled: str, clips: Path) -> None:
    app = create_small_app(
        make_settings(database_url=pooled, twilio_auth_token="", clips_folder=clips)
    )
    statistics = STATISTICS.of(app)
    assert statistics.store is not None
    for _ in range(CALLS):
        with app.test_client() as client:
            client.post("/voice", data={"To": HOTLINE_NUMBER})
            client.post("/voice/und/languages", data={"To": HOTLINE_NUMBER, "Digits": "2"})
        assert statistics.flush(60)
    assert statistics.store.totals()[Cell(EVER, False, "calls")] == CALLS
    assert statistics.counts_arrive()


def test_a_limit_of_time_ends_with_its_transaction(pooled: str) -> None:
    """Another client of the pooler must not inherit it, and must not lift it."""
    stores = Store(address(pooled), patience=3), Store(address(pooled), patience=7)
    for store, limit in zip(stores * 2, ("3s", "7s") * 2, strict=True):
        with store.engine.begin() as connection:
            assert connection.execute(text("SHOW statement_timeout")).scalar_one() == limit


def test_a_driver_that_prepares_statements_is_told_by_every_lamp(
    pooled: str, clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was before: most batches did not arrive, and all was said to be well."""
    monkeypatch.setattr(engines, "PREPARE_AFTER", 0)
    settings = desk_settings(database_url=pooled, clips_folder=clips, metrics_token=METRICS_TOKEN)
    app = create_small_app(make_settings(**settings))
    statistics = STATISTICS.of(app)
    assert statistics.writer is not None
    statistics.writer.add(Counter({Cell("2026-03-10", False, "calls"): 1}))
    assert not statistics.flush(3)
    assert not statistics.counts_arrive()
    with app.test_client() as client:
        page = client.get("/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}).text
    assert "wayout_statistics_up 0.0" in page
    # Its own would be closed, and that of the follower.
    store = DESK_STORE.put(desk_in(app), DeskStore(URL.create("sqlite")))
    FOLLOWER.of(app).store = store
    coordinator = Coordinator(app)
    coordinator.log_in()
    assert "What is counted does not arrive in the database." in coordinator.get("/staff/").text
    case = Case(HOTLINE.of(app), datetime.now(UTC), monotonic)
    ((level, told),) = check_database(case)
    assert (level, told.startswith("statistics cannot be written")) == (Level.WARNING, True)
    statistics.writer._write = lambda counts: None  # the end of the tests need not wait for it
    statistics.writer._tidy = lambda: None
    assert statistics.flush(60)
