"""The files in git were changed under a change of the desk: it is shown, and can be undone."""

import re
import threading
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


def test_a_change_that_the_files_contradict_is_shown_and_can_be_undone(
    state: Path, tmp_path: Path
) -> None:
    line = '"tel:+3210000001"'
    changed = files_with(tmp_path, destinations=(line, f'{{ uri = {line}, hours = "24/7" }}'))
    app = started(changed, state)
    assert hours(app) == OFFICE, "callers hear the release as it was kept"
    coordinator = Coordinator(app)
    coordinator.log_in()
    for path in ("/staff/", "/staff/changes"):
        assert "A server cannot take the release." in coordinator.get(path).text
    page = coordinator.get("/staff/changes").text
    assert "&#34;Mo-Fr 09:00-17:00&#34;, and is &#34;24/7&#34; now" in page
    [undo] = re.findall(r'action="(/staff/changes/releases/\d+/undo)"', page)
    coordinator.post(undo)
    follower = FOLLOWER.of(app)
    for thread in threading.enumerate():
        if thread.name == "publishing":
            thread.join()
    follower.look()
    assert hours(app) == "24/7"
    assert "A server cannot take the release." not in coordinator.get("/staff/changes").text
