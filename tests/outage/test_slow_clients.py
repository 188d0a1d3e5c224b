"""Clients that send their requests as slowly as they may, while people call.

How fast a caller is answered is not tested here, but that they are answered at all: behind limits
that are too generous nobody is, for as long as the slow clients stay.
"""

import sys
from collections.abc import Iterator

import pytest

from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.conftest import make_settings
from tests.outage.balancers import Balancer, Write, caddy, haproxy, installed, nginx
from tests.outage.drip import BODY, HEADER, SILENT, Drip, many_files
from tests.outage.instances import Instance

CLIENTS, SOURCES = 2000, 40
PATIENCE = 60
"""Seconds after which a caller is not answered, and a connection not closed."""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has a network of addresses to itself"
)


@pytest.fixture(scope="module", params=[haproxy, nginx, caddy], ids=["haproxy", "nginx", "caddy"])
def balancer(
    request: pytest.FixtureRequest,
    instances: list[Instance],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Balancer]:
    """Each proxy that is shipped, before instances."""
    write: Write = request.param
    if not installed(write.__name__):
        pytest.skip(f"{write.__name__} is not installed: apt-get install haproxy nginx-light caddy")
    folder = tmp_path_factory.mktemp("balancer")
    with Balancer(write, folder, [one.port for one in instances]) as one:
        yield one


@pytest.fixture
def clients() -> Iterator[int]:
    """How many slow clients this machine lets us be."""
    with many_files() as files:
        yield min(CLIENTS, files // 4)


def call(balancer: Balancer) -> None:
    """One signed step, over a connection of its own. Fails when it is not answered."""
    connections = Connections(balancer.url, Patience(connect=PATIENCE, answer=PATIENCE))
    WebCarrier(make_settings(), connections, Tally()).post("/voice/nl/main", Digits="2")
    connections.close()


def calls_until_closed(balancer: Balancer, drip: Drip, connections: int) -> int:
    """Callers who were answered until the server had closed so many of the slow connections."""
    calls = 0
    while not drip.wait_until(closed=connections, seconds=0.2):
        call(balancer)
        calls += 1
        assert calls < 5 * PATIENCE, f"only {drip.closed} slow connections were closed"
    return calls


def test_callers_are_answered_while_clients_are_slow(
    balancer: Balancer, clients: int, told: list[str]
) -> None:
    """nginx does not close a body that comes slowly. So it closes two thirds of the connections."""
    with Drip(balancer.port, [HEADER, BODY, SILENT], clients, SOURCES) as drip:
        assert drip.wait_until(most=clients, seconds=PATIENCE)
        calls = calls_until_closed(balancer, drip, clients * 2 // 3)
        told.append(
            f"behind {balancer.name}: {drip.most} slow clients at once, {drip.closed} of their "
            f"connections closed, {calls} callers answered meanwhile"
        )


def test_one_address_cannot_hold_all_connections(
    balancer: Balancer, clients: int, told: list[str]
) -> None:
    if balancer.name == "caddy":
        pytest.skip("Caddy does not limit the connections of an address, but closes them sooner")
    with Drip(balancer.port, [BODY], clients, sources=1) as drip:
        calls = calls_until_closed(balancer, drip, clients)
        told.append(
            f"behind {balancer.name}: {drip.closed} connections of one address closed, "
            f"{calls} callers answered meanwhile"
        )
