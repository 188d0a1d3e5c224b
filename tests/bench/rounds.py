"""All servers run at the same time; in each round each of them is measured in turn, while the
others are idle.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.applications import applications, production
from tests.bench.closed_load import closed_load
from tests.bench.figures import Measured
from tests.bench.open_load import open_load
from tests.bench.servers import Command, Server, granian, gunicorn
from tests.bench.verbs import DOCUMENT

STARTS = 3
"""How often each server is started; fewer where there are fewer rounds."""
WARM_UP = 1
"""Seconds of load that nobody measures."""

Tell = Callable[[str], None]


def measure(rounds: int, seconds: int, folder: Path, tell: Tell) -> list[Measured]:
    """Everything about the servers. Raises WrongAnswer when one of them answers anything but the
    step.
    """
    with ExitStack() as stack:
        servers = [stack.enter_context(one) for one in _servers(folder)]
        for number in range(min(rounds, STARTS)):
            tell(f"start {number + 1}")
            for server in servers:
                server.start()
        measured = [
            Measured(one.server, one.application.name, started=one.started) for one in servers
        ]
        for server in servers:
            with server.blamed():
                closed_load(server.port, server.request, server.expected, WARM_UP, folder)
        for number in range(rounds):
            for place in in_turn(number, len(servers)):
                _measure(servers[place], measured[place], seconds, folder)
                tell(_progress(number, rounds, servers[place], measured[place]))
        for server, one in zip(servers, measured, strict=True):
            one.memory = server.memory()
    return measured


def in_turn(number: int, many: int) -> Sequence[int]:
    """The places from 0, beginning with another one in each round: who is first has no
    advantage.
    """
    return [(number + place) % many for place in range(many)]


def _servers(folder: Path) -> list[Server]:
    four = applications(production(folder, "in-process"))
    found: list[Server] = []
    by: Command
    for by in (gunicorn, granian):
        environ = {**production(folder, by.__name__), DOCUMENT: four[0].expected.decode()}
        found += (
            Server(by, one, environ, folder / f"{by.__name__}-{number}.log")
            for number, one in enumerate(four)
        )
    return found


def _measure(server: Server, measured: Measured, seconds: int, folder: Path) -> None:
    given = server.port, server.request, server.expected
    with server.blamed():
        before = server.cpu()
        load = closed_load(*given, seconds, folder)
        measured.cpu.append((server.cpu() - before) / load.requests)
        measured.loads.append(load)
        measured.waited.append(open_load(*given, seconds))


def _progress(number: int, rounds: int, server: Server, one: Measured) -> str:
    load = one.loads[-1]
    return (
        f"round {number + 1} of {rounds}: {server.name}, "
        f"{load.requests / load.seconds:.0f} requests/s"
    )
