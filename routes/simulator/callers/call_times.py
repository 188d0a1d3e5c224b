"""When simulated calls are made: more by day than by night, and more on working days.

This is an assumption: no figures of this hotline exist before it is called.
"""

from datetime import datetime, timedelta
from random import Random

from ivr.hours import BRUSSELS_TIME

_NIGHT = 0.15
_EARLY = 0.5
_DAY = 1.0
_EVENING = 0.6
HOURS = (*(_NIGHT,) * 7, *(_EARLY,) * 2, *(_DAY,) * 9, *(_EVENING,) * 4, *(_NIGHT,) * 2)
"""Hour of the day in Belgium -> how likely a call is then, compared with the busiest hour."""
FREE_DAY = 0.6
"""How likely a call is on a Saturday or a Sunday, compared with a working day."""


def likelihood(time: datetime) -> float:
    """How likely a call is at this time, from 0 to 1."""
    here = time.astimezone(BRUSSELS_TIME)
    return HOURS[here.hour] * (FREE_DAY if here.weekday() >= 5 else 1)


def call_time_before(end: datetime, spread: timedelta, chance: Random) -> datetime:
    """The time of one call in the span before `end`, drawn by its likelihood."""
    while True:  # it ends, since a call is never impossible
        time = end - spread * chance.random()
        if chance.random() < likelihood(time):
            return time.replace(microsecond=0)
