"""What a worker writes at once: all that its steps have counted between two writes
(routes/statistics/writer.py). In truth the counts of callers wait longer and are written more
seldom, so this is the most that a database may have to take.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from ivr.hours import BRUSSELS_TIME
from routes.simulator.callers.call_times import call_time_before
from routes.statistics.cells import EVER, Cell, Counts, Measure
from routes.statistics.period import day_name, month_name
from routes.statistics.writer import PAUSE
from tests.load.recording import Call
from tests.load.schedule import Load, steps_of_one, under_way

AT_ONCE = 500
"""Calls of which faster ones are made."""


def at_moment(counts: Counts, moment: datetime) -> Counts:
    """The same, counted at another moment."""
    here = moment.astimezone(BRUSSELS_TIME)
    found: Counts = Counter()
    for cell, n in counts.items():
        if cell.measure == Measure.HOURS:
            cell = cell._replace(value=f"{here:%H}")
        if cell.period != EVER:
            by_day = len(cell.period) == len(day_name(here.date()))
            cell = cell._replace(period=(day_name if by_day else month_name)(here.date()))
        found[cell] += n
    return found


def gathered(load: Load, moment: datetime) -> list[Counts]:
    """The counts between two writes each, without those in which nothing happened."""
    found: defaultdict[int, Counts] = defaultdict(Counter)
    for due, request in load.requests:
        found[int(due / PAUSE)].update(at_moment(request.counts, moment))
    return [found[index] for index in sorted(found)]


def batches(calls: Sequence[Call], steps: float, number: int) -> list[Counts]:
    """About so many batches of a worker that answers so many steps a second."""
    faster = steps / (AT_ONCE * steps_of_one(calls))
    load = under_way(calls, AT_ONCE, number * PAUSE, Random(f"batches {steps}"), faster)
    return gathered(load, datetime.now(UTC))


def month(calls: Sequence[Call], number: int, days: int, chance: Random) -> Iterator[Counts]:
    """Of so many calls, at any moments of so many days; each is one of the recorded ones."""
    end = datetime.now(UTC)
    for _ in range(number):
        began, counts = call_time_before(end, timedelta(days=days), chance), Counter[Cell]()
        for request in chance.choice(calls).requests:
            counts.update(at_moment(request.counts, began + timedelta(seconds=request.at)))
        yield counts
