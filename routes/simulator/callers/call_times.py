"""When simulated calls are made: more by day than by night, and more on working days. An
assumption: nobody knows it of this hotline before it is called.
"""

from datetime import datetime, timedelta
from random import Random

from ivr.destinations import BRUSSELS_TIME

_NIGHT, _EARLY, _DAY, _EVENING = 0.15, 0.5, 1.0, 0.6
HOURS = (*(_NIGHT,) * 7, *(_EARLY,) * 2, *(_DAY,) * 9, *(_EVENING,) * 4, *(_NIGHT,) * 2)
"""Hour of the day in Belgium -> how likely a call is then, compared with the busiest hour."""
FREE_DAY = 0.6
"""The same for Saturday and Sunday, compared with a working day."""


def likelihood(moment: datetime) -> float:
    """Of a call at a moment, from 0 to 1."""
    here = moment.astimezone(BRUSSELS_TIME)
    return HOURS[here.hour] * (FREE_DAY if here.weekday() >= 5 else 1)


def moment_before(end: datetime, spread: timedelta, chance: Random) -> datetime:
    """A moment in the time before another. It ends, since a call is never impossible."""
    while True:
        moment = end - spread * chance.random()
        if chance.random() < likelihood(moment):
            return moment.replace(microsecond=0)
