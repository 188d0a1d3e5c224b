"""What a start does for statistics, what it says, and how long anything is kept."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from routes.settings.database import address
from routes.settings.settings import LEAST_DAYS
from routes.statistics import recorder
from routes.statistics import writer as writers
from routes.statistics.cells import Cell
from routes.statistics.period import Kind, Period, belgian_day, period_of
from routes.statistics.recorder import STATISTICS
from routes.statistics.store import Store
from routes.statistics.writer import Writer
from tests.conftest import make_settings
from tests.routes.server import ROOT
from tests.small.hotline import create_small_app

PRODUCTION = {"environment": "production", "allow_draft_languages": "all"}


def test_production_without_a_database_says_what_to_set(
    clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    create_small_app(make_settings(**PRODUCTION, database_url=None))
    assert "nothing is counted: set DATABASE_URL" in caplog.text


def test_whoever_wants_no_statistics_is_not_reminded(
    clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    create_small_app(make_settings(**PRODUCTION))
    assert "DATABASE_URL" not in caplog.text


def test_a_start_removes_what_is_too_old_and_nothing_else(
    clips: Path, url: str, store: Store
) -> None:
    today = belgian_day(datetime.now(UTC))
    days = [str(today - timedelta(days=age)) for age in (0, 99, 101, 400)]
    store.add(Counter({Cell(day, False, "lines", "north", "busy"): 1 for day in days}))
    create_small_app(make_settings(database_url=url, statistics_days=100))
    assert {cell.period for cell in store.all_counts()} == set(days[:2])


def test_a_start_releases_what_is_over(clips: Path, url: str, store: Store) -> None:
    before = belgian_day(datetime.now(UTC)).replace(day=1) - timedelta(days=40)
    month = period_of(Kind.MONTH, before)
    store.add(Counter({Cell(str(month.first), False, "calls"): 60}))
    create_small_app(make_settings(database_url=url))
    assert store.released(month)


def test_the_least_days_that_may_be_set_leave_a_month_for_four_weeks(store: Store) -> None:
    january = Period(Kind.MONTH, date(2026, 1, 1))
    store.add(Counter({Cell("2026-01", False, "languages", "nl"): 60}))
    for day in range(1, 62):
        today = january.first + timedelta(days=day)
        store.release_finished(today)
        store.forget(today - timedelta(days=LEAST_DAYS))
        assert bool(store.released(january)) == (today >= january.released_on)
    assert today - january.released_on >= timedelta(days=28)


def test_the_tables_are_there_after_the_start(clips: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    create_small_app(make_settings(database_url=url))
    assert Store(address(url)).all_counts() == {}


def test_old_days_are_removed_every_day_while_the_hotline_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tidied: list[int] = []
    writer = Writer(lambda counts: None, lambda: tidied.append(1))

    def step() -> None:
        writer.add(Counter({Cell("2026-03-10", False, "calls"): 1}))
        assert writer.flush(60)

    step()
    step()
    assert len(tidied) == 1
    monkeypatch.setattr(writers, "DAY", 0)
    step()
    assert len(tidied) == 2


def test_a_command_leaves_the_database_alone(tmp_path: Path) -> None:
    """`flask check` of a machine that only builds clips needs no folder that it can write to."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    environ = {**os.environ, "ENVIRONMENT": "development", "DATABASE_URL": url}
    subprocess.run(
        [sys.executable, "-m", "flask", "languages"],
        cwd=ROOT,
        env=environ,
        check=True,
        capture_output=True,
    )
    assert list(tmp_path.iterdir()) == []


FORKS = """
import os
from collections import Counter
from routes.statistics.cells import Cell
from routes.statistics.writer import Writer
written = []
writer = Writer(lambda counts: written.append(dict(counts)), lambda: None)
writer.add(Counter({Cell("", False, "before"): 1}))
assert writer.flush(60)
if os.fork() == 0:
    writer.add(Counter({Cell("", False, "after"): 1}))
    print(writer.flush(60), [cell.measure for cell in written[1]], flush=True)
    os._exit(0)
os.wait()
"""


def test_a_process_that_forks_while_it_counts_has_a_child_that_counts() -> None:
    """A thread does not survive a fork: the child starts one of its own."""
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKS]
    child = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    assert child.stdout == "True ['after']\n"


def test_a_start_does_not_wait_for_a_database_that_takes_for_ever(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As when the name of its host is looked up in vain: no limit of the database's own helps
    against that.
    """
    over = Event()
    monkeypatch.setattr(Store, "open", lambda store: over.wait(60))
    monkeypatch.setattr(recorder, "LONGEST_START", 0.1)
    create_small_app(make_settings(database_url=f"sqlite:///{tmp_path / 'statistics.sqlite'}"))
    over.set()
    assert "statistics cannot be written (no answer yet)" in caplog.text


def test_the_days_are_those_of_the_settings(clips: Path) -> None:
    statistics = STATISTICS.of(create_small_app(make_settings(statistics_days=70)))
    assert statistics.days == 70
