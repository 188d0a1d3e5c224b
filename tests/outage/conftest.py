"""Three instances behind a balancer, and calls that nothing disturbs, to compare with."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from routes.simulator.callers.call import SimulatedCall, play
from routes.simulator.callers.people import Behaviour, People
from routes.simulator.simulated_carrier import AppCarrier, SimulatedCarrier
from tests.outage.balancers import Balancer, Write, haproxy, installed, nginx
from tests.outage.instances import Instance

CALLS = 200


def call_of(seed: int, carrier: SimulatedCarrier) -> SimulatedCall:
    """The same people for the same seed, with any handset. Nobody stays for long: a suite has five
    minutes.
    """
    return SimulatedCall(People(Random(seed), Behaviour(longest=16)), carrier)


@pytest.fixture(scope="session")
def undisturbed(app: Flask) -> list[SimulatedCall]:
    """Calls to an application in this process, which nobody kills."""
    calls = [call_of(seed, AppCarrier(app)) for seed in range(CALLS)]
    play(calls, threads=1)
    return calls


@pytest.fixture(scope="session")
def instances(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Instance]]:
    """Three that answer. Who kills one starts it again."""
    folder = tmp_path_factory.mktemp("instances")
    three = [Instance(folder / f"{number}.log", CLIPS_FOLDER=str(clips)) for number in range(3)]
    for one in three:
        one.begin()
    try:
        for one in three:
            one.wait_until_up()
        yield three
    finally:
        for one in three:
            one.kill()


@pytest.fixture(scope="module", params=[haproxy, nginx], ids=["haproxy", "nginx"])
def write(request: pytest.FixtureRequest) -> Write:
    """Writes what one of those that are shipped needs."""
    chosen: Write = request.param
    if not installed(chosen.__name__):
        pytest.skip(f"{chosen.__name__} is not installed: apt-get install haproxy nginx-light")
    return chosen


@pytest.fixture(scope="module")
def balancer(
    write: Write, instances: list[Instance], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Balancer]:
    """It stands before the instances."""
    with Balancer(
        write, tmp_path_factory.mktemp("balancer"), [one.port for one in instances]
    ) as one:
        yield one
