"""What the staff did is written down: when, who and what, and nothing of a caller."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect

from routes.database.store import DESK_STORE, DeskDown, DeskStore, desk_address
from routes.desk import actions
from routes.desk.actions import Action, entries, record
from routes.desk.examinations import EXAMINATIONS
from routes.desk.staff_log import SHOWN
from tests.conftest import make_settings
from tests.routes.command_line import run
from tests.routes.desk.conftest import ON_BOTH, Clock, Coordinator, desk_in, desk_settings
from tests.small.hotline import create_small_app


@pytest.fixture
def app(tmp_path: Path, clips: object) -> Flask:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    return create_small_app(make_settings(**desk_settings(database_url=url)))


@pytest.fixture
def coordinator(app: Flask) -> Coordinator:
    coordinator = Coordinator(app)
    coordinator.log_in("a guess")
    coordinator.log_in("another guess")
    coordinator.log_in()
    return coordinator


def lines(page: str) -> list[tuple[str, str]]:
    """Who and what."""
    rows = re.findall(r"<tr><td>[^<]+</td><td>([^<]+)</td><td>([^<]+)</td></tr>", page)
    return [(unescape(who), unescape(what)) for who, what in rows]


CSV = "/staff/activity/calls.csv?period=month&from=2026-03-01"


def test_log_ins_exports_and_log_outs_are_told_the_newest_first(coordinator: Coordinator) -> None:
    assert coordinator.get(CSV).status_code == 200
    coordinator.post("/staff/log-out")
    coordinator.log_in()
    me = "the shared password"
    told = lines(coordinator.get("/staff/log").text)
    wrong = ("unknown", "2 wrong log-ins in the hour from then on")
    assert wrong in told
    told.remove(wrong)
    assert told == [
        (me, "logged in"),
        (me, "logged out"),
        (me, "saved figures: wayout-calls-2026-03-01-2026-03-31.csv"),
        (me, "logged in"),
    ]


def test_an_examination_is_written_down(
    app: Flask, coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EXAMINATIONS.of(desk_in(app)), "begin", lambda _: None)
    coordinator.post("/staff/examination")
    assert lines(coordinator.get("/staff/log").text)[0][1] == "had everything examined"


def test_what_cannot_be_written_down_is_not_done(
    app: Flask, coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise DeskDown("full")

    monkeypatch.setattr("routes.desk.session.record", fails)
    answer = coordinator.get(CSV)
    assert answer.status_code == 503
    assert "calls" not in answer.text.partition("<main")[2].partition("as always")[2]


def test_the_command_prints_the_same(app: Flask, coordinator: Coordinator) -> None:
    coordinator.get(CSV)
    code, output = run(app, "staff", "log")
    first, *rest = output.splitlines()
    assert (code, first) == (0, "when (UTC),who,what,about")
    assert sorted(line.partition(",")[2] for line in rest) == [
        ",wrong log-ins,2",
        "desk,export,wayout-calls-2026-03-01-2026-03-31.csv",
        "desk,log in,",
    ]


@pytest.mark.parametrize("command", ["log", "log-out"])
def test_a_command_cannot_see_into_the_memory_of_a_server(desk_app: Flask, command: str) -> None:
    code, output = run(desk_app, "staff", command)
    assert code == 1
    assert "set STATE_DIRECTORY or DATABASE_URL, for the server, too" in output


def test_the_log_has_no_column_for_an_address(app: Flask, coordinator: Coordinator) -> None:
    def columns(connection: object) -> set[str]:
        inspector = inspect(connection)
        return {
            column["name"]
            for table in inspector.get_table_names()
            for column in inspector.get_columns(table)
        }

    assert DESK_STORE.of(desk_in(app)).do(columns) == {
        *("id", "person", "password", "began", "seen", "at", "action", "about", "hour", "n"),
        *("name", "value", "version_num", "account", "key", "roles", "languages", "code", "ended"),
        *("entity", "before", "after", "by", "why", "change", "how", "parent", "changes", "state"),
        *("release", "problem", "problems", "progress", "second", "touched", "live_at"),
        *("authenticator", "public_key", "sign_count", "digest", "until", "used", "challenge"),
        # Sounds, confirmed numbers of the centres, warnings, native speakers, notices.
        *("sha256", "language", "text", "master", "engine", "voice", "withdrawn"),
        *("destination", "number", "secret", "rule", "subject", "told", "taken_by", "taken_at"),
        *("is_on", "kind", "hint", "sealed", "quiet_from", "quiet_until", "wakes", "made"),
        *("failure", "failures", "failed", "alert", "channel", "holder", "tasks", "browser"),
        *("opened", "prompt", "clip", "verdict", "remark", "words", "ended_by", "seconds"),
        *("expected", "listener", "heard", "place", "template", "since", "notice", "sound"),
    }


@ON_BOTH
def test_entries_are_removed_after_two_years(clock: Clock, url: str) -> None:
    store = DeskStore(desk_address(make_settings(database_url=url)))
    record(store, "desk", Action.LOG_IN)
    actions.count_refused(store)
    clock.now += 730 * 24 * 3600
    record(store, "desk", Action.LOG_OUT)
    assert len(entries(store)) == 2
    clock.now += 1
    record(store, "desk", Action.EXPORT)
    assert [entry.action for entry in entries(store)] == ["export", "log out"]
    clock.now += 3600
    for _ in range(3):
        actions.count_refused(store)
    assert [hour.count for hour in actions.refused(store)] == [3]
    assert actions.refused(store)[0].at == clock.now // 3600 * 3600


def test_a_long_log_has_pages(app: Flask, coordinator: Coordinator) -> None:
    store = DESK_STORE.of(desk_in(app))
    for number in range(SHOWN):
        record(store, "Anna", Action.CHANGE, str(number))
    newest = coordinator.get("/staff/log").text
    assert len(lines(newest)) == SHOWN
    assert ("Anna", "drafted a change: 29") in lines(newest)
    [older] = re.findall(r'href="([^"]+)" rel="next"', newest)
    last = coordinator.get(older).text
    assert ("the shared password", "logged in") in lines(last)
    assert 'rel="next"' not in last
    assert lines(coordinator.get("/staff/log?page=99").text) == []
