"""gunicorn as the unit starts it: what a client may not change, and what its log may not tell."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import urllib3

from routes.simulator.simulated_carrier import proof
from tests.conftest import make_settings
from tests.outage.instances import Instance

URL = "/voice/nl/main"
FORM = {"From": "anonymous", "Digits": "2"}
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
NUMBER = "32470123456"


@pytest.fixture(scope="module")
def instance(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    log = tmp_path_factory.mktemp("gunicorn") / "log"
    with Instance(log, CLIPS_FOLDER=str(clips)) as one:
        yield one


def step(instance: Instance, url: str = URL, **headers: str) -> urllib3.BaseHTTPResponse:
    """A signed step, sent to gunicorn itself: a proxy may hand on any header."""
    return urllib3.request(
        "POST",
        f"http://127.0.0.1:{instance.port}{url}",
        body=urlencode(FORM),
        headers=proof(make_settings(), url, FORM) | FORM_TYPE | headers,
        retries=False,
        timeout=60,
    )


def workers(instance: Instance) -> list[Path]:
    """The folder in /proc of every worker."""
    children = Path(f"/proc/{instance.pid}/task/{instance.pid}/children")
    return [Path("/proc", worker) for worker in children.read_text("utf-8").split()]


def send(instance: Instance, request: bytes) -> bytes:
    """Send bytes that may be no valid request, and return what comes back."""
    with socket.create_connection(("127.0.0.1", instance.port), timeout=60) as client:
        client.sendall(request)
        answer = b""
        while part := client.recv(4096):
            answer += part
        return answer


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "Script-Name", "script_name"])
@pytest.mark.parametrize("value", ["/voice", "/elsewhere", "/voice/nl"])
def test_no_header_moves_a_step(instance: Instance, name: str, value: str) -> None:
    answer = step(instance, **{name: value})
    assert (answer.status, answer.data) == (200, step(instance).data)


def test_a_header_does_not_tell_that_tls_was_used(instance: Instance) -> None:
    """Two that contradict each other would be an error, if gunicorn read them."""
    contradicting = {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "off"}
    assert step(instance, **contradicting).status == 200


def test_a_signed_address_cannot_begin_a_line_of_the_log(instance: Instance) -> None:
    url = "/voice/nl/main%0D%0A2026-01-01%20INFO%20all%20is%20well%E2%80%A8"
    assert step(instance, url).status == 200
    *lines, end = instance.log.read_text("utf-8").split("\n")
    assert end == ""
    assert [line for line in lines if not re.match(r"\[?20\d\d-\d\d-\d\d \d\d:", line)] == []
    assert "step failed" in lines[-1]


@pytest.mark.parametrize(
    "request_of",
    [
        b"GET /voice?From=%s\r\n\r\n",
        b"GET /voice HTTP/1.1\r\nCall%s\r\n\r\n",
        b"GET /voice HTTP/1.1\r\nHost: a\r\nFrom %s: 1\r\n\r\n",
        b"GET /voice HTTP/%s\r\n\r\n",
        b"POST /voice HTTP/1.1\r\nTransfer-Encoding: %s\r\n\r\n",
        b"POST /voice HTTP/1.1\r\nExpect: %s\r\n\r\n",
        b"POST /voice HTTP/1.1\r\nContent-Length: %sx\r\n\r\n",
    ],
)
def test_the_log_says_nothing_of_a_request_that_cannot_be_read(
    instance: Instance, request_of: bytes
) -> None:
    before = len(instance.log.read_text("utf-8"))
    assert send(instance, request_of % NUMBER.encode()).startswith(b"HTTP/1.1 ")
    written = instance.log.read_text("utf-8")[before:]
    assert "a request was refused, because it is not valid HTTP" in written
    for private in (NUMBER, "/voice", "127.0.0.1"):
        assert private not in written


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux has /proc")
def test_a_worker_that_crashes_leaves_no_copy_of_its_memory(instance: Instance) -> None:
    """However it is started: the unit says so too, but a container has no unit."""
    found = workers(instance)
    assert found
    for worker in found:
        limits = (worker / "limits").read_text("utf-8")
        assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)
