"""The way over from one shared password to people, which locks nobody out."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from routes.call.hotline import HOTLINE
from routes.desk.check import check_desk, who_can_log_in
from routes.doctor.finding import Case, Level
from tests.conftest import WORKING_HOURS, make_settings
from tests.routes.command_line import run
from tests.routes.desk.conftest import ON_BOTH, Coordinator, desk_settings
from tests.routes.desk.people import Someone, comes_in, desk_without_shared_password
from tests.small.hotline import create_small_app

pytestmark = pytest.mark.usefixtures("clock")
BANNER = "You use the password that all share"


def process(url: str) -> Flask:
    return create_small_app(make_settings(**desk_settings(database_url=url)))


@ON_BOTH
def test_every_page_says_what_to_do_until_a_coordinator_has_a_way_in(url: str, clips: Path) -> None:
    app = process(url)
    shared = Someone(app)
    shared.log_in()
    for path in ("", "activity", "script", "people", "log"):
        assert BANNER in shared.get(f"/staff/{path}").text
    link = shared.invites("Anna", "coordinator")
    assert shared.is_in(), "an invitation alone changes nothing"
    anna = comes_in(app, link, "Anna", address="192.0.2.2")
    assert BANNER not in anna.get("/staff/").text
    assert not shared.is_in(), "the sessions of the shared password have ended"
    assert shared.log_in().status_code == 403
    assert "ask for it where you work" not in Coordinator(app).get("/staff/log-in").text


def test_a_reviewer_with_a_way_in_does_not_end_the_shared_password(url: str, clips: Path) -> None:
    app = process(url)
    shared = Someone(app)
    shared.log_in()
    link = shared.invites("Rita", "reviewer", languages=("nl",))
    rita = comes_in(app, link, "Rita", address="192.0.2.2")
    assert shared.is_in()
    rita.post("/staff/log-out")
    page = rita.get("/staff/log-in").text
    assert 'id="shared"' in page
    assert 'id="name"' in page
    assert rita.logs_in().status_code == 303


@ON_BOTH
def test_the_browser_of_the_shared_password_goes_on_as_the_person(url: str, clips: Path) -> None:
    app = process(url)
    shared = Someone(app)
    shared.log_in()
    assert shared.takes(shared.invites("Anna", "coordinator")).status_code == 303
    assert shared.chooses("Anna").status_code == 303
    page = shared.get("/staff/").text
    assert BANNER not in page
    assert ">Anna</span>" in page


def test_the_doctor_and_the_start_say_what_to_do(
    tmp_path: Path, clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    app = process(url)
    settings = HOTLINE.of(app).settings
    before = "all who work at the desk share a password: run `flask staff invite NAME"
    assert before in caplog.text
    assert who_can_log_in(settings).message.startswith(before)
    code, link = run(app, "staff", "invite", "Anna", "--role", "coordinator")
    assert code == 0
    comes_in(app, link.splitlines()[-1], "Anna")
    caplog.clear()
    process(url)
    removable = "STAFF_PASSWORD_HASH opens nothing any more"
    assert removable in caplog.text
    result = who_can_log_in(settings)
    assert (result.level, str(result.message)[: len(removable)]) == (Level.WARNING, removable)
    after = HOTLINE.of(desk_without_shared_password(url)).settings
    assert who_can_log_in(after).level is Level.GOOD


def test_the_doctor_makes_no_database_and_says_nothing_where_there_is_no_desk(
    tmp_path: Path, clips: Path
) -> None:
    without = create_small_app(make_settings())
    assert list(check_desk(Case(HOTLINE.of(without), WORKING_HOURS, float))) == []
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    settings = make_settings(database_url=url, secret_key="0123456789abcdef" * 2)
    hotline = replace(HOTLINE.of(without), settings=settings)
    (result,) = check_desk(Case(hotline, WORKING_HOURS, float))
    assert result.message.startswith("no coordinator can log in at the desk: run `flask staff")
    assert not (tmp_path / "desk.sqlite").exists()


def test_without_a_folder_for_people_there_is_no_desk(clips: Path) -> None:
    app = desk_without_shared_password("off")
    assert app.test_client().get("/staff/").status_code == 404
    code, output = run(app, "staff", "invite", "Anna", "--role", "coordinator")
    assert (code, "set STATE_DIRECTORY or DATABASE_URL" in output) == (1, True)
