"""What a request costs that the carrier did not sign, beside a signed step: nobody may silence the
line with a few of them, whatever they carry.
"""

import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from tests.bench.applications import production
from tests.bench.step import WrongAnswer
from tests.bench.unsigned_requests import SIGNED, kinds
from tests.measuring.machine import machine, seconds_of
from tests.measuring.tables import table
from tests.outage.balancers import Balancer, caddy, haproxy, installed, nginx
from tests.outage.instances import Instance
from tests.outage.memory import workers_of

MOST = 3
"""Signed steps that an unsigned request may cost."""
REQUESTS = 100
"""Of one kind, in one turn."""
TURNS = 5
LONGEST = 60
"""Seconds for an answer."""
DIRECT = "gunicorn itself"


class Client:
    """One connection to a port, opened anew when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: socket.socket | None = None

    def ask(self, sent: bytes) -> int:
        """The status of the answer. Raises WrongAnswer for none."""
        for _ in range(2):
            self._open = self._open or socket.create_connection(("127.0.0.1", self._port), LONGEST)
            try:
                self._open.sendall(sent)
            except OSError:
                """The server has answered already, and reads no more."""
            if told := self._answer(self._open):
                return int(told.split(b" ", 2)[1])
            self.close()  # it had closed a connection that was kept
        raise WrongAnswer("a request was not answered at all")

    def close(self) -> None:
        """Close the connection."""
        if self._open:
            self._open.close()
        self._open = None

    def _answer(self, connection: socket.socket) -> bytes:
        """All that comes back, at least to the end of the answer."""
        told = b""
        try:
            while part := connection.recv(65_536):
                told += part
                head, end, body = told.partition(b"\r\n\r\n")
                length = head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]
                if end and length and len(body) >= int(length):
                    if b"connection: close" in head.lower():
                        self.close()
                    return told
        except OSError:
            """Closed without having read everything: what has come is the answer."""
        self.close()
        return told


@dataclass(frozen=True)
class Cost:
    """statuses: of the answers. seconds: CPU that the worker took for one request."""

    statuses: frozenset[int]
    seconds: float


def costs(port: int, instance: Instance, chosen: Mapping[str, bytes]) -> dict[str, Cost]:
    """Name -> what requests of this kind cost the instance when they are sent to this port."""
    spent: dict[str, list[float]] = {name: [] for name in chosen}
    statuses: dict[str, set[int]] = {name: set() for name in chosen}
    workers = workers_of(instance.pid)
    with closing(Client(port)) as client:
        for _ in range(TURNS):
            for name, sent in chosen.items():
                before = seconds_of(workers)
                statuses[name].update(client.ask(sent) for _ in range(REQUESTS))
                spent[name].append((seconds_of(workers) - before) / REQUESTS)
    if workers != workers_of(instance.pid):
        raise WrongAnswer("a worker ended while it was measured")
    return {name: Cost(frozenset(statuses[name]), median(spent[name])) for name in chosen}


def measure(folder: Path) -> dict[str, dict[str, Cost]]:
    """Where it is sent to -> name -> what it costs."""
    found = {}
    with Instance(folder / "log", 1, "", **production(folder)) as instance:
        found[DIRECT] = costs(instance.port, instance, kinds())
        for write in (haproxy, nginx, caddy):
            if installed(write.__name__):
                place = folder / write.__name__
                place.mkdir()
                with Balancer(write, place, [instance.port] * 3) as proxy:
                    found[proxy.name] = costs(proxy.port, instance, kinds())
    return found


def cells(name: str, found: Mapping[str, dict[str, Cost]]) -> Iterator[str]:
    """A row of the table: for each place the ratio to a signed step, and what was answered."""
    yield name
    for place in found.values():
        answers = ", ".join(map(str, sorted(place[name].statuses)))
        yield f"{place[name].seconds / place[SIGNED].seconds:.1f} ({answers})"


def worst(place: Mapping[str, Cost]) -> tuple[str, float]:
    """What costs most, and how many signed steps it costs."""
    name = max(place, key=lambda one: place[one].seconds)
    return name, place[name].seconds / place[SIGNED].seconds


@click.command()
def main() -> None:
    """Measure, print one table, and fail when an unsigned request through a proxy costs more than
    it may.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = measure(Path(folder))
    step = found[DIRECT][SIGNED].seconds * 1000
    click.echo(
        f"{machine()}. One worker of gunicorn, {TURNS} times {REQUESTS} requests of a kind. A signed "
        f"step takes {step:.1f} ms of CPU. How many signed steps the others cost (and the answer):\n"
    )
    click.echo(table(("request", *found), (list(cells(name, found)) for name in kinds())))
    for place, of_it in found.items():
        click.echo("{}: at most {:.1f} signed steps ({})".format(place, *reversed(worst(of_it))))
    click.echo(f"Through a proxy at most {MOST} are allowed.")
    sys.exit(any(worst(of_it)[1] > MOST for place, of_it in found.items() if place != DIRECT))


if __name__ == "__main__":
    main()
