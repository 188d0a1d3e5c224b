"""Instances are killed or freeze while people are calling, and no caller notices.

Each call is compared with the same people's call to an application that nobody disturbs: where it
went, what was told, and every document. So a call that lost its place, its language or a count
would be found.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from routes.simulator.callers.call import SimulatedCall, play
from routes.simulator.web_carrier import Connections, Patience, Tally
from tests.outage.balancers import Balancer
from tests.outage.conftest import CALLS, call_of
from tests.outage.instances import Instance
from tests.outage.pace import Pace, PacedCarrier
from tests.timeless import course

KILLS, THREADS = 4, 6
EACH, AHEAD = 400, 350
"""Steps from one kill to the next, and those that may be taken while an instance starts again."""
ALL = 1_000_000
"""Steps: more than there are."""


@pytest.fixture
def tally() -> Tally:
    """Nothing counted yet."""
    return Tally()


@pytest.fixture
def connections(balancer: Balancer) -> Iterator[Connections]:
    """Of a carrier that asks once more, and gives up after three seconds."""
    kept = Connections(balancer.url, Patience(again=1))
    yield kept
    kept.close()


def kill_one_after_the_other(instances: list[Instance], pace: Pace) -> None:
    """Each is up again before the next is killed."""
    try:
        for kill in range(1, KILLS + 1):
            pace.wait_for(kill * EACH)
            victim = instances[kill % len(instances)]
            victim.kill()
            victim.start()
            pace.allow((kill + 1) * EACH + AHEAD)
    finally:
        pace.allow(ALL)


def lost(calls: list[SimulatedCall], undisturbed: list[SimulatedCall]) -> list[str]:
    """What became of the calls that did not go as they would have gone."""
    return [
        f"{call.ending}: {call.why}"
        for call, expected in zip(calls, undisturbed, strict=True)
        if (call.ending, course(call)) != (expected.ending, course(expected))
    ]


def told_of_calls(instances: list[Instance], folder: Path) -> list[str]:
    """Whatever tells of a call in a log. Also that a request had to be sent again: it would have
    time and page.
    """
    written = [
        path.read_text("utf-8") for path in (*(one.log for one in instances), *folder.glob("*.log"))
    ]
    assert "Listening at" in written[0], "nothing was logged at all"
    return re.findall(r".*(?:CA[0-9a-f]{32}|anonymous|/voice).*", "\n".join(written))


def test_no_call_is_lost_when_instances_are_killed(
    balancer: Balancer,
    instances: list[Instance],
    connections: Connections,
    tally: Tally,
    undisturbed: list[SimulatedCall],
    told: list[str],
) -> None:
    pace = Pace(EACH + AHEAD)
    calls = [call_of(seed, PacedCarrier(connections, tally, pace)) for seed in range(CALLS)]
    with ThreadPoolExecutor(1) as pool:
        playing = pool.submit(play, calls, THREADS)
        kill_one_after_the_other(instances, pace)
        playing.result()
    found = lost(calls, undisturbed)
    told.append(
        f"behind {balancer.name}: calls {CALLS}, kills {KILLS}, steps {tally.steps}, "
        f"steps retried {tally.retried}, calls lost {len(found)}"
    )
    assert found == []
    assert tally.failures == 0
    assert tally.steps > (KILLS + 1) * EACH, "calls were over before the last kill"
    assert told_of_calls(instances, balancer.folder) == []


def test_an_instance_that_freezes_is_given_up_before_the_carrier_gives_up(
    instances: list[Instance], balancer: Balancer, tally: Tally, undisturbed: list[SimulatedCall]
) -> None:
    """Almost always within one try; a busy machine may now and then need the carrier's second."""
    kept = Connections(balancer.url, Patience(again=1))
    instances[0].freeze()
    calls = [call_of(seed, PacedCarrier(kept, tally, Pace(ALL))) for seed in range(12)]
    play(calls, THREADS)
    kept.close()
    instances[0].kill()
    instances[0].start()
    assert lost(calls, undisturbed[: len(calls)]) == []
    assert tally.failures == 0
    assert tally.retries <= 2
