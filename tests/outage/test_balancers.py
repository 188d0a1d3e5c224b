"""The shipped balancers before instances that fail: the next one is asked, and the signature stays
valid.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Semaphore

import pytest
from flask import Flask, Response

from app import create_app
from routes.simulator.web_carrier import Connections, Tally, WebCarrier
from tests.conftest import make_settings
from tests.outage.balancers import Balancer, Write
from tests.routes.simulator.callers.door import BREAKS, Door

STEPS = 15


@pytest.fixture(scope="module")
def doors(app: Flask) -> Iterator[list[Door]]:
    """Three, of which the first can be made to fail. Its health check is good all the same."""
    with ExitStack() as stack:
        yield [stack.enter_context(Door(app)) for _ in range(3)]


@pytest.fixture
def carrier(
    write: Write, doors: list[Door], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WebCarrier]:
    """It asks once, and never again."""
    with Balancer(
        write,
        tmp_path_factory.mktemp("balancer"),
        [int(door.url.rpartition(":")[2]) for door in doors],
    ) as balancer:
        connections = Connections(balancer.url)
        yield WebCarrier(make_settings(), connections, Tally())
        connections.close()


@pytest.mark.parametrize("fault", [BREAKS, 502, 503])
def test_a_step_that_one_instance_fails_is_answered_by_another(
    carrier: WebCarrier, doors: list[Door], fault: int | str
) -> None:
    doors[0].faults = deque([fault] * STEPS)
    for _ in range(STEPS):
        carrier.post("/voice/nl/main", Digits="2")
    assert len(doors[0].faults) < STEPS, "the instance that fails was never asked"


@pytest.mark.parametrize(
    "page", ["main?attempt=2", "m%61in", "main?x=%2F%41%20", "main?x=a/../b//c", "main?x=%C3%A9&&y"]
)
def test_the_request_line_arrives_as_it_was_signed(carrier: WebCarrier, page: str) -> None:
    carrier.post(f"/voice/nl/{page}", Digits="2")
    assert carrier.exchanges[-1].twiml.startswith("<?xml")


def test_instances_that_fail_every_check_are_asked_all_the_same(
    write: Write, clips: Path, tmp_path: Path
) -> None:
    """When all are too busy for their checks, a slow answer is better than none."""
    checks = Semaphore(0)

    def fail() -> Response:
        checks.release()
        return Response("busy", 503)

    app = create_app(make_settings(clips_folder=clips))
    with ExitStack() as stack:
        doors = [stack.enter_context(Door(app)) for _ in range(3)]
        ports = [int(door.url.rpartition(":")[2]) for door in doors]
        balancer = stack.enter_context(Balancer(write, tmp_path, ports))
        app.view_functions["health.healthz"] = fail
        if balancer.name == "haproxy":  # it alone makes checks
            for _ in range(5 * len(doors)):  # it takes an instance out after three
                assert checks.acquire(timeout=60)
        connections = Connections(balancer.url)
        carrier = WebCarrier(make_settings(), connections, Tally())
        for _ in range(STEPS):
            carrier.post("/voice/nl/main", Digits="2")
        connections.close()
