"""A PgBouncer in transaction mode before the tests' own PostgreSQL, on a socket in a folder of its
own.
"""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.routes.statistics.postgres import NOBODY, Postgres

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PORT = 6432
"""Names the socket; nothing listens on it."""


class PgBouncer:
    """A pooler with two connections to PostgreSQL, which all clients share."""

    def __init__(self, postgres: Postgres) -> None:
        assert PROGRAM is not None
        self._folder = Path(tempfile.mkdtemp(prefix="pgb-", dir="/tmp"))
        settings = self._folder / "pgbouncer.ini"
        settings.write_text(
            f"[databases]\n* = host={postgres.folder} user=tests\n[pgbouncer]\n"
            f"pool_mode = transaction\nauth_type = any\nlisten_addr =\nlisten_port = {PORT}\n"
            f"unix_socket_dir = {self._folder}\ndefault_pool_size = 2\n",
            "utf-8",
        )
        user = NOBODY if os.geteuid() == 0 else None
        if user:
            shutil.chown(self._folder, user)
        self._process = subprocess.Popen(
            (PROGRAM, str(settings)),
            user=user,
            cwd=self._folder,
            env={},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        socket = self._folder / f".s.PGSQL.{PORT}"
        while not socket.exists() and self._process.poll() is None:
            time.sleep(0.02)  # it has no other way to tell that it is up
        assert self._process.poll() is None, "PgBouncer ended"

    def url(self, name: str) -> str:
        """The address of a database of the PostgreSQL behind it."""
        return f"postgresql://tests@/{name}?host={self._folder}&port={PORT}"

    def remove(self) -> None:
        """Stop it, and remove its folder."""
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self._folder)
