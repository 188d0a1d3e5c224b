"""How many calls usually come, by the hours of the day that are counted anyway."""

import logging
from datetime import UTC, datetime, timedelta

from ivr.hours import BRUSSELS_TIME
from routes.database.rare_warning import error_name
from routes.statistics.cells import Measure
from routes.statistics.period import Kind, period_of
from routes.statistics.recorder import Statistics
from routes.statistics.store import Store

log = logging.getLogger(__name__)

DAYS = 7
"""Whole days at least: fewer do not tell what is usual."""


def usual_now(statistics: Statistics) -> float | None:
    """Calls an hour at this time of the day; None where it is not known."""
    if statistics.store is None:
        return None
    try:
        return usual_calls(statistics.store, datetime.now(UTC))
    except Exception as error:  # a flood is told of all the same
        log.warning("it is not known how many calls are usual: %s", error_name(error))
        return None


def usual_calls(store: Store, now: datetime) -> float | None:
    """Calls an hour at this time of the day, on average over this month and the one before, as far
    as their counters are still there. Raises SQLAlchemyError.
    """
    here = now.astimezone(BRUSSELS_TIME)
    this = period_of(Kind.MONTH, here.date())
    former = period_of(Kind.MONTH, this.first - timedelta(days=1))
    days = calls = 0
    for month, whole_days in ((this, here.day - 1), (former, former.last.day)):
        counts = store.counts(month)
        hours = {cell.value: n for cell, n in counts.items() if cell.measure == Measure.HOURS}
        if hours:
            days += whole_days
            calls += hours.get(f"{here:%H}", 0)
    return calls / days if days >= DAYS else None
