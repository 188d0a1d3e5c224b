"""Whatever goes wrong in a proxy, nothing of a request is in what it writes: a line with an address
and a time would keep when somebody called, and what they pressed.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from shutil import which

import pytest
from flask import Flask

from routes.simulator.simulated_carrier import CarrierError, proof
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.conftest import make_settings
from tests.outage.balancers import Balancer, Write, caddy, haproxy, installed, nginx
from tests.routes.simulator.callers.door import BREAKS, BREAKS_OFF, SILENT, Door

URL = "/voice/nl/speak?attempt=2&part=3"
CALL_ID = "CA0123456789abcdef0123456789abcdef"
KEYS = "842108421084210"
"""Longer than a postcode: four digits may be in a time, too."""
FORM = {"From": "+32470123456", "CallSid": CALL_ID, "Digits": KEYS}
SIGNATURE = next(iter(proof(make_settings(), URL, FORM).values()))
TRACES = ("voice", "speak", "attempt", "32470123456", CALL_ID, KEYS, SIGNATURE)
AT_ONCE = 40
FEW = {"nginx": r"(?<=worker_rlimit_nofile )\d+", "haproxy": r"(?<=maxconn )\d+"}
"""What is made small in a file, so that connections run out."""


def send(balancer: Balancer, form: dict[str, str], requests: int = 1) -> None:
    """Send a signed step, so many times at once. It may fail."""
    connections = Connections(balancer.url, Patience(answer=10))

    def step(_number: int) -> None:
        try:
            WebCarrier(make_settings(), connections, Tally()).send(URL, form)
        except CarrierError:
            """What is tried here is what a proxy writes about it."""

    with ThreadPoolExecutor(requests) as pool:
        list(pool.map(step, range(requests)))
    connections.close()


def no_instance(balancer: Balancer, door: Door) -> None:
    door.__exit__(None, None, None)
    send(balancer, FORM, AT_ONCE)  # more than a kept connection to it carries


def an_instance_that_breaks(balancer: Balancer, door: Door) -> None:
    door.faults = deque([BREAKS, BREAKS_OFF] * 10)
    for _ in range(4):
        send(balancer, FORM)


def an_instance_that_is_silent(balancer: Balancer, door: Door) -> None:
    door.faults = deque([SILENT] * 10)
    send(balancer, FORM)


def too_large_a_body(balancer: Balancer, door: Door) -> None:
    send(balancer, FORM | {"Digits": KEYS * 2000})


def no_connection_left(balancer: Balancer, door: Door) -> None:
    door.faults = deque([SILENT] * 10)
    send(balancer, FORM, AT_ONCE)


def with_few_connections(write: Write) -> Write:
    """The same balancer, which runs out of connections soon."""

    def written(folder: Path, port: int, instances: Iterable[int]) -> list[str]:
        command = write(folder, port, instances)
        if write.__name__ not in FEW:
            return [which("prlimit") or "prlimit", "--nofile=24:24", *command]
        (file,) = [*folder.glob("*.cfg"), *folder.glob("*.conf")]
        text, found = re.subn(FEW[write.__name__], "20", file.read_text("utf-8"))
        assert found
        file.write_text(text)
        return command

    written.__name__ = write.__name__
    return written


@pytest.mark.parametrize(
    "trouble",
    [
        no_instance,
        an_instance_that_breaks,
        an_instance_that_is_silent,
        too_large_a_body,
        no_connection_left,
    ],
)
@pytest.mark.parametrize("write", [haproxy, nginx, caddy], ids=["haproxy", "nginx", "caddy"])
def test_a_proxy_writes_nothing_of_a_request(
    app: Flask, tmp_path: Path, write: Write, trouble: Callable[[Balancer, Door], None]
) -> None:
    if not installed(write.__name__):
        pytest.skip(f"{write.__name__} is not installed: apt-get install haproxy nginx-light caddy")
    if trouble is no_connection_left:
        write = with_few_connections(write)
    with ExitStack() as stack:
        door = stack.enter_context(Door(app))
        port = int(door.url.rpartition(":")[2])
        balancer = stack.enter_context(Balancer(write, tmp_path, [port] * 3))
        trouble(balancer, door)
    logs = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.name.endswith("log")]
    written = "\n".join([balancer.output, *logs])
    assert [trace for trace in TRACES if trace in written] == []
