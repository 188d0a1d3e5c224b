"""What a worker writes at once: all that its steps have counted in half a second
(routes/statistics/writer.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from routes.simulator.callers.call_times import call_time_before
from routes.statistics.cells import Cell, Counts, hour_of
from routes.statistics.writer import PAUSE
from tests.load.recording import Call
from tests.load.schedule import Load, steps_of_one, under_way

AT_ONCE = 500
"""Calls of which faster ones are made."""


def at_hour(counts: Counts, hour: str) -> Counts:
    """The same, counted in another hour."""
    return Counter({cell._replace(hour=hour): n for cell, n in counts.items()})


def gathered(load: Load, hour: str) -> list[Counts]:
    """The counts of every half second, without those in which nothing happened."""
    found: defaultdict[int, Counts] = defaultdict(Counter)
    for due, request in load.requests:
        found[int(due / PAUSE)].update(at_hour(request.counts, hour))
    return [found[index] for index in sorted(found)]


def batches(calls: Sequence[Call], steps: float, number: int) -> list[Counts]:
    """About so many batches of a worker that answers so many steps a second."""
    faster = steps / (AT_ONCE * steps_of_one(calls))
    load = under_way(calls, AT_ONCE, number * PAUSE, Random(f"batches {steps}"), faster)
    return gathered(load, hour_of(datetime.now(UTC)))


def month(calls: Sequence[Call], number: int, days: int, chance: Random) -> Iterator[Counts]:
    """Of so many calls, at any moments of so many days; each is one of the recorded ones."""
    end = datetime.now(UTC)
    for _ in range(number):
        began, counts = call_time_before(end, timedelta(days=days), chance), Counter[Cell]()
        for request in chance.choice(calls).requests:
            counts.update(at_hour(request.counts, hour_of(began + timedelta(seconds=request.at))))
        yield counts


def different(calls: Sequence[Call]) -> int:
    """Counters that all these calls together raise, in one hour."""
    return len(
        {
            cell._replace(hour="")
            for call in calls
            for request in call.requests
            for cell in request.counts
        }
    )
