"""The doctor, the desk and monitoring tell of a flood of calls, and of no single call."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from routes.call.floods import MANY
from routes.call.hotline import HOTLINE, Hotline
from routes.doctor.floods import check_floods
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.doctor.conftest import Good
from tests.routes.requests import post
from tests.small.hotline import create_small_app, small_hotline

TOKEN = "0123456789abcdef"
ON_THE_DESK = "Far more calls than usual, or many that nobody takes."


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = make_settings(
        state_directory=tmp_path, metrics_token=TOKEN, **desk_settings(), database_url="off"
    )
    return create_small_app(settings)


@pytest.fixture
def staff(app: Flask) -> Coordinator:
    coordinator = Coordinator(app)
    coordinator.log_in()
    return coordinator


def metrics(app: Flask) -> TestResponse:
    return app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})


def test_a_flood_is_a_warning_for_a_person(good: Good, app: Flask) -> None:
    for _ in range(MANY + 8):
        post(app, "/voice")
    other_process: Hotline = small_hotline(HOTLINE.of(app).settings)
    HOTLINE.of(app).floods.now()  # as a thread does after the call
    [(level, message)] = good.results(check_floods, hotline=other_process)
    assert level == "warning"
    assert message.startswith("in the last 10 minutes 30 calls or more came. Perhaps somebody")
    assert "deploy/FLOODS.md" in message


def test_nobody_is_warned_of_a_few_calls(good: Good, app: Flask) -> None:
    for _ in range(MANY - 1):
        post(app, "/voice")
    [(level, message)] = good.results(check_floods, hotline=HOTLINE.of(app))
    assert (level, message) == ("good", "no flood of calls in the last 10 minutes")


def test_without_a_state_directory_a_command_does_not_know(good: Good) -> None:
    [(level, message)] = good.results(check_floods, hotline=small_hotline(make_settings()))
    assert (level, "STATE_DIRECTORY is not set" in message) == ("good", True)


@pytest.mark.parametrize(
    "shown",
    [
        lambda staff, app: ON_THE_DESK in staff.get("/staff/").text,
        lambda staff, app: "wayout_flood 1.0" in metrics(app).text,
    ],
    ids=["desk", "metrics"],
)
def test_it_is_shown_from_the_first_call_too_many_and_not_before(
    staff: Coordinator, app: Flask, shown: Callable[[Coordinator, Flask], bool]
) -> None:
    for _ in range(MANY - 1):
        post(app, "/voice")
    assert not shown(staff, app)
    post(app, "/voice")
    assert shown(staff, app)
