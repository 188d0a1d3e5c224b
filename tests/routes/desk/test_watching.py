"""Nobody can follow a caller at the desk, in a file, in the metrics or at a terminal."""

from pathlib import Path

import pytest

from routes.statistics.recorder import STATISTICS
from tests.routes.desk.figures import database
from tests.routes.desk.watching import ACTS, LINES, Watcher, watch, watched


def test_while_somebody_calls_nothing_changes_but_how_lines_ended(
    tmp_path: Path, clips: Path
) -> None:
    app = watched(database(tmp_path), clips_folder=clips)
    changes = dict(watch(app))
    assert list(changes) == list(ACTS)
    ended = {name for name, changed in changes.items() if changed}
    assert ended == {"Centre North is busy", "they have talked"}
    for changed in changes.values():
        assert [name for name in changed if not name.startswith(LINES)] == []
    assert len(changes["Centre North is busy"]) > 10, "lines are told at once"
    store = STATISTICS.of(app).store
    assert store is not None
    measures = {cell.measure for cell in store.all_counts() if not cell.rehearsal}
    assert {"languages", "hours", "listened", "reached"} <= measures, "all of it was counted"


def test_a_failure_is_told_at_once_without_what_the_caller_did(
    tmp_path: Path, clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """These tests see what changes at all."""
    app = watched(database(tmp_path), clips_folder=clips, twilio_auth_token="")
    watcher = Watcher(app)
    monkeypatch.setattr("routes.carriers.twilio.Twilio.render", lambda *_: 1 / 0)
    app.test_client().post("/voice/nl/danger", data={"Digits": "1"})
    assert STATISTICS.of(app).flush(60)
    assert watcher.changes() == ["/staff/", "/metrics"]
    told = watcher.seen["/staff/"] + watcher.seen["/metrics"]
    assert "ZeroDivisionError" in told
    assert "danger" not in told
