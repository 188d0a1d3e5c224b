"""A database that is gone, locked, full or read-only: counting resumes by itself."""

import logging
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from routes.settings.database import address
from routes.statistics.cells import EVER, LOST_STEPS, Cell, Counts
from routes.statistics.store import Store
from routes.statistics.writer import Writer
from tests.routes.statistics.postgres import Postgres

CALL = Cell("2026-03-10", False, "calls")
NODE = Cell("2026-03", False, "listened")
EVER_CALLED = Cell(EVER, False, "calls")
STEP: Counts = Counter({CALL: 1})
SOON = 0.2
"""Seconds for which a database may be locked, in these tests."""
STEPS = 40


def calls(store: Store) -> int:
    return store.all_counts()[CALL]


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Store:
    store = Store(address(f"sqlite:///{tmp_path / 'statistics.sqlite'}"), SOON)
    store.open()
    return store


def writer_of(store: Store, most: int = 100) -> Writer:
    return Writer(store.add, store.open, most)


def test_a_postgresql_that_is_stopped_in_the_middle_and_comes_back_has_counted_all(
    postgres: Postgres,
) -> None:
    store = Store(address(postgres.create("stopped")))
    writer = writer_of(store)
    writer.add(STEP)
    assert writer.flush(60)
    postgres.stop()
    try:
        for _ in range(STEPS):
            writer.add(STEP)
        assert not writer.flush(SOON)
    finally:
        postgres.start()
    assert writer.flush(60)
    assert calls(store) == STEPS + 1


def test_a_database_that_is_made_anew_while_the_hotline_runs_is_used(
    tmp_path: Path, sqlite_store: Store
) -> None:
    writer = writer_of(sqlite_store)
    writer.add(STEP)
    assert writer.flush(60)
    for file in tmp_path.glob("statistics.sqlite*"):
        file.unlink()
    writer.add(STEP)
    writer.flush(SOON)
    assert writer.flush(60)
    assert calls(sqlite_store) == 1


def test_a_file_that_somebody_has_locked_is_written_when_they_are_done(
    tmp_path: Path, sqlite_store: Store
) -> None:
    writer = writer_of(sqlite_store)
    with closing(sqlite3.connect(tmp_path / "statistics.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        writer.add(STEP)
        assert not writer.flush(2 * SOON)
        other.execute("ROLLBACK")
    assert writer.flush(60)
    assert calls(sqlite_store) == 1


@pytest.mark.parametrize("trouble", ["PRAGMA query_only=1", "PRAGMA max_page_count=1"])
def test_a_file_that_is_read_only_or_a_disk_that_is_full(
    trouble: str, sqlite_store: Store, tmp_path: Path
) -> None:
    """SQLite is told so: the tests may run as root, who may write everywhere, and fill no disk."""
    filling: Counts = Counter({NODE._replace(value=f"node{n}"): 1 for n in range(2000)})

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(trouble)

    writer = writer_of(sqlite_store, most=5000)
    event.listen(sqlite_store.engine, "connect", limit)
    writer.add(filling)
    writer.add(STEP)
    assert not writer.flush(2 * SOON)
    event.remove(sqlite_store.engine, "connect", limit)
    assert writer.flush(60)
    assert calls(sqlite_store) == 1


def test_what_no_longer_fits_is_lost_counted_and_told_once(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    gone = [True]

    def write(counts: Counts) -> None:
        if gone[0]:
            raise OSError("postgresql://user:secret@host/+32470123456")
        sqlite_store.add(counts)

    writer = Writer(write, lambda: None, most=10)
    with caplog.at_level(logging.INFO, "routes"):
        for n in range(60):
            writer.add(Counter({NODE._replace(value=f"node{n}"): 1}))
            writer.add(Counter({NODE._replace(value="node0"): 1}))
            if n % 20 == 0:
                writer.flush(SOON)
        gone[0] = False
        assert writer.flush(60)
        writer.add(STEP)
        assert writer.flush(60)
    lost = sqlite_store.totals()[LOST_STEPS]
    kept = sqlite_store.all_counts().total() - lost
    assert lost >= 40
    assert kept + lost == 60 + 60 + 1
    lines = [record.getMessage() for record in caplog.records]
    assert sum("cannot be written (OSError)" in line for line in lines) == 1
    assert sum("steps were not counted" in line for line in lines) == 1
    assert sum("written again" in line for line in lines) == 1
    assert "secret" not in caplog.text
    assert "32470" not in caplog.text
