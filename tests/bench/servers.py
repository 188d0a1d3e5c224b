"""The servers: each application under gunicorn, as deploy/wayout.service starts it, and under
granian.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from tests.bench.applications import Application
from tests.bench.connection import connect
from tests.bench.step import WrongAnswer, raw_request
from tests.measuring.machine import seconds_of
from tests.outage.instances import command, without_settings
from tests.outage.memory import Memory, memory_of, workers_of
from tests.routes.server import ROOT, free_port

WORKERS = 2
GRANIAN = Path(sys.executable).parent / "granian"
LONGEST_START = 60
"""Seconds."""

Command = Callable[[int, Application], list[str]]
"""Port and application -> what starts the server."""


def gunicorn(port: int, one: Application) -> list[str]:
    """The unit's own options."""
    return command(port, WORKERS, f"{one.module}:{one.factory}()")


def granian(port: int, one: Application) -> list[str]:
    """With as many workers and threads as the unit gives to gunicorn."""
    unit = command(port, WORKERS)
    threads = unit[unit.index("--threads") + 1]
    given = [
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(WORKERS),
    ]
    return [
        str(GRANIAN),
        *given,
        "--blocking-threads",
        threads,
        "--factory",
        f"{one.module}:{one.factory}",
    ]


class Server:
    """An application under a server. started: seconds from each start to the first right answer."""

    def __init__(self, by: Command, one: Application, environ: dict[str, str], log: Path) -> None:
        self.server, self.application = by.__name__, one
        self.port, self.request, self.expected = free_port(), raw_request(), one.expected
        self.started: list[float] = []
        self.log = log
        self._command, self._environ = by(self.port, one), {**without_settings(), **environ}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def name(self) -> str:
        return f"{self.application.name} under {self.server}"

    def start(self) -> None:
        """Start anew, and wait for the first right answer. Raises WrongAnswer for a wrong one, or
        none.
        """
        self.stop()
        with self.log.open("ab") as log, self.blamed():
            began = time.monotonic()
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            while not self._answers():
                if self._process.poll() is not None or time.monotonic() - began > LONGEST_START:
                    raise WrongAnswer("it does not start")
                time.sleep(0.005)  # it has no other way to tell that it is up
            self.started.append(time.monotonic() - began)

    def stop(self) -> None:
        """At once, its workers too."""
        if self._process:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=60)
            self._process = None

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Whatever goes wrong within is told with the server's name and its log, as a
        WrongAnswer.
        """
        try:
            yield
        except (WrongAnswer, OSError) as error:
            raise WrongAnswer(
                f"{self.name}: {error or type(error).__name__}. Its log is {self.log}"
            ) from error

    def cpu(self) -> float:
        """Seconds of the processors that master and workers have taken."""
        return seconds_of([self.pid, *workers_of(self.pid)])

    def memory(self) -> list[Memory]:
        """Of each worker."""
        return [memory for worker in workers_of(self.pid) if (memory := memory_of(worker))]

    @property
    def pid(self) -> int:
        """Of the master. Raises WrongAnswer while there is none."""
        if self._process is None:
            raise WrongAnswer(f"{self.name} does not run")
        return self._process.pid

    def _answers(self) -> bool:
        try:
            with connect(self.port, self.request, self.expected) as one:
                return one.ask() > 0
        except OSError:
            return False
