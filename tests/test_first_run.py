"""A newcomer's first command: `make run` in a fresh copy installs, makes the clips and answers. The
second time it only starts. How long that takes is measured by `make bench`.
"""

from pathlib import Path

from audio.library import FOLDER
from tests.fresh import ROOT, fresh_copy
from tests.routes.server import Server

LEFT = 50
"""Clips that are left to be made. All of them take a minute longer, and say no more."""


def test_one_command_answers_in_a_fresh_copy_and_answers_again(tmp_path: Path, clips: Path) -> None:
    folder = fresh_copy(tmp_path)
    made = folder / FOLDER.relative_to(ROOT)
    made.mkdir()
    for clip in sorted(clips.glob("*.wav"))[LEFT:]:
        (made / clip.name).symlink_to(clip)
    for said in ("Installing what the hotline needs", "All "):
        with Server("make", "-C", str(folder), "run", "PORT={port}") as server:
            assert '"status":"ok"' in server.get("/healthz").replace(" ", "")
        assert said in server.output
