"""The proxies of deploy/, on 127.0.0.1: the shipped files with other addresses and folders, and
without TLS.
"""

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from tests.routes.server import ROOT, free_port, wait_until_up

DEPLOY = ROOT / "deploy"
PORTS = (8000, 8001, 8002)
"""Of the instances, in the shipped files."""

Write = Callable[[Path, int, Iterable[int]], list[str]]
"""Folder, port of the balancer, ports of the instances -> the command that starts it."""


SPARE_FILES = 200
"""For what a balancer opens beside its connections."""


def replaced(text: str, *changes: tuple[str, str | Callable[[re.Match[str]], str]]) -> str:
    """A shipped file with changes, each of which must find its place."""
    for pattern, new in changes:
        text, found = re.subn(pattern, new, text)
        assert found, f"nothing like {pattern} in the shipped file any more"
    return text


def _instances(ports: Iterable[int]) -> list[tuple[str, str]]:
    return [
        (rf"127\.0\.0\.1:{shipped}\b", f"127.0.0.1:{port}")
        for shipped, port in zip(PORTS, ports, strict=True)
    ]


def haproxy(folder: Path, port: int, instances: Iterable[int]) -> list[str]:
    """deploy/haproxy.cfg."""
    shipped = (DEPLOY / "haproxy.cfg").read_text("utf-8")
    connections = (_most_files() - SPARE_FILES) // 2  # each has one to an instance, too
    file = folder / "haproxy.cfg"
    file.write_text(
        replaced(
            shipped,
            (r"bind :443 ssl crt \S+", f"bind 127.0.0.1:{port}"),
            (r"maxconn (\d+)", lambda found: f"maxconn {min(int(found[1]), connections)}"),
            *_instances(instances),
        )
    )
    return [installed("haproxy") or "haproxy", "-db", "-f", str(file)]


def nginx(folder: Path, port: int, instances: Iterable[int]) -> list[str]:
    """deploy/nginx.conf."""
    without_tls = replaced(
        (DEPLOY / "nginx.conf").read_text("utf-8"),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        (r"ssl_certificate\S* \S+;", ""),
        (r"/opt/wayout/audio\b", f"{folder}/audio"),
        *_instances(instances),
    )
    return nginx_command(folder, without_tls)


def caddy(folder: Path, port: int, instances: Iterable[int]) -> list[str]:
    """deploy/Caddyfile, before the first of the instances. It writes into the folder alone."""
    first, *_ = instances
    file = folder / "Caddyfile"
    file.write_text(
        replaced(
            (DEPLOY / "Caddyfile").read_text("utf-8"),
            (r"^\{", "{\n\tadmin off"),
            (r"(?m)^hotline\.example\.org \{", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1"),
            (rf"127\.0\.0\.1:{PORTS[0]}\b", f"127.0.0.1:{first}"),
            (r"/opt/wayout/audio\b", f"{folder}/audio"),
        )
    )
    homes = [f"{name}={folder}" for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")]
    run = ["run", "--adapter", "caddyfile", "--config", str(file)]
    return ["env", *homes, installed("caddy") or "caddy", *run]


def nginx_command(folder: Path, shipped: str) -> list[str]:
    """nginx with this file. Everything that it writes goes into the folder."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind}; "
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    log = f"{folder}/error.log"
    user = "user root;" if os.geteuid() == 0 else ""  # a test's folder is its owner's alone
    file = folder / "nginx.conf"
    file.write_text(
        replaced(
            shipped,
            (r"user www-data;", user),
            (r"/run/nginx\.pid", f"{folder}/nginx.pid"),
            (r"/var/log/nginx/error\.log", log),
            (r"worker_rlimit_nofile \d+;", f"worker_rlimit_nofile {_most_files()};"),
            (
                r"worker_connections (\d+);",
                lambda found: f"worker_connections {min(int(found[1]), _most_files())};",
            ),
            (r"(?m)^http \{", f"http {{ {temporary}"),
        )
    )
    command = [installed("nginx") or "nginx", "-p", str(folder), "-e", log, "-c", str(file)]
    return [*command, "-g", "daemon off;"]


def _most_files() -> int:
    """The most files that a program may open, for the user who runs the tests."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


class Balancer:
    """A balancer before instances, from entering to leaving.

    name: which one. folder: where it writes. port, url: where it answers. output: what it has
    written to the terminal, once it has ended.
    """

    def __init__(self, write: Write, folder: Path, instances: Iterable[int]) -> None:
        self.name = write.__name__
        self.folder = folder
        self.port = free_port()
        self._command = write(folder, self.port, instances)
        self._log = folder / f"{self.name}.log"
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Balancer":
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=subprocess.STDOUT, text=True
            )
        wait_until_up(self.port, self._process, self._log.read_text)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)
        self.output = self._log.read_text()


def installed(program: str) -> str | None:
    """Where a program is; balancers live outside the path of ordinary users."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
