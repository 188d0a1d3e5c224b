"""`flask rehearse` at a terminal, and what it counted."""

from collections import Counter

from click.testing import Result
from flask import Flask

from routes.statistics.cells import Counts
from routes.statistics.recorder import STATISTICS

AT = "2026-03-31T12:00"
"""Two days after the clocks changed."""


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(
        args=["rehearse", "--calls", "40", "--at", AT, *words], input=typed
    )


def counted(app: Flask, *, rehearsal: bool = True) -> Counts:
    """What was counted in days and months, without the totals."""
    statistics = STATISTICS.of(app)
    assert statistics.store
    found = statistics.store.everything()
    return Counter(
        {cell: n for cell, n in found.items() if cell.rehearsal == rehearsal and cell.period}
    )


def by(found: Counts, *names: str, **wanted: str) -> Counter[tuple[str, ...]]:
    """Counts by these parts of a counter, of the counters whose other parts are as wanted."""
    summed: Counter[tuple[str, ...]] = Counter()
    for cell, n in found.items():
        if all(getattr(cell, name) == value for name, value in wanted.items()):
            summed[tuple(getattr(cell, name) for name in names)] += n
    return summed
