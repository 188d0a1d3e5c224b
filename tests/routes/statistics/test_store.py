"""The counters in a database: SQLite and PostgreSQL alike, with many writers at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from routes.settings.database import address
from routes.statistics import schema
from routes.statistics.cells import Cell, Counts
from routes.statistics.schema import NewerSchema
from routes.statistics.store import Store

WRITERS, STEPS = 8, 25
HOUR = "2026-03-10T11"
CALL = Cell(HOUR, False, "call", "und", "languages", "")
MENU = Cell(HOUR, False, "entered", "nl", "main", "")
LATER = ("CREATE TABLE later (n INTEGER)", "INSERT INTO later VALUES (1)")
REHEARSAL = CALL._replace(rehearsal=True)


def write(url: str, writer: int) -> None:
    """What one process of the hotline does: a counter that all share, one in two orders, and one of
    its own.
    """
    store = Store(address(url), patience=30)
    mine = MENU._replace(place=f"node{writer}")
    steps = [Counter({CALL: 1, MENU: 2, mine: 1}), Counter({mine: 1, MENU: 2, CALL: 1})]
    for step in range(STEPS):
        store.add(steps[(step + writer) % 2])


def written() -> Counts:
    each = {MENU._replace(place=f"node{writer}"): STEPS for writer in range(WRITERS)}
    return Counter({CALL: WRITERS * STEPS, MENU: 2 * WRITERS * STEPS, **each})


def test_eight_writers_that_write_at_once_lose_nothing(url: str, store: Store) -> None:
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, [url] * WRITERS, range(WRITERS)))
    assert store.counts("2026", "2027") == written()
    assert store.totals()[False, "call", "languages", ""] == WRITERS * STEPS


def test_instances_that_start_at_once_make_each_version_once(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_together(url)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, LATER))
    start_together(url)
    with Store(address(url)).engine.connect() as connection:
        assert connection.execute(text("SELECT version FROM schema_version")).scalars().all() == [
            1,
            2,
        ]


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
    assert store.counts("2026", "2027") == {CALL: 3}


def test_a_migration_that_fails_halfway_leaves_no_trace(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE later (n INTEGER)", "nonsense"))
    )
    with pytest.raises(Exception, match="syntax error"):
        Store(address(url)).open()
    monkeypatch.setattr(
        schema, "MIGRATIONS", (*schema.MIGRATIONS[:1], ("CREATE TABLE later (n INTEGER)",))
    )
    Store(address(url)).open()


def test_an_older_version_leaves_a_newer_database_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", ())
    with pytest.raises(NewerSchema):
        store.open()


def test_a_step_is_written_whole_or_not_at_all(store: Store) -> None:
    impossible = MENU._replace(place=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)not.null"):
        store.add(Counter({CALL: 1}) + Counter({impossible._replace(hour="9"): 1}))
    assert store.counts("2026", "9999") == {}


def test_rehearsals_are_kept_apart(store: Store) -> None:
    store.add(Counter({CALL: 1, REHEARSAL: 5}))
    assert store.counts("2026", "2027") == {CALL: 1}
    assert store.counts("2026", "2027", rehearsal=True) == {REHEARSAL: 5}


def test_a_period_ends_before_its_end(store: Store) -> None:
    store.add(Counter({CALL: 1, CALL._replace(hour="2026-03-10T12"): 1}))
    assert store.counts(HOUR, "2026-03-10T12") == {CALL: 1}


def test_what_is_forgotten_is_gone_and_monitoring_still_goes_up(store: Store) -> None:
    store.add(Counter({CALL: 2, CALL._replace(hour="2026-03-11T00"): 1}))
    assert store.forget("2026-03-11T00") == 1
    assert sum(store.counts("2026", "2027").values()) == 1
    assert store.totals()[False, "call", "languages", ""] == 3


def test_no_column_could_tell_two_calls_apart(store: Store) -> None:
    """Hours, the hotline's own words, and numbers of times: that is all there is room for."""
    with store.engine.connect() as connection:
        columns = {
            name: connection.execute(text(f"SELECT * FROM {name}")).keys()
            for name in ("counters", "totals")
        }
    assert set(columns["counters"]) == {*Cell._fields, "n"}
    assert set(columns["totals"]) == {"rehearsal", "event", "place", "outcome", "n"}
