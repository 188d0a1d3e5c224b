"""The commands of the systemd unit: a reload takes changed files in, or refuses them."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN, make_settings
from tests.coordinator.conftest import ROOT, Desk
from tests.routes.server import free_port, wait_until_up

OTHER_TOKEN = TOKEN[::-1]
UNIT = (ROOT / "deploy/wayout.service").read_text("utf-8").splitlines()
SETTINGS = {
    **os.environ,
    "ENVIRONMENT": "production",
    "PUBLIC_URL": PUBLIC_URL,
    "HOTLINE_NUMBER": HOTLINE_NUMBER,
    "TWILIO_AUTH_TOKEN_FILE": "token",
    "ALLOW_DRAFT_LANGUAGES": "all",
}
"""The token is in a file of the desk's folder."""


def commands(kind: str, port: int, pid: int = 0) -> list[list[str]]:
    """What the unit runs, with the folder, port and process of this test.

    It starts one worker, so that one answer tells what all callers get.
    """
    lines = [line.partition("=")[2] for line in UNIT if line.startswith(f"{kind}=")]
    here = [
        line.replace("/opt/wayout/.venv/bin", str(Path(sys.executable).parent)) for line in lines
    ]
    swaps = {":8000": f":{port}", "--workers 2": "--workers 1", "$MAINPID": str(pid)}
    return [shlex.split(_swapped(line, swaps)) for line in here]


def _swapped(line: str, swaps: dict[str, str]) -> str:
    for old, new in swaps.items():
        line = line.replace(old, new)
    return line


@contextmanager
def started(desk: Desk, port: int) -> Iterator["subprocess.Popen[str]"]:
    [command] = commands("ExecStart", port)
    process = subprocess.Popen(
        command,
        cwd=desk.folder,
        env=SETTINGS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until_up(port, process)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def reload(desk: Desk, port: int, process: "subprocess.Popen[str]") -> str:
    """The error of the first command that fails; empty when none does. systemd stops there, too."""
    for command in commands("ExecReload", port, process.pid):
        done = subprocess.run(
            command, cwd=desk.folder, env=SETTINGS, capture_output=True, text=True, check=False
        )
        if done.returncode:
            return done.stderr
    return ""


def wait_for(words: str, process: "subprocess.Popen[str]") -> None:
    """Read what a server logs until it logs these words."""
    assert process.stdout
    assert any(words in line for line in process.stdout), f"it ended without {words!r}"


def languages(port: int) -> list[str]:
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as response:
        found: list[str] = json.load(response)["languages"]
    return found


def takes_calls(port: int, token: str) -> bool:
    """Whether the server answers what a carrier with this token signs."""
    connections = Connections(f"http://127.0.0.1:{port}", Patience(answer=60))
    carrier = WebCarrier(make_settings(twilio_auth_token=token), connections, Tally())
    try:
        carrier.post("/voice/nl/main", Digits="2")
    except CarrierError as error:
        return "403" not in str(error)
    finally:
        connections.close()
    return True


def test_a_reload_takes_in_what_is_sound_and_refuses_what_is_broken(desk: Desk) -> None:
    """Without the check before it, a reload would end gunicorn when a new worker cannot start."""
    port, token = free_port(), desk.folder / "token"
    token.write_text(TOKEN)
    with started(desk, port) as process:
        before = languages(port)
        assert takes_calls(port, TOKEN)
        desk.edit("ivr/hotline.toml", 'goes = "danger"', 'goes = "dangr"')
        assert "key 1 leads to 'dangr'" in reload(desk, port, process)
        assert process.poll() is None
        assert languages(port) == before
        desk.edit("ivr/hotline.toml", 'goes = "dangr"', 'goes = "danger"')
        desk.edit("ivr/hotline.toml", ', "hu"],', "],")
        token.write_text(OTHER_TOKEN)
        assert reload(desk, port, process) == ""
        wait_for("Worker exiting", process)
        assert set(before) - set(languages(port)) == {"hu"}
        assert takes_calls(port, OTHER_TOKEN), "a new worker reads the file of a secret again"
        assert not takes_calls(port, TOKEN)
