"""What an application has counted."""

from flask import Flask

from routes.statistics.cells import Counts
from routes.statistics.recorder import STATISTICS


def counters(app: Flask, *, rehearsal: bool = True) -> Counts:
    """Everything so far, also what is not written yet."""
    statistics = STATISTICS.of(app)
    assert statistics.flush()
    assert statistics.store
    return statistics.store.counts("2000", "9999", rehearsal=rehearsal)
