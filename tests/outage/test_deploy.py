"""What is shipped in deploy/ is understood by those who read it."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.outage.balancers import DEPLOY, installed, nginx_command, replaced
from tests.outage.instances import GUNICORN, Instance, command


def needs(program: str) -> str:
    found = installed(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    return found


def run(*words: str) -> str:
    """What a command has against its input. Fails when it fails."""
    done = subprocess.run(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key, in one file."""
    folder = tmp_path_factory.mktemp("certificate")
    key, pem = folder / "key", folder / "both.pem"
    new = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=hotline.example.org"
    )
    run(needs("openssl"), *new.split(" "), "-keyout", str(key), "-out", str(pem))
    pem.write_text(pem.read_text("utf-8") + key.read_text("utf-8"))
    return pem


def test_haproxy_understands_its_file(certificate: Path, tmp_path: Path) -> None:
    shipped = (DEPLOY / "haproxy.cfg").read_text("utf-8")
    file = tmp_path / "haproxy.cfg"
    file.write_text(replaced(shipped, (r"/etc/ssl/\S+", str(certificate))))
    assert "WARNING" not in run(needs("haproxy"), "-c", "-f", str(file))


def test_nginx_understands_its_file(certificate: Path, tmp_path: Path) -> None:
    needs("nginx")
    shipped = (DEPLOY / "nginx.conf").read_text("utf-8")
    told = run(
        *nginx_command(tmp_path, replaced(shipped, (r"/etc/ssl/[^;]+", str(certificate)))), "-t"
    )
    assert "[warn]" not in told


def test_caddy_understands_its_file() -> None:
    shipped = str(DEPLOY / "Caddyfile")
    assert '"level":"warn"' not in run(
        needs("caddy"), "validate", "--adapter", "caddyfile", "--config", shipped
    )


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    shipped = (DEPLOY / "wayout.service").read_text("utf-8")
    file = tmp_path / "wayout.service"
    file.write_text(replaced(shipped, (r"/opt/wayout/\.venv/bin", str(GUNICORN.parent))))
    assert run(needs("systemd-analyze"), "verify", "--man=no", str(file)) == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the unit is for Linux")
def test_the_service_tells_systemd_that_it_is_ready(clips: Path, tmp_path: Path) -> None:
    """Type=notify: without this systemd would stop it after a while (sd_notify)."""
    assert "Type=notify" in (DEPLOY / "wayout.service").read_text("utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(30)
        with Instance(
            tmp_path / "log", CLIPS_FOLDER=str(clips), NOTIFY_SOCKET=str(tmp_path / "notify")
        ):
            assert b"READY=1" in systemd.recv(4096)


def test_the_container_starts_the_same_command_as_the_unit() -> None:
    container = re.search(
        r"^CMD (\[.+\])$", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE
    )
    assert container is not None
    assert json.loads(container[1])[3:] == command(0, workers=2)[3:]


def test_the_container_is_made_from_exactly_one_image() -> None:
    """A tag may name another image tomorrow; a digest names this one."""
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    assert re.search(r"^ARG PYTHON=[a-z./]+@sha256:[0-9a-f]{64}$", container, re.MULTILINE)
    images = re.findall(r"^FROM (\S+)", container, re.MULTILINE)
    assert set(images) == {"$PYTHON"}


def test_the_container_keeps_memory_off_the_disk() -> None:
    """Swap is what --memory-swap allows beyond --memory (podman-run)."""
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    run = " ".join(re.findall(r"^# +(podman run .*\\\n# .*)$", container, re.MULTILINE))
    given = dict(re.findall(r"--([a-z-]+)[ =](\S+)", run))
    assert given["memory"] == given["memory-swap"]
    assert (given["ulimit"], given["cap-drop"]) == ("core=0", "all")
