"""The doctor asks a real Asterisk, with the trial's trunk and with the one that is shipped."""

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from routes.doctor.asterisk import check_asterisk
from routes.doctor.finding import Case
from routes.operations.opening import open_hotline
from tests.asterisk.machine import ON_ASTERISK, Machine
from tests.conftest import TOKEN, make_settings
from tests.outage.instances import ENVIRON, Instance
from tests.routes.server import free_port


def test_the_doctor_lets_asterisk_call_the_hotline(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trial's trunk is never asked and not encrypted, and the doctor says so."""
    monkeypatch.setenv("PATH", f"{machine.command()}:{os.environ['PATH']}")
    found = what_the_doctor_finds()
    assert "good a call inside Asterisk was answered by the bridge and the hotline" in found
    assert "warning whether the trunk is up cannot be told" in found
    assert "warning no transport of Asterisk has TLS" in found
    machine.bridge.kill()
    try:
        found = what_the_doctor_finds()
        assert "problem a call inside Asterisk did not reach the hotline" in found
    finally:
        machine.bridge.start()
        machine.bridge.wait_for("The bridge answers")


def test_asterisk_understands_the_trunk_as_it_is_shipped(
    chroot: Path,
    hotline_server: Instance,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    environ = {**ENVIRON, **ON_ASTERISK}
    shipped = Machine(chroot, tmp_path / "m", hotline_server.port, free_port(), environ)
    shipped.has_the_shipped_trunk(certificate)
    with shipped:
        monkeypatch.setenv("PATH", f"{shipped.command()}:{os.environ['PATH']}")
        found = what_the_doctor_finds()
        trunk = shipped.tells("pjsip show endpoint trunk")
    assert "problem the operator does not know this machine now" in found
    assert "good the certificate of Asterisk is valid until" in found
    assert re.search("media_encryption +: sdes", trunk)
    assert re.search("media_encryption_optimistic +: false", trunk)


def what_the_doctor_finds() -> str:
    """A line for each finding."""
    hotline = open_hotline(make_settings(signature_scheme="asterisk", asterisk_key=TOKEN))
    case = Case(hotline, datetime.now(UTC), time.monotonic, None)
    return "\n".join(f"{level} {message}" for level, message in check_asterisk(case))
