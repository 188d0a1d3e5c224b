"""Sessions are kept by the server: they end there, for every process, and with every copy of a
cookie.
"""

from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import URL, create_engine, select

from routes.database.store import DESK_STORE, FILE, DeskDown, DeskStore, desk_address
from routes.desk.password import hash_of
from routes.desk.schema import sessions
from tests.conftest import make_settings
from tests.routes.command_line import run
from tests.routes.desk.conftest import KEY, ON_BOTH, Clock, Coordinator, desk_in, desk_settings
from tests.routes.statistics.postgres import Postgres
from tests.small.hotline import create_small_app


def process(url: str, **changes: object) -> Flask:
    """One more process of a server."""
    return create_small_app(make_settings(**desk_settings(database_url=url, **changes)))


def copy_cookies(of: Coordinator, to: Coordinator) -> Coordinator:
    """What a thief has who could copy everything that a browser keeps."""
    for name in ("desk", "desk-browser"):
        cookie = of.client.get_cookie(name, path="/staff", domain="hotline.test")
        assert cookie is not None
        to.client.set_cookie(name, cookie.value, path="/staff", domain="hotline.test")
    return to


@ON_BOTH
def test_every_process_knows_a_session_and_a_copied_cookie_is_dead_after_the_log_out(
    url: str, clips: Path
) -> None:
    coordinator = Coordinator(process(url))
    other = process(url)
    coordinator.log_in()
    thief = copy_cookies(coordinator, Coordinator(other))
    assert thief.is_in(), "any process may get the next request"
    assert coordinator.post("/staff/log-out").headers["Location"] == "/staff/log-in"
    assert not coordinator.is_in()
    assert not thief.is_in()
    assert thief.post("/staff/telephone/calls", token="x").status_code == 401


@ON_BOTH
def test_logging_out_everywhere_ends_the_other_sessions_too(url: str, clips: Path) -> None:
    first, second = Coordinator(process(url)), Coordinator(process(url))
    for coordinator in (first, second):
        coordinator.log_in()
    assert "2 sessions are open" in first.get("/staff/log").text
    assert first.post("/staff/log-out-everywhere").status_code == 303
    assert not first.is_in()
    assert not second.is_in()
    second.log_in()
    assert "1 session is open" in second.get("/staff/log").text


def test_a_command_ends_all_sessions(tmp_path: Path, clips: Path) -> None:
    app = process(f"sqlite:///{tmp_path / 'statistics.sqlite'}")
    coordinator = Coordinator(app)
    coordinator.log_in()
    code, output = run(app, "staff", "log-out")
    assert (code, output) == (
        0,
        "Ended sessions: 1. Invite a person again whose password or passkey may be in other "
        "hands.\n",
    )
    assert not coordinator.is_in()


def test_logging_in_again_ends_the_former_session_of_the_browser(clips: Path) -> None:
    coordinator = Coordinator(process("off"))
    coordinator.log_in()
    thief = copy_cookies(coordinator, Coordinator(coordinator.app))
    coordinator.log_in()
    assert coordinator.is_in()
    assert not thief.is_in()


def test_an_hour_without_a_request_ends_the_session(fresh_app: Flask, clock: Clock) -> None:
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    clock.now += 3599
    assert coordinator.is_in()
    clock.now += 3599
    assert coordinator.is_in()
    clock.now += 3600
    assert not coordinator.is_in()


def test_twelve_hours_end_a_session_that_is_used_all_the_time(
    fresh_app: Flask, clock: Clock
) -> None:
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    for _ in range(23):
        clock.now += 1800
        assert coordinator.is_in()
    clock.now += 1800
    assert not coordinator.is_in()


def test_a_cookie_that_is_put_back_does_not_begin_the_hour_anew(
    fresh_app: Flask, clock: Clock
) -> None:
    """Before, the times were in the cookie itself."""
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    thief = copy_cookies(coordinator, Coordinator(fresh_app))
    clock.now += 3600
    assert not thief.is_in()


def test_sessions_that_have_ended_are_removed_by_the_next_log_in(
    fresh_app: Flask, clock: Clock
) -> None:
    store = DESK_STORE.of(desk_in(fresh_app))
    for _ in range(3):
        Coordinator(fresh_app).log_in()
        clock.now += 3600
    Coordinator(fresh_app).log_in()
    rows = store.do(lambda connection: connection.execute(select(sessions)).all())
    assert len(rows) == 1


