"""The counters in a database: SQLite and PostgreSQL alike, with many writers at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import inspect, text

from routes.settings.database import address
from routes.statistics import schema
from routes.statistics.cells import EVER, Cell, Counts
from routes.statistics.period import Kind, Period, period_of
from routes.statistics.schema import NewerSchema, execute
from routes.statistics.store import Store

WRITERS, STEPS = 8, 25
TUESDAY = date(2026, 3, 10)
DAY = Period(Kind.DAY, TUESDAY)
MARCH = period_of(Kind.MONTH, TUESDAY)
CALL = Cell("2026-03-10", False, "calls")
MENU = Cell("2026-03", False, "listened", "main")
LINE = Cell("2026-03-10", False, "lines", "north", "busy")
EVER_CALLED = Cell(EVER, False, "calls")
LATER = execute("CREATE TABLE later (n INTEGER)", "INSERT INTO later VALUES (1)")
REHEARSAL = CALL._replace(rehearsal=True)


def write(url: str, writer: int) -> None:
    """What one process of the hotline does: a counter that all share, one in two orders, and one of
    its own.
    """
    store = Store(address(url), patience=30)
    mine = MENU._replace(value=f"node{writer}")
    steps = [Counter({CALL: 1, MENU: 2, mine: 1}), Counter({mine: 1, MENU: 2, CALL: 1})]
    for step in range(STEPS):
        store.add(steps[(step + writer) % 2])


def written() -> Counts:
    each = {MENU._replace(value=f"node{writer}"): STEPS for writer in range(WRITERS)}
    return Counter({CALL: WRITERS * STEPS, MENU: 2 * WRITERS * STEPS, **each})


def test_eight_writers_that_write_at_once_lose_nothing(url: str, store: Store) -> None:
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, [url] * WRITERS, range(WRITERS)))
    assert store.all_counts() == written()


def test_instances_that_start_at_once_make_each_version_once(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_together(url)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, LATER))
    start_together(url)
    with Store(address(url)).engine.connect() as connection:
        versions = connection.execute(text("SELECT version FROM schema_version ORDER BY 1"))
        assert versions.scalars().all() == [1, 2, 3, 4]


def start_together(url: str) -> None:
    together = Barrier(WRITERS)

    def start(_: int) -> None:
        together.wait(60)
        Store(address(url), patience=60).open()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(start, range(WRITERS)))


def test_a_later_version_adds_its_steps_and_keeps_what_was_counted(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(Counter({CALL: 3}))
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, LATER))
    for _ in range(2):
        Store(address(url)).open()
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM later")).scalar() == 1
    assert store.all_counts() == {CALL: 3}


def test_a_migration_that_fails_halfway_leaves_no_trace(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "CREATE TABLE later (n INTEGER)"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, execute(table, "nonsense")))
    with pytest.raises(Exception, match="syntax error"):
        Store(address(url)).open()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], execute(table)))
    Store(address(url)).open()


def test_an_older_version_leaves_a_newer_database_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", ())
    with pytest.raises(NewerSchema):
        store.open()


def test_a_batch_is_written_whole_or_not_at_all(store: Store) -> None:
    impossible = MENU._replace(value=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)not.null"):
        store.add(Counter({CALL: 1, impossible: 1}))
    assert store.all_counts() == {}


def test_rehearsals_are_kept_apart(store: Store) -> None:
    store.add(Counter({CALL: 1, REHEARSAL: 5}))
    store.add(Counter({REHEARSAL: 1}))
    assert store.counts(DAY) == {CALL: 1}
    assert store.counts(DAY, rehearsal=True) == {REHEARSAL: 6}


def test_a_period_has_its_own_days_and_its_month(store: Store) -> None:
    days = [date(2026, 3, 1), date(2026, 3, 9), TUESDAY, date(2026, 3, 15), date(2026, 3, 16)]
    around = [date(2026, 2, 28), date(2026, 4, 1)]
    every = {CALL._replace(period=str(day)): 1 for day in (*days, *around)}
    months = {MENU._replace(period=month): 1 for month in ("2026-02", "2026-03", "2026-04")}
    store.add(Counter(every | months | {EVER_CALLED: 1}))

    def days_of(kind: Kind) -> list[str]:
        return sorted(cell.period for cell in store.counts(period_of(kind, TUESDAY)))

    assert days_of(Kind.DAY) == ["2026-03-10"]
    assert days_of(Kind.WEEK) == ["2026-03-09", "2026-03-10", "2026-03-15"]
    assert days_of(Kind.MONTH) == ["2026-03", *map(str, days)]
    assert store.totals() == {EVER_CALLED: 1}


def test_lines_of_some_days_are_those_of_real_calls(store: Store) -> None:
    before = LINE._replace(period="2026-03-09")
    store.add(Counter({LINE: 2, before: 1, LINE._replace(rehearsal=True): 4, CALL: 8}))
    assert store.lines(TUESDAY, TUESDAY) == {LINE: 2}
    assert store.lines(TUESDAY - timedelta(days=1), TUESDAY) == {LINE: 2, before: 1}


def test_what_is_forgotten_is_gone_and_monitoring_still_goes_up(store: Store) -> None:
    later = LINE._replace(period="2026-03-11")
    store.add(Counter({LINE: 2, later: 1, EVER_CALLED: 3}))
    store.forget(date(2026, 3, 11))
    assert store.all_counts() == {later: 1, EVER_CALLED: 3}


def test_what_was_released_is_forgotten_too(store: Store) -> None:
    store.add(Counter({MENU: 9}))
    store.release_finished(date(2026, 4, 2))
    assert store.released(MARCH)
    store.forget(date(2026, 3, 2))
    assert store.released(MARCH) is None


def test_no_column_could_tell_two_calls_apart_or_join_two_things(store: Store) -> None:
    """A day or month, one of the hotline's own words, and a number of times: that is all."""
    tables = inspect(store.engine)
    columns = {
        name: {column["name"] for column in tables.get_columns(name)}
        for name in tables.get_table_names()
    }
    assert columns == {
        "marginals": {*Cell._fields, "n"},
        "released": {"kind", "first", "tables"},
        "in_a_row": {"destination", "n"},
        "schema_version": {"version"},
    }
