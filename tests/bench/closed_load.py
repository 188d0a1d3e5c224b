"""Closed load: each of sixteen connections asks again as soon as it is answered. By wrk where it is
installed.
"""

import json
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.connection import LONGEST, Connection, connect
from tests.bench.step import BODY, PATH, WrongAnswer, headers
from tests.measuring.tables import share

CONNECTIONS = 16
_DONE = """
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "microseconds": %d, "bytes": %d, "errors": %d, "p50": %d, "p99": %d}\\n',
    summary.requests, summary.duration, summary.bytes, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Load:
    """requests: answered, in so many seconds. p50, p99: of their latencies, in seconds."""

    requests: int
    seconds: float
    p50: float
    p99: float


def generator() -> str:
    """What makes the load."""
    if not shutil.which("wrk"):
        return (
            "the Python generator of tests/bench (wrk is not installed; it makes "
            "more load: apt-get install wrk)"
        )
    told = subprocess.run(["wrk", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\d+(\.\d+)+", told)
    return f"wrk {version[0]}" if version else "wrk"


def closed_load(port: int, request: bytes, expected: bytes, seconds: int, folder: Path) -> Load:
    """One load. folder: where a script for wrk may be written. Raises WrongAnswer when any answer
    is not the step.
    """
    return (
        _by_wrk(port, request, expected, seconds, folder)
        if shutil.which("wrk")
        else by_threads(port, request, expected, seconds)
    )


def by_threads(port: int, request: bytes, expected: bytes, seconds: float) -> Load:
    """The same without wrk; every body is compared."""
    with ExitStack() as stack, ThreadPoolExecutor(CONNECTIONS) as pool:
        kept = [stack.enter_context(connect(port, request, expected)) for _ in range(CONNECTIONS)]
        began = time.perf_counter()
        asking = [pool.submit(_until, one, began + seconds) for one in kept]
        latencies = sorted(latency for one in asking for latency in one.result())
        taken = time.perf_counter() - began
    return Load(len(latencies), taken, share(latencies, 0.5), share(latencies, 0.99))


def _until(connection: Connection, end: float) -> list[float]:
    """At least once, however late the thread begins."""
    latencies: list[float] = []
    while True:
        began = time.perf_counter()
        connection.ask()
        latencies.append(time.perf_counter() - began)
        if time.perf_counter() >= end:
            return latencies


def _by_wrk(port: int, request: bytes, expected: bytes, seconds: int, folder: Path) -> Load:
    with connect(port, request, expected) as one:
        each = one.ask()
    script = folder / "step.lua"
    script.write_text(_script(), "utf-8")
    patience = ["--timeout", f"{LONGEST}s", "--script", str(script)]
    command = [
        "wrk",
        "--threads",
        "1",
        "--connections",
        str(CONNECTIONS),
        "--duration",
        f"{seconds}s",
        *patience,
    ]
    told = subprocess.run(
        [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True
    ).stdout
    found = json.loads(told[told.rindex("{") :])
    check_wrk(found, each)
    return Load(
        found["requests"], found["microseconds"] / 1e6, found["p50"] / 1e6, found["p99"] / 1e6
    )


def _script() -> str:
    given = [
        f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}"
        for name, value in headers().items()
    ]
    path, body = json.dumps(PATH), json.dumps(BODY.decode())
    return "\n".join(
        ['wrk.method = "POST"', f"wrk.path = {path}", f"wrk.body = {body}", *given, _DONE]
    )


def check_wrk(found: dict[str, int], each: int) -> None:
    """An apology is answered with 200, too: only its length tells it apart. At the end each
    connection may be within an answer.
    """
    if found["errors"]:
        raise WrongAnswer(
            f"wrk counted {found['errors']} errors (connections, time-outs, other answers than 2xx)"
        )
    surplus = found["bytes"] - found["requests"] * each
    if not 0 <= surplus <= CONNECTIONS * each:
        raise WrongAnswer(
            f"{found['requests']} answers of {each} bytes are {-surplus} bytes short: some were "
            "others"
        )
