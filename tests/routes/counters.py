"""What an application has counted."""

from collections import Counter

from flask import Flask

from routes.statistics.cells import Counts
from routes.statistics.recorder import STATISTICS


def counters(app: Flask, *, rehearsal: bool = True) -> Counts:
    """Everything so far in days and months, also what is not written yet."""
    statistics = STATISTICS.of(app)
    assert statistics.flush()
    assert statistics.store
    found = statistics.store.all_counts()
    return Counter(
        {cell: n for cell, n in found.items() if cell.rehearsal == rehearsal and cell.period}
    )
