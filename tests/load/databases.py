"""How many workers one database carries."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

import click

from routes.settings.database import address
from routes.statistics.cells import Counts
from routes.statistics.store import Store
from routes.statistics.writer import PAUSE
from tests.load.batches import batches
from tests.load.recording import Call
from tests.load.schedule import steps_of_one
from tests.load.writers import Plan, Writers, Written
from tests.measuring.tables import Value, milliseconds, table

STEPS = (20, 400)
"""Steps a second of one worker: one of many, and one that is busy."""
MANY = {"postgresql": (2, 8, 32, 128), "sqlite": (2, 4, 8)}
"""Workers that write. SQLite: of one machine."""
FASTEST = 8
"""Workers that write without a pause: what a database takes at most."""
NUMBER = 12
"""Batches that are written, over and over."""
COLUMNS = ("batches/s", "p50 ms", "p99 ms", "max ms", "CPU machine %", "refused")


class Databases:
    """urls: an empty database of each kind. seconds: for each line."""

    def __init__(self, calls: Sequence[Call], urls: Mapping[str, str], seconds: float) -> None:
        self._calls, self._urls, self._seconds = calls, urls, seconds
        self._steps_of_one = steps_of_one(calls)
        self._writers = Writers()

    def writing(self) -> str:
        """A line for each number of workers, and what they tell."""
        rows, ends = list[list[Value]](), ""
        for name, url in self._urls.items():
            Store(address(url)).open()
            for steps in STEPS:
                what = batches(self._calls, steps, NUMBER)
                rows += self._paced(name, steps, what)
                fastest = self._written(name, FASTEST, 0, what)
                rows.append(_row(name, steps, what, f"{FASTEST}, no pause", fastest))
                ends += (
                    f"\n{name}, {steps} steps/s a worker: "
                    f"{carries(fastest, steps / self._steps_of_one)}\n"
                )
        self._writers.close()
        return (
            table(("database", "steps/s a worker", "counters a batch", "workers", *COLUMNS), rows)
            + ends
        )

    def _paced(self, name: str, steps: int, what: Sequence[Counts]) -> Iterator[list[Value]]:
        for workers in MANY[name]:
            yield _row(name, steps, what, str(workers), self._written(name, workers, PAUSE, what))

    def _written(self, name: str, workers: int, pause: float, what: Sequence[Counts]) -> Written:
        click.echo(
            f"{name}: {workers} workers, {fmean(map(len, what)):.0f} counters, pause {pause} s ...",
            err=True,
        )
        return self._writers.write(Plan(self._urls[name], what, pause, self._seconds), workers)


def _row(name: str, steps: int, what: Sequence[Counts], workers: str, made: Written) -> list[Value]:
    figures = [*milliseconds(made.seconds), round(made.machine), refused(made)]
    return [name, steps, fmean(map(len, what)), workers, made.rate, *figures]


def refused(made: Written) -> str:
    """How often a database did not take a batch, and why."""
    return ", ".join(f"{n} {what}" for what, n in made.refused.most_common()) or "0"


def carries(fastest: Written, calls: float) -> str:
    """What the most batches a second mean, when each worker writes one and pauses. calls: at once,
    of one worker.
    """
    workers = fastest.rate * PAUSE
    return (
        f"{fastest.rate:.0f} batches/s at most are {workers:.0f} workers that write every {PAUSE} "
        "s, "
        f"with {calls:.0f} calls at once each."
    )
