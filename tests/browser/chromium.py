"""A real Chromium: an installed one, else Playwright's own, else Debian's where we are root."""

import os
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import BrowserType, Playwright

PATIENCE = 120_000
"""Milliseconds after which something counts as never coming. A busy machine is no defect."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_ADVICE = (
    "No Chromium was found and none could be installed. Install one in one of these ways, then "
    "run `make test` again:\n"
    "  - your system's package, e.g. `sudo apt-get install chromium`\n"
    "  - `.venv/bin/playwright install chromium`"
)


class NoChromiumError(Exception):
    """There is no browser to test with; the message says how to get one."""


def find_chromium(playwright: Playwright) -> str:
    """The path of a Chromium. Raises NoChromiumError when none can be had."""
    return path_of(playwright.chromium)


def path_of(chromium: BrowserType) -> str:
    """The same, where a browser runs already."""
    own = chromium.executable_path
    found = _installed() or (own if Path(own).exists() else None) or _from_debian()
    if found is None:
        raise NoChromiumError(_ADVICE)
    return found


def _installed() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(
            command,
            check=False,
            capture_output=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    return shutil.which("chromium")
