"""A fresh copy of the project, as a newcomer gets it."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


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
