"""The bridge as a program, and what happens when the hotline behind it is down."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from audio.clip import seconds
from routes.call.hotline import Hotline
from tests.conftest import PUBLIC_URL
from tests.routes.carriers.asterisk.conftest import CALLER, DUTCH, KEY, NORTH, SPEAK, Bridged, call
from tests.routes.carriers.asterisk.fake_asterisk import HANGS_UP, FakeCall, FakeLeg, picks_up
from tests.routes.doctor.front import Front
from tests.routes.server import ROOT, free_port


def test_a_hotline_that_is_down_is_left_to_the_dialplan(
    bridge: Bridged, front: Front, hotline_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    made = FakeCall(bridge.port, [DUTCH, SPEAK, NORTH])
    front.app = Response("gone", 503)
    try:
        made.runs("call", CALLER)
    finally:
        front.app = hotline_app
    assert not made.ended
    assert made.heard == []
    assert "a call was handed to the dialplan's apology: the hotline did not answer" in caplog.text
    assert CALLER[3:] not in caplog.text


def test_a_whisper_that_fails_connects_the_two(
    bridge: Bridged, front: Front, hotline_app: Flask
) -> None:
    """A caller is not lost because a whisper is."""

    def during_an_outage(made: FakeCall, whisper: str) -> tuple[str, str, int]:
        front.app = Response("gone", 503)
        try:
            return picks_up()(made, whisper)
        finally:
            front.app = hotline_app

    made = call(bridge, DUTCH, SPEAK, NORTH, HANGS_UP, lines=(during_an_outage,))
    assert made.asked[0].heard == []
    assert len(made.dialled) == 1


def test_a_clip_that_the_desk_publishes_later_is_fetched(
    bridge: Bridged, front: Front, on_asterisk: Hotline, small_clips: Path
) -> None:
    sounds = bridge.server.bridge.sounds
    new = "0123456789abcdef0123456789abcdef.wav"
    content = next(small_clips.glob("*.wav")).read_bytes()
    front.files[f"/clips/{new}"] = content
    sound = sounds.of(f"{PUBLIC_URL}/clips/{new}")
    assert (Path(f"{sound}.ulaw").stat().st_size) == round(
        8000 * seconds(next(small_clips.glob("*.wav")))
    )
    sounds.make_all()
    assert not Path(f"{sound}.ulaw").exists(), "what is no clip any more is removed at a start"


def test_the_dialplan_can_try_the_whole_way(
    bridge: Bridged, front: Front, hotline_app: Flask
) -> None:
    good, bad = FakeLeg(bridge.port, []), FakeLeg(bridge.port, [])
    good.runs("check")
    front.app = Response("gone", 503)
    try:
        bad.runs("check")
    finally:
        front.app = hotline_app
    assert (good.ended, bad.ended) == (True, False)


def test_systemd_hears_that_the_bridge_lives(
    bridge: Bridged, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        assert systemd.recv(100) == b"WATCHDOG=1"
        monkeypatch.delenv("NOTIFY_SOCKET")


def test_the_command_answers_until_it_is_stopped(front: Front, tmp_path: Path) -> None:
    settings = {
        "SIGNATURE_SCHEME": "asterisk",
        "ASTERISK_KEY": KEY,
        "ASTERISK_SOUNDS": str(tmp_path),
        "PUBLIC_URL": PUBLIC_URL,
        "PYTHONUNBUFFERED": "1",
    }
    port = free_port()
    words = ["flask", "--app", "tests.small.served", "asterisk", "serve", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-m", *words, "--hotline", front.url],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as serving:
        assert serving.stdout is not None
        assert f"The bridge answers at 127.0.0.1:{port}" in serving.stdout.readline()
        leg = FakeLeg(port, [])
        leg.runs("check")
        serving.terminate()
        assert serving.wait(timeout=60) == 0
    assert leg.ended
    assert list(tmp_path.glob("*.ulaw"))