def test_a_changed_password_ends_all_sessions(tmp_path: Path, clips: Path) -> None:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    before = Coordinator(process(url))
    before.log_in()
    same = copy_cookies(before, Coordinator(process(url)))
    other = process(url, staff_password_hash=hash_of("another password"))
    assert same.is_in()
    assert not copy_cookies(before, Coordinator(other)).is_in()


def test_a_key_that_is_being_rotated_still_opens_sessions(tmp_path: Path, clips: Path) -> None:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    before = Coordinator(process(url))
    before.log_in()
    for keys, is_in in ((f"{KEY[::-1]},{KEY}", True), (KEY[::-1], False)):
        after = copy_cookies(before, Coordinator(process(url, secret_key=keys)))
        assert after.is_in() is is_in


def test_neither_a_token_nor_an_address_is_kept(tmp_path: Path, clips: Path) -> None:
    coordinator = Coordinator(process(f"sqlite:///{tmp_path / 'statistics.sqlite'}"))
    coordinator.log_in("wrong")
    coordinator.log_in()
    content = (tmp_path / FILE).read_bytes()
    assert b"192.0.2." not in content
    cookie = coordinator.client.get_cookie("desk", path="/staff", domain="hotline.test")
    assert cookie is not None
    serializer = SecureCookieSessionInterface().get_signing_serializer(desk_in(coordinator.app))
    assert serializer is not None
    token = serializer.loads(cookie.value)["token"]
    assert token.encode() not in content
    assert sha256(token.encode()).hexdigest().encode() in content


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"database_url": "sqlite:////x/statistics.sqlite"}, "sqlite:////x/desk.sqlite"),
        ({"database_url": "postgresql://u@h/n"}, "postgresql+psycopg://u@h/n"),
        ({"database_url": "off", "state_directory": "/y"}, "sqlite:////y/desk.sqlite"),
        ({"database_url": "off"}, "sqlite://"),
    ],
)
def test_sessions_are_kept_beside_the_statistics_or_in_the_state_directory(
    changes: dict[str, object], kept: str
) -> None:
    assert desk_address(make_settings(**changes)).render_as_string() == kept


def test_sessions_in_memory_are_warned_of_in_production(
    clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    process("off", environment="production", allow_draft_languages="all")
    assert "log-ins hold with one process only, and end with it" in caplog.text


CLOSED = "Its database does not answer, so it cannot see who is logged in"


def test_without_its_database_the_desk_says_so_and_calls_go_on(
    postgres: Postgres, clips: Path
) -> None:
    url = postgres.create("desk_down")
    app = process(url)
    coordinator = Coordinator(app)
    coordinator.log_in()
    stranger = Coordinator(app, address="192.0.2.9")
    postgres.stop()
    try:
        for answer in (coordinator.get("/staff/"), stranger.log_in()):
            assert (answer.status_code, CLOSED in answer.text) == (503, True)
            assert int(answer.headers["Retry-After"]) > 0
            assert "tests@" not in answer.text
        assert stranger.log_in("wrong").status_code == 403
        assert stranger.get("/staff/log-in").status_code == 200
        assert app.test_client().get("/healthz").status_code == 200
    finally:
        postgres.start()
    DESK_STORE.of(desk_in(app))._down_until = 0
    assert coordinator.is_in(), "the session has outlived the outage"


def test_after_a_failure_nobody_waits_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages come from the threads that answer calls."""
    store = DeskStore(URL.create("postgresql+psycopg", host="127.0.0.1", port=1, database="x"))
    asked: list[int] = []
    real = store._transaction
    monkeypatch.setattr(
        store,
        "_transaction",
        lambda work: asked.append(1) or real(work),  # type: ignore[func-returns-value]
    )
    for _ in range(5):
        with pytest.raises(DeskDown):
            store.do(lambda _: None)
    assert asked == [1]


def test_a_fault_of_the_desk_itself_is_not_taken_for_an_outage() -> None:
    store = DeskStore(URL.create("sqlite"))
    with pytest.raises(ZeroDivisionError):
        store.do(lambda _: 1 // 0)
    assert store.do(lambda _: 7) == 7


@ON_BOTH
def test_processes_that_start_together_make_the_tables_once(url: str) -> None:
    stores = [DeskStore(desk_address(make_settings(database_url=url))) for _ in range(4)]
    for store in stores:
        store.do(lambda connection: connection.execute(select(sessions)).all())
    engine = create_engine(desk_address(make_settings(database_url=url)))
    with engine.connect() as connection:
        assert connection.execute(select(sessions)).all() == []
    engine.dispose()
