"""The files in git were changed under a change of the desk: it is shown, and settled there."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app import application
from routes.call.hotline import HOTLINE
from routes.operations.last_good import content_of
from routes.operations.opening import Files, open_hotline
from routes.releases.following import FOLLOWER
from routes.releases.kept import with_kept_release
from routes.releases.publishing import publishing_of
from tests.conftest import make_settings
from tests.routes.desk.changing import wait_for_the_checks, words
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.routes.releases.desk_of_small import ANNA, draft
from tests.small.hotline import SMALL, files_with, small_clips

OFFICE = "Mo-Fr 09:00-17:00"


def started(files: Files, state: Path) -> Flask:
    """The server, from these files, with what this machine has kept."""
    settings = make_settings(
        **desk_settings(state_directory=state, clips_folder=small_clips(), database_url="off")
    )
    base = dict(content_of(files))
    app = application(with_kept_release(open_hotline(settings, files), base), base)
    FOLLOWER.of(app).look()
    return app


@pytest.fixture
def state(clips: object, tmp_path: Path) -> Path:
    """Of a machine whose callers hear other hours of a line than the files say."""

    state = tmp_path / "state"
    app = started(SMALL, state)
    follower = FOLLOWER.of(app)
    publishing = publishing_of(follower, app)
    [line] = publishing.value("destinations.middle.order")
    entity = f"destinations.middle.lines.{line}.hours"
    made = draft(follower.store, entity, "", OFFICE, ANNA)
    publishing.check(publishing.begin([made], ANNA))
    follower.look()
    assert hours(app) == OFFICE
    return state


def hours(app: Flask) -> str:
    return HOTLINE.of(app).tree.destinations["middle"].lines[0].hours


def contradicted(state: Path, folder: Path) -> tuple[Flask, Coordinator]:
    """The server after somebody wrote other hours into the files, and a coordinator."""
    line = '"tel:+3210000001"'
    changed = files_with(folder, destinations=(line, f'{{ uri = {line}, hours = "24/7" }}'))
    app = started(changed, state)
    assert hours(app) == OFFICE, "callers hear the release as it was kept"
    coordinator = Coordinator(app)
    coordinator.log_in()
    return app, coordinator


def published(app: Flask) -> None:
    wait_for_the_checks()
    FOLLOWER.of(app).look()


def test_a_change_that_the_files_contradict_is_shown_and_can_be_undone(
    state: Path, tmp_path: Path
) -> None:
    app, coordinator = contradicted(state, tmp_path)
    for path in ("/staff/", "/staff/changes"):
        assert "A server cannot take the release." in coordinator.get(path).text
    page = coordinator.get("/staff/changes").text
    assert "&#34;Mo-Fr 09:00-17:00&#34;, and is &#34;24/7&#34; now" in page
    [undo] = re.findall(r'action="(/staff/changes/releases/\d+/undo)"', page)
    coordinator.post(undo)
    published(app)
    assert hours(app) == "24/7"
    assert "A server cannot take the release." not in coordinator.get("/staff/changes").text


@pytest.mark.parametrize(("chosen", "heard"), [("desk", OFFICE), ("files", "24/7")])
def test_both_are_shown_side_by_side_and_a_coordinator_chooses(
    state: Path, tmp_path: Path, chosen: str, heard: str
) -> None:
    app, coordinator = contradicted(state, tmp_path)
    page = coordinator.get("/staff/changes").text
    assert "The desk says: Monday to Friday, 9:00 to 17:00" in words(page)
    assert "The files say: day and night, every day" in words(page)
    [entity] = re.findall(r'type="radio" name="([^"]+)" value="desk"', page)
    settle = "/staff/changes/settle"
    asked = coordinator.get(coordinator.post(settle).location).text
    assert "Choose for each." in asked
    assert coordinator.post(settle, **{entity: chosen}).status_code == 303
    published(app)
    assert hours(app) == heard
    page = coordinator.get("/staff/changes").text
    assert "The files and the desk say different things" not in page
    assert "A server cannot take the release." not in page
