"""A database that is nowhere or hangs, and an error of counting: no call waits or fails."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_ident

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from routes.statistics.cells import EVER, Cell
from routes.statistics.recorder import STATISTICS
from routes.statistics.writer import Writer
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.statistics.postgres import Postgres
from tests.small.hotline import create_small_app

EVER_CALLED = Cell(EVER, False, "calls")
STEPS = 40


def take_steps(app: Flask) -> None:
    """Many steps are answered, and the thread that answers them never asks a database.

    So it cannot wait for one.
    """
    asking: set[int] = set()

    def asks(*_: object) -> None:
        asking.add(get_ident())

    event.listen(Engine, "do_connect", asks)
    event.listen(Engine, "before_cursor_execute", asks)
    try:
        client = app.test_client()
        for _ in range(STEPS):
            assert client.post("/voice", data={"To": HOTLINE_NUMBER}).status_code == 200
    finally:
        event.remove(Engine, "do_connect", asks)
        event.remove(Engine, "before_cursor_execute", asks)
    assert get_ident() not in asking


def unsigned(**changes: object) -> Flask:
    return create_small_app(make_settings(twilio_auth_token="", **changes))


@pytest.fixture
def silence() -> Iterator[int]:
    """A port on which somebody accepts connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize("port", [1, None])
def test_a_database_that_is_nowhere_keeps_nobody_waiting(
    port: int | None, silence: int, clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The address answers nobody, or is taken by something that never answers."""
    url = f"postgresql://user:secret@127.0.0.1:{port or silence}/name"
    app = unsigned(database_url=url)
    take_steps(app)
    assert "statistics cannot be written" in caplog.text
    assert "secret" not in caplog.text
    forget_pending(app)


def test_a_postgresql_that_hangs_keeps_nobody_waiting(postgres: Postgres, clips: Path) -> None:
    app = unsigned(database_url=postgres.create("hanging"))
    postgres.freeze()
    try:
        take_steps(app)
    finally:
        postgres.freeze(thaw=True)
    statistics = STATISTICS.of(app)
    assert statistics.flush(60)
    assert statistics.store is not None
    assert statistics.store.totals()[EVER_CALLED] == STEPS


def test_a_step_that_cannot_be_counted_is_answered_all_the_same(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = unsigned(database_url=f"sqlite:///{tmp_path / 'statistics.sqlite'}")

    def broken(*_: object) -> Callable[[], None]:
        raise RuntimeError("+32470123456")

    monkeypatch.setattr(Writer, "add", broken)
    assert app.test_client().post("/voice").status_code == 200


def forget_pending(app: Flask) -> None:
    """Nobody will ever read it: the end of the tests need not wait for it."""
    statistics = STATISTICS.of(app)
    assert statistics.writer is not None
    statistics.writer._pending.clear()
    statistics.writer._write = lambda counts: None
    statistics.writer._tidy = lambda: None
    assert statistics.flush(60)
