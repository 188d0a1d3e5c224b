"""How long slow clients keep callers from being answered: thousands of them are held, and somebody
calls all the while.
"""

import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import click

from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.bench.applications import production
from tests.conftest import make_settings
from tests.measuring.machine import machine
from tests.measuring.tables import share, table
from tests.outage.balancers import Balancer, caddy, haproxy, installed, nginx
from tests.outage.drip import BODY, HEADER, SILENT, Drip, many_files
from tests.outage.instances import Instance

PATIENCE = Patience(connect=1.5, answer=3.0)
"""A caller's carrier gives up an attempt after this."""
BETWEEN = 0.2
"""Seconds from one attempt to the next."""
SOURCES = 40
"""Addresses from which the slow clients come."""


@dataclass
class Callers:
    """What became of the steps while slow clients were there. waits: seconds to each answer.
    longest: seconds in a row in which nobody was answered.
    """

    asked: int = 0
    waits: list[float] = field(default_factory=list)
    longest: float = 0.0


@dataclass(frozen=True)
class Held:
    """Slow clients before a proxy. most: at once. closed: connections that it closed."""

    proxy: str
    most: int
    closed: int
    callers: Callers


def call(url: str, seconds: float) -> Callers:
    """Somebody calls again and again, each time over a connection of its own."""
    callers = Callers()
    begin = answered = time.monotonic()
    while (now := time.monotonic()) - begin < seconds:
        connections = Connections(url, PATIENCE)
        callers.asked += 1
        before = len(callers.waits)
        try:
            WebCarrier(make_settings(), connections, Tally()).post("/voice/nl/main", Digits="2")
            callers.waits.append(time.monotonic() - now)
        except CarrierError:
            """Not answered."""
        connections.close()
        callers.longest = max(callers.longest, time.monotonic() - answered)
        answered = time.monotonic() if len(callers.waits) > before else answered
        threading.Event().wait(BETWEEN)
    return callers


def hold(name: str, port: int, clients: int, seconds: float) -> Held:
    """Hold so many slow clients, and call as soon as most of them are connected."""
    with Drip(port, [HEADER, BODY, SILENT], clients, SOURCES) as drip:
        drip.wait_until(most=clients * 9 // 10, seconds=10)
        callers = call(f"http://127.0.0.1:{port}", seconds)
    return Held(name, drip.most, drip.closed, callers)


def measure(clients: int, seconds: float, folder: Path) -> list[Held]:
    """Each proxy that is shipped and installed."""
    found = []
    with ExitStack() as stack:
        three = [
            stack.enter_context(Instance(folder / f"{number}.log", 1, "", **production(folder)))
            for number in range(3)
        ]
        for write in (haproxy, nginx, caddy):
            if installed(write.__name__):
                place = folder / write.__name__
                place.mkdir()
                with Balancer(write, place, [one.port for one in three]) as proxy:
                    found.append(hold(proxy.name, proxy.port, clients, seconds))
    return found


def row(held: Held) -> tuple[str, int, int, int, int, float, float]:
    """Of the table."""
    callers = held.callers
    return (
        held.proxy,
        held.most,
        held.closed,
        callers.asked,
        len(callers.waits),
        1000 * share(sorted(callers.waits), 0.5),
        callers.longest,
    )


COLUMNS = (
    "proxy",
    "slow clients at once",
    "closed",
    "steps asked",
    "answered",
    "p50, ms",
    "longest without an answer, s",
)


@click.command()
@click.option("--clients", type=click.IntRange(1), default=2000)
@click.option("--seconds", type=click.IntRange(1), default=30)
def main(clients: int, seconds: int) -> None:
    """Measure, and print one table."""
    with many_files() as files, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = measure(min(clients, files // 4), seconds, Path(folder))
    click.echo(
        f"{machine()}. Slow clients send a byte a second of a header or a body, or nothing; one that "
        f"is closed comes again. They are held for {seconds} s.\n"
    )
    click.echo(table(COLUMNS, map(row, found)))


if __name__ == "__main__":
    main()
