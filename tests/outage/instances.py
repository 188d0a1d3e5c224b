"""Instances of the hotline as deploy/wayout.service starts them, which can be killed and started
again.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from pydantic import BaseModel

from routes.carriers import CARRIERS
from routes.settings.settings import Settings
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN
from tests.routes.server import ROOT, free_port, wait_until_up

ENVIRON = {
    "ENVIRONMENT": "production",
    "PUBLIC_URL": PUBLIC_URL,
    "TWILIO_AUTH_TOKEN": TOKEN,
    "HOTLINE_NUMBER": HOTLINE_NUMBER,
    "ALLOW_DRAFT_LANGUAGES": "all",
    "PYTHONUNBUFFERED": "1",
}
GUNICORN = Path(sys.executable).parent / "gunicorn"


def command(port: int, workers: int = 1, app: str = "") -> list[str]:
    """The unit's own command, at a port of the test's own."""
    unit = (ROOT / "deploy" / "wayout.service").read_text("utf-8")
    found = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    assert found is not None
    _, *words = shlex.split(found[1])
    changed = {"--bind": f"127.0.0.1:{port}", "--workers": str(workers)}
    words = [changed.get(before, word) for before, word in zip(["", *words], words, strict=False)]
    return [str(GUNICORN), *words[:-1], app or words[-1]]


def without_settings() -> dict[str, str]:
    """The environment without settings of a hotline. A developer may have some, and the tests try
    production.
    """
    kinds: tuple[type[BaseModel], ...] = (Settings, *CARRIERS.values())
    settings = {name.upper() for kind in kinds for name in kind.model_fields}
    return {
        name: value
        for name, value in os.environ.items()
        if name.removesuffix("_FILE") not in settings
    }


class Instance:
    """log: where it writes; it is appended to at every start."""

    def __init__(self, log: Path, workers: int = 1, app: str = "", **environ: str) -> None:
        self.port = free_port()
        self.log = log
        self._command = command(self.port, workers, app)
        self._environ = {**without_settings(), **ENVIRON, **environ}

    def __enter__(self) -> "Instance":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """Of gunicorn's master, whose process group holds its workers."""
        return self._process.pid

    def begin(self) -> None:
        """Start, without waiting until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.begin()
        self.wait_until_up()

    def wait_until_up(self) -> None:
        """Until /healthz answers."""
        wait_until_up(self.port, self._process)

    def kill(self) -> None:
        """At once and without a word, its workers too."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=60)

    def freeze(self) -> None:
        """It keeps its connections, and answers nothing any more."""
        os.killpg(self._process.pid, signal.SIGSTOP)
