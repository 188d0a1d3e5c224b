"""From what was measured in each round to one row of the table for each server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.applications import HELLO
from tests.bench.closed_load import Load
from tests.measuring.tables import share
from tests.outage.memory import Memory

MEGABYTES = 1024 * 1024 / 1_000_000
"""In a MiB."""


@dataclass
class Measured:
    """A server in all rounds. cpu: seconds a request. waited: latencies under open load, of each
    round in seconds.
    started: seconds.
    """

    server: str
    application: str
    loads: list[Load] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    waited: list[list[float]] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    started: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """rate: requests a second. of_hello: the rate of the bare application under the same server
    that this one reaches.
    p50, p99, waited: milliseconds under closed load, and under open load the 99th of 100.
    cpu, least_cpu, most_cpu: microseconds a request. rss, uss: megabytes of the larger worker.
    start: seconds.
    """

    server: str
    application: str
    rate: float
    of_hello: float
    p50: float
    p99: float
    waited: float
    cpu: float
    least_cpu: float
    most_cpu: float
    rss: float
    uss: float
    start: float


@dataclass(frozen=True)
class Target:
    """What should be reached, what is, and whether that is enough."""

    text: str
    found: str
    reached: bool


def rows(measured: Sequence[Measured]) -> list[Row]:
    """A row for each server, in their order."""
    hello = {one.server: _rates(one) for one in measured if one.application == HELLO}
    return [_row(one, hello[one.server]) for one in measured]


def _row(one: Measured, hello: Sequence[float]) -> Row:
    """Medians over the rounds; the open load's 99th of 100 is that of all its requests, so that no
    round is hidden.
    """
    cpu = [seconds * 1e6 for seconds in one.cpu]
    return Row(
        one.server,
        one.application,
        median(_rates(one)),
        median(own / bare for own, bare in zip(_rates(one), hello, strict=True)),
        median(load.p50 for load in one.loads) * 1e3,
        median(load.p99 for load in one.loads) * 1e3,
        share(sorted(latency for each in one.waited for latency in each), 0.99) * 1e3,
        median(cpu),
        min(cpu),
        max(cpu),
        max(memory.rss for memory in one.memory) * MEGABYTES,
        max(memory.uss for memory in one.memory) * MEGABYTES,
        median(one.started),
    )


def _rates(one: Measured) -> list[float]:
    return [load.requests / load.seconds for load in one.loads]


def targets(all_rows: Sequence[Row], application: str) -> list[Target]:
    """What this application should reach under each server, beside the bare one."""
    hello = {row.server: row for row in all_rows if row.application == HELLO}
    own = [row for row in all_rows if row.application == application]
    return [target for row in own for target in _targets(row, hello)]


def _targets(row: Row, hello: Mapping[str, Row]) -> list[Target]:
    bare, by = hello[row.server].waited, f"under {row.server}"
    limit = min(10.0, 2 * bare)
    return [
        Target(
            f"{by}: at least 0.60 of the requests/s of {HELLO}",
            f"{row.of_hello:.2f}",
            row.of_hello >= 0.6,
        ),
        Target(
            f"{by}: p99 at 100/s at most 10 ms, and at most twice that of {HELLO} ({bare:.1f} ms)",
            f"{row.waited:.1f} ms",
            row.waited <= limit,
        ),
        Target(f"{by}: a worker takes at most 90 MB (RSS)", f"{row.rss:.0f} MB", row.rss <= 90),
        Target(
            f"{by}: the first right answer after at most 1.5 s",
            f"{row.start:.2f} s",
            row.start <= 1.5,
        ),
    ]
