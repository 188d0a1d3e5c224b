"""`make run` on a fresh machine: how long until the hotline answers, the first time and the second."""

import shutil
import subprocess
from pathlib import Path

from tests.routes.server import Server

ROOT = Path(__file__).parents[1]
FIRST, SECOND = 120, 3
"""Seconds that a newcomer may have to wait."""


def fresh_copy(folder: Path) -> Path:
    """What git would hand over: every file that it tracks, as it is now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def seconds_to_first_answer(folder: Path) -> float:
    """Of `make run` in this folder, until /healthz answers."""
    with Server("make", "-C", str(folder), "run", "PORT={port}") as server:
        return server.came_up_after


def test_a_newcomer_hears_the_first_ring_in_time(tmp_path: Path, told: list[str]) -> None:
    folder = fresh_copy(tmp_path)
    first, second = seconds_to_first_answer(folder), seconds_to_first_answer(folder)
    told += [
        f"make run, the first time: {first:.1f} s",
        f"make run, the second time: {second:.1f} s",
    ]
    assert first < FIRST
    assert second < SECOND
