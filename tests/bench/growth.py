"""Does a step cost more when there are more languages, or a bigger tree? In this process, without a
server.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from flask import Flask

from app import application
from routes.call.hotline import Hotline
from routes.carriers import CARRIERS
from routes.operations.opening import open_hotline
from routes.settings.environment import read_settings
from tests.bench.applications import production, written
from tests.bench.bigger import with_languages, with_nodes
from tests.bench.rounds import Tell, in_turn
from tests.bench.step import WrongAnswer, answer, call, environ

LANGUAGES = (5, 10, 20, 30)
TREES = (1, 2, 5, 10)
CALLS = 50
"""In one turn of an application."""
TURNS = 8
"""In a round."""
FLOOR = 0.05
"""A difference that is not told from noise, however quiet the machine is."""


@dataclass(frozen=True)
class Size:
    """step: microseconds, the median of all turns. of_smallest: its ratio to the smallest in the
    same turn, the median;
    least, most: between which values three of four lie. noise: as far as the smallest differs from
    its own twin.
    """

    kind: str
    step: float
    of_smallest: float
    least: float
    most: float
    noise: float

    @property
    def is_noise(self) -> bool:
        """Whether this size costs no more than the smallest, as far as anybody can tell."""
        return self.of_smallest <= 1 + max(self.noise, FLOOR)


def growth(rounds: int, folder: Path, tell: Tell) -> list[Size]:
    """Both tables. Raises WrongAnswer when a size changes the answer."""
    shipped = open_hotline(read_settings(production(folder), CARRIERS))
    languages = [(f"{many} languages", with_languages(shipped, many)) for many in LANGUAGES]
    trees = [(f"tree x{times}, {len(one.tree.nodes)} nodes", one) for times, one in _trees(shipped)]
    found: list[Size] = []
    for sizes in (languages, trees):
        tell(f"growth: {', '.join(name for name, _ in sizes)}")
        found += _compared(sizes, rounds * TURNS, folder)
    return found


def _trees(shipped: Hotline) -> list[tuple[int, Hotline]]:
    return [(times, with_nodes(shipped, times)) for times in TREES]


def _compared(sizes: Sequence[tuple[str, Hotline]], turns: int, folder: Path) -> list[Size]:
    """The smallest takes part twice: by how much it differs from itself is noise."""
    named = [*sizes, (f"{sizes[0][0]}, once more", sizes[0][1])]
    apps = [
        _counting_apart(one, folder / f"{name.replace(' ', '-')}.sqlite") for name, one in named
    ]
    timed = time_in_turns(apps, turns)
    for app in apps:
        written(app)
    ratios = [[own / first for own, first in zip(each, timed[0], strict=True)] for each in timed]
    noise = max(abs(one - 1) for one in _middle(ratios[-1]))
    return [
        Size(name, median(each) * 1e6, median(ratio), *_middle(ratio), noise)
        for (name, _), each, ratio in zip(named, timed, ratios, strict=True)
    ]


def _counting_apart(hotline: Hotline, database: Path) -> Flask:
    """Each in a file of its own: nobody waits for another one's lock."""
    settings = read_settings(production(database.parent, database.stem), CARRIERS)
    return application(replace(hotline, settings=settings))


def time_in_turns(
    apps: Sequence[Flask], turns: int, clock: Callable[[], float] = time.perf_counter
) -> list[list[float]]:
    """For each application the median seconds of a call, turn by turn. Raises WrongAnswer when
    answers differ.
    """
    expected, given = answer(apps[0]), environ()
    timed: list[list[float]] = [[] for _ in apps]
    for turn in range(turns):
        for place in in_turn(turn, len(apps)):
            timed[place].append(
                median(_timed(apps[place], given, expected, clock) for _ in range(CALLS))
            )
    return timed


def _timed(
    app: Flask, given: dict[str, object], expected: bytes, clock: Callable[[], float]
) -> float:
    began = clock()
    told = call(app, given)
    taken = clock() - began
    if told != (200, expected):
        raise WrongAnswer("a hotline of another size answers the step with another document")
    return taken


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """Between which values three of four lie."""
    ordered = sorted(values)
    aside = len(ordered) // 8
    return ordered[aside], ordered[-1 - aside]
