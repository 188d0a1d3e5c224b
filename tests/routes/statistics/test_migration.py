"""A database of version 1, which was a log of calls where few called, and what becomes of it."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from routes.settings.database import address
from routes.statistics import schema
from routes.statistics.cells import EVER, Cell
from routes.statistics.store import Store

CALL = [
    ("2026-03-09T23", False, "call", "und", "languages", "", 1),
    ("2026-03-09T23", False, "language", "ro", "languages", "", 1),
    ("2026-03-09T23", False, "entered", "ro", "danger", "", 1),
    ("2026-03-09T23", False, "waits", "ro", "danger", "", 1),
    ("2026-03-09T23", False, "rings", "ro", "helpline", "", 1),
    ("2026-03-09T23", False, "line", "ro", "helpline", "busy", 1),
    ("2026-03-09T23", False, "line", "ro", "payoke", "connected", 1),
    ("2026-03-09T23", False, "whisper", "ro", "payoke", "accepted", 1),
    ("2026-03-09T23", False, "reached", "ro", "payoke", "first", 1),
    ("2026-03-09T23", False, "seconds", "ro", "payoke", "60", 1),
    ("2026-03-09T23", False, "keys", "ro", "payoke", "3", 1),
]
"""One call, just after midnight in Belgium, and another one in the afternoon."""
OTHERS = [
    ("2026-03-10T14", False, "call", "und", "languages", "", 2),
    ("2026-03-10T14", False, "language", "und", "languages", "", 1),
    ("2026-03-10T14", False, "went on", "nl", "danger", "", 1),
    ("2026-03-10T14", False, "reached", "nl", "surya", "again", 1),
    ("2026-03-10T14", True, "call", "und", "languages", "", 5),
]
TOTALS = [
    (False, "call", "languages", "", 30),
    (False, "reached", "payoke", "first", 9),
    (False, "reached", "payoke", "again", 4),
    (False, "line", "payoke", "connected", 13),
    (False, "failed", "main", "", 2),
    (False, "failed", "speak", "", 1),
    (False, "lost", "", "", 7),
]
DAY, MONTH = "2026-03-10", "2026-03"
FOLDED = {
    Cell(DAY, False, "calls"): 3,
    Cell(DAY, False, "reached"): 1,
    Cell(DAY, False, "lines", "helpline", "busy"): 1,
    Cell(DAY, False, "lines", "payoke", "connected"): 1,
    Cell(MONTH, False, "languages", "ro"): 1,
    Cell(MONTH, False, "listened", "danger"): 1,
    Cell(MONTH, False, "waits", "danger"): 1,
    Cell(MONTH, False, "went on", "danger"): 1,
    Cell(MONTH, False, "seconds", "60"): 1,
    Cell(MONTH, False, "keys", "3"): 1,
    Cell(MONTH, False, "hours", "00"): 1,
    Cell(MONTH, False, "hours", "15"): 2,
    Cell(DAY, True, "calls"): 5,
    Cell(MONTH, True, "hours", "15"): 5,
    Cell(EVER, False, "calls"): 30,
    Cell(EVER, False, "reached"): 9,
    Cell(EVER, False, "failed"): 3,
    Cell(EVER, False, "lost"): 7,
}


@pytest.fixture
def old(url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database as version 1 left it."""
    store = Store(address(url))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        store.open()
    with store.engine.begin() as connection:
        for table, rows in (("counters", CALL + OTHERS), ("totals", TOTALS)):
            for row in rows:
                values = {f"v{index}": value for index, value in enumerate(row)}
                names = ", ".join(f":{name}" for name in values)
                connection.execute(text(f"INSERT INTO {table} VALUES ({names})"), values)
    return store


def test_what_was_counted_is_folded_into_what_is_kept_now(old: Store) -> None:
    old.open()
    assert old.all_counts() == FOLDED
    assert set(inspect(old.engine).get_table_names()) == {
        "marginals",
        "released",
        "in_a_row",
        "schema_version",
    }


def test_a_month_that_was_over_is_released_from_it(old: Store) -> None:
    old.open()
    old.release_finished(date(2026, 4, 7))
    left = {cell for cell in old.all_counts() if not cell.rehearsal and cell.period}
    assert {cell.measure for cell in left} == {"lines"}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_keeps_nothing_of_the_log_of_calls(old: Store, tmp_path: Path) -> None:
    """Its write-ahead log is gone, too, which held the steps one after the other."""
    path = tmp_path / "statistics.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
        connection.execute("UPDATE counters SET n = n + 0")
        connection.commit()
    private: list[Any] = ["2026-03-09T23", "2026-03-10T14", b"accepted", b"counters"]
    private = [one.encode() if isinstance(one, str) else one for one in private]
    assert all(one in path.read_bytes() for one in private)
    old.open()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert not any(one in path.read_bytes() for one in private)
