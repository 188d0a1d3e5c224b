"""Calls at the pace of people, as many at once as are asked for; and faster, until it bends."""

import os
from collections.abc import Iterator, Sequence
from random import Random

import click

from tests.load.measuring import Bench, Line, Wrong
from tests.load.recording import Call
from tests.load.schedule import Window, steps_of_one, under_way
from tests.measuring.tables import Value, milliseconds, share, table

WARM_UP = 5
"""Seconds of each replay before it is measured."""
ENOUGH = 200
"""Steps that a line should have at least, or its p99 says nothing: few calls are made faster for
that.
"""
AT_ONCE = 2000
"""Calls of which faster ones are made."""
SLOW = 0.1
"""Seconds that one step in a hundred may take. A caller notices more."""
BUSY = 0.9
"""Of what there is: then there is nothing left."""
COLUMNS = (
    "p50 ms",
    "p99 ms",
    "max ms",
    "CPU server %",
    "CPU generator %",
    "CPU machine %",
    "errors",
)
SLOWLY = (
    "calls at once",
    "measured",
    "times divided by",
    "new calls/s",
    "steps",
    "steps/s",
    *COLUMNS,
)
FASTER = ("steps/s", "asked", "answered", "calls at once", *COLUMNS)


class Measured:
    """Both tables. wrong: every answer that was wrong."""

    def __init__(self, bench: Bench, calls: Sequence[Call], seconds: float, workers: int) -> None:
        self.wrong: list[Wrong] = []
        self._bench, self._calls, self._seconds, self._workers = bench, calls, seconds, workers
        self._steps_of_one = steps_of_one(calls)

    def warm_up(self, steps: float) -> None:
        """So that what is kept is there: so many steps a second, for a while."""
        self._line(AT_ONCE, steps / (AT_ONCE * self._steps_of_one), WARM_UP)

    def at_the_pace_of_people(self, numbers: Sequence[int]) -> str:
        """A line for each number of calls at once."""
        rows: list[list[Value]] = []
        for number in numbers:
            faster = max(ENOUGH / (number * self._steps_of_one * self._seconds), 1)
            line = self._line(number, faster, self._seconds)
            rows.append(
                [
                    number,
                    line.at_once,
                    faster,
                    line.new,
                    len(line.seconds),
                    line.answered,
                    *_figures(line),
                ]
            )
        return table(SLOWLY, rows)

    def until_it_bends(self, rates: Sequence[float]) -> str:
        """A line for each number of steps a second, up to the first that is not kept up with. It is
        tried twice: something else may have happened on the machine.
        """
        rows: list[list[Value]] = []
        for rate in rates:
            tried = list(self._tries(rate))
            rows += [self._row(rate, line) for line in tried]
            if all(map(bends, tried)):
                why = "; ".join(exhausted(tried[-1], self._workers))
                return table(FASTER, rows) + f"\nIt bends at {rate:.0f} steps/s: {why}.\n"
        return table(FASTER, rows) + "\nIt does not bend up to there.\n"

    def _tries(self, rate: float) -> Iterator[Line]:
        for _ in range(2):
            yield (
                line := self._line(AT_ONCE, rate / (AT_ONCE * self._steps_of_one), self._seconds)
            )
            if not bends(line):
                return

    def _row(self, rate: float, line: Line) -> list[Value]:
        calls = round(line.asked / self._steps_of_one)
        return [rate, line.asked, line.answered, calls, *_figures(line)]

    def _line(self, at_once: int, faster: float, seconds: float) -> Line:
        window = Window(WARM_UP, WARM_UP + seconds)
        load = under_way(self._calls, at_once, window.end, Random(f"{at_once} {faster}"), faster)
        click.echo(f"{load.steps(window):.1f} steps/s for {seconds:.0f} s ...", err=True)
        line = self._bench.measured(load, window)
        self.wrong += line.wrong
        return line


def _figures(line: Line) -> list[Value]:
    meter = line.meter
    busy = [round(one) for one in (meter.server, meter.generator, meter.machine)]
    return [*milliseconds(line.seconds), *busy, len(line.wrong) + line.unanswered]


def bends(line: Line) -> bool:
    """Whether it is too much."""
    return not line.keeps_up or share(line.seconds, 0.99) > SLOW


def exhausted(line: Line, workers: int) -> Iterator[str]:
    """What there is no more of, as measured."""
    cores, meter = os.cpu_count() or 1, line.meter
    machine = f"{meter.machine:.0f} % of {100 * cores} % of the machine's processors are taken"
    if meter.machine > BUSY * 100 * cores:
        yield (
            f"{machine}, {meter.server:.0f} % by the server, {meter.generator:.0f} % "
            "by the generator of the load"
        )
    if meter.generator > BUSY * 100:
        yield (
            "the generator of the load has no more of its one processor: the server may carry more"
        )
    if meter.server > BUSY * 100 * workers:
        yield f"each of {workers} workers takes a whole processor, and no worker can take more"
    elif meter.machine <= BUSY * 100 * cores:
        yield (
            f"neither processors nor the generator are exhausted: {machine}, "
            f"{meter.server:.0f} % by the server"
        )
