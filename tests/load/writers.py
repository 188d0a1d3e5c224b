"""Workers that write statistics as the hotline's do: a batch, a pause, and the next. They are
threads of a few processes: a database sees a hundred connections, as from a hundred workers.
"""

import logging
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from os import cpu_count
from random import Random

from sqlalchemy.exc import SQLAlchemyError

from routes.database.rare_warning import error_name
from routes.settings.database import address
from routes.statistics.cells import Counts
from routes.statistics.store import Store
from tests.measuring.machine import Meter

PROCESSES = max(cpu_count() or 1, 2)


@dataclass(frozen=True)
class Plan:
    """url: of the database. batches: what is written, over and over. pause: seconds after each.
    seconds: how long.
    """

    url: str
    batches: Sequence[Counts]
    pause: float
    seconds: float


@dataclass(frozen=True)
class Written:
    """What one worker wrote, or several together. rate: batches a second. seconds: how long each
    took, in order.
    refused: what the database said instead, and how often; a worker of the hotline would write
    these counts with its next ones. machine: how busy it was, in % of one core.
    """

    rate: float
    seconds: list[float]
    refused: Counter[str]
    machine: float = 0.0


class Writers:
    """Processes that are kept, so that none of them is measured while it starts."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(
            PROCESSES, mp_context=get_context("spawn"), initializer=_quietly
        )
        list(self._pool.map(time.sleep, [0.5] * PROCESSES))

    def write(self, plan: Plan, workers: int) -> Written:
        """So many workers at the same time."""
        meter = Meter()
        meter.start()
        shares = [range(one, workers, PROCESSES) for one in range(PROCESSES)]
        running = [self._pool.submit(_threads, plan, share) for share in shares if share]
        each = list(chain.from_iterable(one.result() for one in running))
        meter.stop()
        return together(each, meter.machine)

    def close(self) -> None:
        """End them."""
        self._pool.shutdown()


def together(each: Sequence[Written], machine: float) -> Written:
    """What all workers wrote."""
    refused = sum((one.refused for one in each), Counter[str]())
    return Written(
        sum(one.rate for one in each),
        sorted(chain(*(one.seconds for one in each))),
        refused,
        machine,
    )


def _quietly() -> None:
    """A refused batch is counted; the driver would also tell of it."""
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)


def _threads(plan: Plan, numbers: range) -> list[Written]:
    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(lambda number: worker(plan, Random(number)), numbers))


def worker(plan: Plan, chance: Random) -> Written:
    """One batch at least, and then until the time is over. Workers began at any moments."""
    store, times, refused = Store(address(plan.url)), list[float](), Counter[str]()
    next_one = chance.randrange(len(plan.batches))
    time.sleep(plan.pause * chance.random())
    began = now = time.perf_counter()
    while now < began + plan.seconds or not (times or refused):
        before = now
        try:
            store.add(plan.batches[next_one % len(plan.batches)])
            times.append(time.perf_counter() - before)
        except SQLAlchemyError as error:
            refused[error_name(error)] += 1
        next_one += 1
        time.sleep(plan.pause)
        now = time.perf_counter()
    return Written(len(times) / (now - began), times, refused)
