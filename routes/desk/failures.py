"""How often the lines of each destination did not connect lately. These counts are exact and
include today: a line is not a caller.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from ivr.events import LineEnding
from routes.call.hotline import Hotline
from routes.desk.dates import belgian
from routes.desk.labels import OUTCOMES, TOGETHER, destination
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _
from routes.statistics.reading import CannotRead, read_in_time, read_lines
from routes.statistics.recorder import the_statistics

log = logging.getLogger(__name__)

DAYS = 7
SEVERAL = 5
"""Lines of a destination that did not connect, from which on a coordinator is to look at it."""


def failures_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """An item for each destination that was rung."""
    today = belgian(now).date()
    first = today - timedelta(days=DAYS - 1)
    try:
        transfers = read_in_time(partial(read_lines, the_statistics(), first, today))
    except CannotRead as error:
        log.warning("the page Now does not know which lines did not connect: %s", error)
        unknown = _("How lines ended is not known.")
        yield StatusItem(Light.NONE, _("Not known"), unknown, administrator=str(error))
        return
    if transfers.rows == (TOGETHER,):
        yield StatusItem(Light.NONE, _("None"), _("No line was rung."))
        return
    for row, counts in zip(transfers.rows, transfers.counts, strict=True):
        if row == TOGETHER:
            continue
        failed = {
            how: int(count)
            for how, count in zip(transfers.columns, counts, strict=True)
            if count and how not in (LineEnding.CONNECTED, TOGETHER)
        }
        note = ", ".join(f"{_(OUTCOMES.get(how, how))} {count}" for how, count in failed.items())
        several = sum(failed.values()) >= SEVERAL
        light, word = (Light.WATCH, _("Several")) if several else (Light.NONE, _("Few or none"))
        yield StatusItem(light, word, destination(hotline, row), (note,) if note else ())
