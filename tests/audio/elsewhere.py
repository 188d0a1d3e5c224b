"""A process of its own, so that a limit or a fault in it affects no other test."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def elsewhere(script: str, folder: Path, **environ: str) -> list[str]:
    """The lines that a script prints. folder: its argument; temporary files go beside it."""
    command = [sys.executable, "-c", script, str(folder)]
    here = {**os.environ, "TMPDIR": str(folder.parent), **environ}
    done = subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
