"""The systemd unit: what it takes from the hotline, and that the hotline runs without it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN, make_settings
from tests.outage.balancers import DEPLOY, installed, replaced
from tests.outage.instances import GUNICORN
from tests.routes.server import ROOT, free_port

UNIT = (DEPLOY / "wayout.service").read_text("utf-8")
EXPOSURE = 15
"""Tenths: the most that `systemd-analyze security` may find. 100 is a service without limits."""
MEMORY = {"LimitCORE": "0", "MemorySwapMax": "0"}
"""A worker's memory, with a caller's number, is in no file: neither after a crash nor in swap."""
SANDBOX = {
    "UMask": "0077",
    "ProtectSystem": "strict",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "ProtectProc": "invisible",
    **dict.fromkeys(
        ["NoNewPrivileges", "PrivateUsers", "PrivateTmp", "ProtectHome", "MemoryDenyWriteExecute"],
        "yes",
    ),
}


def run(*command: str) -> str:
    """What a command writes. Fails when it fails."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def options() -> dict[str, str]:
    """The options of the unit. Of one that comes twice, the last."""
    return dict(re.findall(r"^([A-Za-z]+)=(.*)$", UNIT, re.MULTILINE))


def test_memory_never_reaches_a_disk() -> None:
    assert MEMORY.items() <= options().items()


def test_the_unit_takes_away_what_the_hotline_does_not_need() -> None:
    assert SANDBOX.items() <= options().items()
    filters = re.findall(r"^SystemCallFilter=(.*)$", UNIT, re.MULTILINE)
    assert filters == ["@system-service", "~@privileged @resources"]


def test_systemd_finds_the_unit_hardly_exposed(told: list[str]) -> None:
    analyze = installed("systemd-analyze")
    if not analyze:
        pytest.skip("systemd-analyze is not installed")
    if int(re.findall(r"\d+", run(analyze, "--version"))[0]) < 250:
        pytest.skip("this systemd-analyze cannot judge a file (--offline, since 250)")
    report = run(
        analyze,
        "security",
        "--offline=true",
        f"--threshold={EXPOSURE}",
        str(DEPLOY / "wayout.service"),
    )
    told += re.findall(r"Overall exposure level .*: \d\.\d", report)


class Service(NamedTuple):
    """name: of the unit. port: where it answers."""

    name: str
    port: int


@pytest.fixture
def service(clips: Path) -> Iterator[Service]:
    """The unit, started by the systemd of this machine: with a port, a user and folders of its
    own. The folders are let in, because they may be in a home, which the unit does not see.
    """
    if os.geteuid() != 0 or Path("/proc/1/comm").read_text("utf-8") != "systemd\n":
        pytest.skip("only root can start a unit, where systemd runs the machine")
    one = Service("wayout-test.service", free_port())
    folders = " ".join(sorted({str(ROOT), sys.prefix, sys.base_prefix, str(clips.resolve())}))
    text = replaced(
        UNIT,
        (r"/opt/wayout/\.venv/bin", str(GUNICORN.parent)),
        (r"WorkingDirectory=\S+", f"WorkingDirectory={ROOT}"),
        (r":8000\b", f":{one.port}"),
        (r"/var/lib/wayout\b", "/var/lib/wayout-test"),
        (r"StateDirectory=wayout", "StateDirectory=wayout-test"),
        (r"User=wayout", "DynamicUser=yes"),
        (r"ProtectHome=yes", f"ProtectHome=tmpfs\nBindReadOnlyPaths={folders}"),
        (r"TWILIO_AUTH_TOKEN_FILE=\S+", f"TWILIO_AUTH_TOKEN={TOKEN}"),
        (r"PUBLIC_URL=\S+", f"PUBLIC_URL={PUBLIC_URL}"),
        (r"HOTLINE_NUMBER=\S+", f"HOTLINE_NUMBER={HOTLINE_NUMBER}"),
        (r"\[Service\]", "[Service]\nEnvironment=ALLOW_DRAFT_LANGUAGES=all"),
    )
    file = Path("/run/systemd/system") / one.name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    try:
        run("systemctl", "daemon-reload")
        run("systemctl", "start", one.name)
        yield one
    finally:
        run("systemctl", "stop", one.name)
        run("systemctl", "clean", "--what=state", one.name)
        file.unlink()
        run("systemctl", "daemon-reload")


def test_the_hotline_answers_counts_and_reloads_in_its_sandbox(service: Service) -> None:
    connections = Connections(f"http://127.0.0.1:{service.port}", Patience(answer=60))
    carrier = WebCarrier(make_settings(), connections, Tally())
    carrier.post("/voice/nl/main", Digits="2")
    run("systemctl", "reload", service.name)
    carrier.post("/voice/nl/main", Digits="2")
    connections.close()
    assert Path("/var/lib/wayout-test/statistics.sqlite").exists()
    process = run("systemctl", "show", "--property=MainPID", "--value", service.name).strip()
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    assert re.findall(r"CapBnd:\s(\S+)|Seccomp:\s(\S+)", status) == [("0" * 16, ""), ("", "2")]
