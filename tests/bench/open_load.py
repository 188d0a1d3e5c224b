"""Open load: requests are due at fixed moments, as calls are, whatever became of those before.

A latency counts from the moment at which its request was due, not from the one at which it could be
sent. A server that stands still for a second would otherwise delay a few requests only, and hide
the others that it kept from being sent ("coordinated omission").
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from tests.bench.connection import connect

A_SECOND = 100
CONNECTIONS = 8
LEAD = 0.05
"""Seconds from the start of the threads to the first request."""


def open_load(port: int, request: bytes, expected: bytes, seconds: float) -> list[float]:
    """Latencies in seconds. The connections take turns. Raises WrongAnswer and OSError as they
    do.
    """
    with ExitStack() as stack, ThreadPoolExecutor(CONNECTIONS) as pool:
        kept = [stack.enter_context(connect(port, request, expected)) for _ in range(CONNECTIONS)]
        began = time.perf_counter() + LEAD
        due = [began + number / A_SECOND for number in range(round(seconds * A_SECOND))]
        turns = [
            pool.submit(paced, one.ask, due[number::CONNECTIONS], time.perf_counter, time.sleep)
            for number, one in enumerate(kept)
        ]
        return [latency for turn in turns for latency in turn.result()]


def paced(
    ask: Callable[[], object],
    due: Iterable[float],
    clock: Callable[[], float],
    wait: Callable[[float], None],
) -> list[float]:
    """Ask at each moment, or as soon as the one before is answered; the seconds from each moment to
    its answer.
    """
    latencies: list[float] = []
    for moment in due:
        if (ahead := moment - clock()) > 0:
            wait(ahead)
        ask()
        latencies.append(clock() - moment)
    return latencies
