"""What the running processes have, compared with what is written: files, settings, signatures."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from app import application
from ivr.problems import Problem
from routes.call.hotline import HOTLINE
from routes.call.refusals import IN_A_ROW, Refused
from routes.commands import Commands, doctor
from routes.doctor.files import check_files, check_served_files
from routes.doctor.refusals import check_refusals
from routes.doctor.running import check_running
from routes.extension import carry_nothing
from routes.operations.last_good import content_of, digest_of
from routes.operations.opening import SHIPPED, CannotStart
from routes.operations.running import FOLDER, all_running
from tests.conftest import TOKEN, make_settings
from tests.fresh import ROOT
from tests.routes.doctor.conftest import Good
from tests.small.hotline import create_small_app, small_hotline


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Flask]:
    """Start a process of a server. It runs as long as its application is there."""

    def start(
        files: str = "",
        broken: tuple[Problem, ...] = (),
        kept_on: datetime | None = None,
        **changes: object,
    ) -> Flask:
        hotline = small_hotline(make_settings(**{"state_directory": tmp_path} | changes))
        return application(replace(hotline, files=files, broken=broken, kept_on=kept_on))

    return start


def with_state(good: Good, tmp_path: Path, **changes: object) -> dict[str, Any]:
    """The hotline that is examined, with this state directory."""
    settings = make_settings(state_directory=tmp_path, **changes)
    return {"hotline": replace(good.hotline, settings=settings)}


def test_a_setting_that_was_changed_and_needs_a_restart_is_named_without_its_value(
    good: Good, start: Callable[..., Flask], tmp_path: Path
) -> None:
    """A rotated token refuses calls, and a former password still logs in."""
    processes = [start(), start(metrics_token="0123456789abcdefgh")]
    here = with_state(good, tmp_path, twilio_auth_token=TOKEN[::-1], statistics_days=75)
    found = good.results(check_running, **here)
    assert found == [
        (
            "warning",
            f"2 of 2 processes of the server have another {name} than this one. If it was changed, "
            "restart the server: a reload does not read settings anew. If not, run this with the "
            "server's own settings",
        )
        for name in ("STATISTICS_DAYS", "TWILIO_AUTH_TOKEN")
    ]
    written = "".join(path.read_text() for path in (tmp_path / FOLDER).iterdir())
    assert TOKEN not in written
    assert "0123456789abcdefgh" not in written
    assert len(processes) == 2


def test_the_same_settings_are_good_and_what_is_not_set_here_is_not_compared(
    good: Good, start: Callable[..., Flask], tmp_path: Path
) -> None:
    process = start(statistics_days=79)
    found = good.results(check_running, **with_state(good, tmp_path))
    assert found == [("good", "the server runs with these settings (1 process)")]
    assert process


def test_nothing_is_told_of_processes_where_none_runs(good: Good, tmp_path: Path) -> None:
    assert good.results(check_running, **with_state(good, tmp_path)) == []
    assert good.results(check_running, hotline=small_hotline(make_settings())) == []


PROCESS = """
import sys
from app import application
from tests.conftest import make_settings
from tests.small.hotline import small_hotline
app = application(small_hotline(make_settings(state_directory=sys.argv[1])))
print("started", flush=True)
sys.stdin.read()
"""


def test_a_process_that_was_killed_is_not_there_any_more(tmp_path: Path, clips: Path) -> None:
    settings = make_settings(state_directory=tmp_path)
    command = [sys.executable, "-c", PROCESS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        assert len(list(all_running(settings))) == 1
        process.kill()
    assert list(all_running(settings)) == []
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_state_directory_that_cannot_be_written_stops_no_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "state").write_text("a file")
    create_small_app(make_settings(state_directory=tmp_path / "state"))
    assert "other processes cannot see what this one runs" in caplog.text


def test_a_note_of_another_version_is_passed_over(
    good: Good, start: Callable[..., Flask], tmp_path: Path
) -> None:
    process = start()
    (path,) = (tmp_path / FOLDER).iterdir()
    path.write_text('{"former": 1}')
    assert good.results(check_running, **with_state(good, tmp_path)) == []
    assert process


BROKEN = (Problem("destinations.toml", "(the whole file)", "cannot be read"),)
KEPT_ON = datetime(2026, 3, 9, 12, tzinfo=UTC)


MEND = (
    "destinations.toml: (the whole file): cannot be read. Callers hear the last good files, kept "
    "on 2026-03-09. Mend it if it is still so, see that `flask check --start` says Good, and "
    "restart the server"
)


def test_each_broken_file_is_named_with_what_callers_hear_meanwhile(good: Good) -> None:
    broken = replace(good.hotline, broken=BROKEN, kept_on=KEPT_ON)
    assert good.results(check_files, hotline=broken) == [("warning", MEND)]


def test_every_process_tells_of_the_same_files(
    good: Good, start: Callable[..., Flask], tmp_path: Path
) -> None:
    """Each worker started at another time; by their own files alone their pages would differ."""
    processes = [
        start(files="0" * 16),
        start(files="0" * 16),
        start(files="1" * 16),
        start(files="2" * 16, broken=BROKEN, kept_on=KEPT_ON),
    ]
    other = (
        "1 of 4 processes of the server has other files than the rest, or than those that are here "
        "now: restart the server"
    )
    for process in processes:
        found = good.results(check_files, hotline=HOTLINE.of(process))
        assert found == [("warning", MEND), ("warning", other)]


def test_a_command_compares_with_the_files_that_are_there_now(
    good: Good, start: Callable[..., Flask], tmp_path: Path
) -> None:
    current = digest_of(dict(content_of(SHIPPED)))
    processes = [start(files="0" * 16), start(files="0" * 16), start(files=current)]
    [(level, message)] = good.results(check_files, **with_state(good, tmp_path))
    assert (level, message.partition(" of ")[0]) == ("warning", "2")
    del processes[:2]
    assert good.results(check_files, **with_state(good, tmp_path)) == [
        ("good", "every process runs the current files")
    ]


def test_a_server_elsewhere_that_runs_on_the_last_good_files_is_found(good: Good) -> None:
    served = replace(HOTLINE.of(good.app), broken=BROKEN)
    good.front.app = application(served)
    [(level, message)] = good.results(check_served_files)
    assert level == "warning"
    assert message.startswith(
        "the server at https://hotline.test has found broken files and runs on the last good ones"
    )


@pytest.mark.parametrize("content", ["[]", "{}", "null", "<html>"])
def test_an_answer_that_tells_nothing_of_files_is_no_finding(good: Good, content: str) -> None:
    good.front.app = Response(content)
    assert good.results(check_served_files) == []


@pytest.mark.parametrize(
    ("refused", "level", "told"),
    [
        ([], "good", "no request was refused in the last 10 minutes"),
        ([Refused.UNSIGNED], "good", "which others than the carrier sent: there is nothing to do"),
        ([Refused.KEY], "problem", "none was accepted since the server started. Compare TWILIO_"),
        (
            [Refused.KEY, Refused.ADDRESS],
            "problem",
            "2 requests were refused in the last 10 minutes: the carrier signed them for another "
            "address than PUBLIC_URL (https://hotline.test)",
        ),
    ],
)
def test_the_probable_cause_of_refusals_is_told(
    good: Good, tmp_path: Path, refused: list[Refused], level: str, told: str
) -> None:
    hotline = small_hotline(make_settings(state_directory=tmp_path))
    for why in refused:
        hotline.refusals.add(why)
    [(found, message)] = good.results(check_refusals, hotline=hotline)
    assert (found, told in message) == (level, True)


def test_a_key_that_may_have_been_changed_is_a_warning(good: Good, tmp_path: Path) -> None:
    hotline = small_hotline(make_settings(state_directory=tmp_path))
    hotline.refusals.accept()
    for _ in range(IN_A_ROW):
        hotline.refusals.add(Refused.KEY)
    [(level, message)] = good.results(check_refusals, hotline=hotline)
    assert (level, "If TWILIO_AUTH_TOKEN was changed" in message) == ("warning", True)


def test_without_a_state_directory_a_command_does_not_know_of_refusals(good: Good) -> None:
    [(level, message)] = good.results(check_refusals, hotline=small_hotline(make_settings()))
    assert (level, "STATE_DIRECTORY is not set" in message) == ("good", True)


def test_the_doctor_examines_on_while_the_files_are_broken(
    good: Good, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server answers calls then, and its other faults matter as much."""
    last_good = replace(good.hotline, broken=BROKEN, kept_on=KEPT_ON)
    monkeypatch.setattr(doctor, "open_or_last_good", lambda: last_good)
    good.app = carry_nothing(Flask("wayout"), CannotStart(BROKEN))
    good.app.cli = Commands("wayout")
    code, output = good.doctor("--quiet")
    assert code == 0
    assert output.startswith("warning  files      destinations.toml: (the whole file): cannot be")
    assert "good" not in output.partition("\n")[2]
