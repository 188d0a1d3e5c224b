"""What is removed from a database is gone from its bytes, and so is the order of the rows."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, text

from routes.statistics.cells import Cell
from routes.statistics.store import Store
from tests.routes.statistics.files import file_of, store_in
from tests.routes.statistics.postgres import Postgres

CALL = Cell("2026-03-10", False, "calls")
OLD = Cell("2025-03", False, "languages", "anciently")


def test_no_table_numbers_its_rows(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    with closing(sqlite3.connect(file_of(store))) as connection:
        for table in ("marginals", "released", "in_a_row"):
            with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
                connection.execute(f"SELECT rowid FROM {table}")


def test_what_is_removed_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    old = Cell("2025-03-10", False, "lines", "anciently", "busy")
    store.add(Counter({old: 1}))
    assert b"anciently" in file_of(store).read_bytes()
    store.forget(date(2026, 3, 10))
    assert b"anciently" not in file_of(store).read_bytes()


def test_a_month_that_is_released_leaves_no_small_count(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    rare = Cell("2026-03", False, "languages", "vietnamese")
    store.add(Counter({rare: 1}))
    store.release_finished(date(2026, 4, 2))
    assert b"vietnamese" not in file_of(store).read_bytes()


def test_a_batch_that_is_written_but_not_shredded_is_not_written_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A backup reads the file just then, for longer than the writer waits."""
    store = store_in(tmp_path, patience=0.01)
    with closing(sqlite3.connect(file_of(store), isolation_level=None)) as backup:

        def reads(_connection: object, _record: object) -> None:
            backup.execute("BEGIN")
            backup.execute("SELECT * FROM marginals").fetchall()

        event.listen(store.engine, "checkin", reads, once=True)
        store.add(Counter({CALL: 1}))  # a batch that raises is written once more
        backup.execute("COMMIT")
    assert "still holds the bytes of removed rows (OperationalError SQLITE_BUSY)" in caplog.text
    store.add(Counter({CALL: 1}))
    assert store.all_counts() == {CALL: 2}


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_postgresql_keeps_no_row_that_was_replaced_or_removed(
    store: Store, postgres: Postgres
) -> None:
    """By itself it keeps their bytes until other rows need the room."""
    later = Cell("2026-03", False, "listened", "main")
    store.add(Counter({OLD: 1}))
    assert table_file(store, postgres).count(b"anciently") == 1
    store.add(Counter({OLD: 1, later: 1}))
    assert table_file(store, postgres).count(b"anciently") == 1
    store.forget(date(2026, 2, 1))
    assert b"anciently" not in table_file(store, postgres)
    assert store.all_counts() == {later: 1}


def table_file(store: Store, postgres: Postgres) -> bytes:
    """The bytes in which PostgreSQL keeps the counters."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        path = connection.execute(text("SELECT pg_relation_filepath('marginals')")).scalar_one()
    return (postgres.data / str(path)).read_bytes()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_postgresql_does_not_tell_which_rows_rose_together(store: Store) -> None:
    """Every row has the number of the transaction that wrote it."""
    languages = [Cell("2026-03", False, "languages", tag) for tag in ("uk", "ar", "nl")]
    nodes = [Cell("2026-03", False, "listened", node) for node in ("signs", "danger", "main")]
    for language, node in zip(languages, nodes, strict=True):
        store.add(Counter({language: 1, node: 1}))
    assert written_by(store) == 1
    store.add(Counter({CALL: 1}))
    store.release_finished(date(2026, 3, 12))
    assert written_by(store) == 1
    query = text("SELECT period, rehearsal, measure, value, outcome FROM marginals ORDER BY ctid")
    with store.engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    assert rows == sorted(rows)


def written_by(store: Store) -> int:
    """How many transactions wrote the rows that are there."""
    with store.engine.connect() as connection:
        query = text("SELECT count(DISTINCT xmin::text) FROM marginals")
        return int(connection.execute(query).scalar_one())
