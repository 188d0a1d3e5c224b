"""`flask rehearse` at a terminal, and what it counted."""

from collections import Counter

from click.testing import Result
from flask import Flask

from routes.statistics.cells import Counts
from tests.routes.counters import counters

AT = "2026-03-31T12:00"
"""Two days after the clocks changed."""


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(
        args=["rehearse", "--calls", "40", "--at", AT, *words], input=typed
    )


def counted(app: Flask, *, rehearsal: bool = True) -> Counts:
    """What was counted in days and months, without the totals."""
    return counters(app, rehearsal=rehearsal)


def by(found: Counts, *names: str, **wanted: str) -> Counter[tuple[str, ...]]:
    """Counts by these parts of a counter, of the counters whose other parts are as wanted."""
    summed: Counter[tuple[str, ...]] = Counter()
    for cell, n in found.items():
        if all(getattr(cell, name) == value for name, value in wanted.items()):
            summed[tuple(getattr(cell, name) for name in names)] += n
    return summed
