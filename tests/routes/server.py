"""The small hotline as a process of its own, on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
NONE: Mapping[str, str] = {}
PATIENCE = 120
"""Seconds after which an answer counts as never coming. A busy machine is no defect."""


class Server:
    """`flask serve`, or another command, from entering to leaving. output: everything that it
    wrote, without its port, whose digits may be those of a postcode.
    """

    def __init__(self, *command: str, **environ: str) -> None:
        self.port = free_port()
        self.output = ""
        self._command = command or (
            sys.executable,
            "-m",
            "flask",
            "--app",
            "tests.small.served",
            "serve",
            "--port",
            str(self.port),
        )
        self._environ = {**os.environ, "PYTHONUNBUFFERED": "1", "DATABASE_URL": "off", **environ}

    def __enter__(self) -> "Server":
        command = [part.replace("{port}", str(self.port)) for part in self._command]
        # A file and no pipe: a pipe that nobody reads is full after some hundred requests.
        self._written = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self._environ,
            stdout=self._written,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        wait_until_up(self.port, self._process, self._said)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)  # make, and the server that it started
        self._process.wait(timeout=PATIENCE)
        self.output = self._said()
        self._written.close()

    def _said(self) -> str:
        self._written.seek(0)
        return self._written.read().replace(f":{self.port}", ":PORT")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, path: str, form: dict[str, str], headers: Mapping[str, str] = NONE) -> str:
        body = urlencode(form).encode()
        return self._open(urllib.request.Request(self.url + path, data=body, headers={**headers}))

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(self.url + path))

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until_up(
    port: int,
    process: "subprocess.Popen[str]",
    said: Callable[[], str] = lambda: "",
    seconds: float = 900,
) -> None:
    """Wait until /healthz answers. Fails when the process ends first, with what it said. seconds:
    a safety net, for a slow line that a first start installs over.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}: {said()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60):
                return
        except OSError:
            time.sleep(0.02)  # it has no other way to tell that it is up
    raise AssertionError("the server did not come up")
