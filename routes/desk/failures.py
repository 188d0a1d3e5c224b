"""How often the lines of each destination did not connect lately, in counts that identify no
caller.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from ivr.events import LineEnding
from routes.call.hotline import Hotline
from routes.desk.dates import belgian
from routes.desk.labels import OUTCOMES, TOGETHER, destination
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _
from routes.statistics.period import Period
from routes.statistics.reading import CannotRead, read_in_time
from routes.statistics.recorder import the_statistics
from routes.statistics.reports import reports
from routes.statistics.safe import FEW, safe_together

log = logging.getLogger(__name__)

DAYS = 7


def failures_status(hotline: Hotline, now: datetime) -> Iterator[StatusItem]:
    """An item for each destination that was rung. It hides the same counts as the page Activity
    does for these days: comparing the two pages must not give a hidden count away.
    """
    today = belgian(now).date()
    days = Period(today - timedelta(days=DAYS - 1), today)
    try:
        counts = read_in_time(the_statistics(), days)
    except CannotRead as error:
        log.warning("the page Now does not know which lines did not connect: %s", error)
        unknown = _("How lines ended is not known.")
        yield StatusItem(Light.NONE, _("Not known"), unknown, administrator=str(error))
        return
    tables = safe_together(reports(counts, days.weekdays))
    transfers = next(table for table in tables if table.name == "transfers")
    if transfers.rows == (TOGETHER,):
        yield StatusItem(Light.NONE, _("None"), _("No line was rung."))
        return
    for row, shown in zip(transfers.rows, transfers.counts, strict=True):
        if row == TOGETHER:
            continue
        ended = dict(zip(transfers.columns, shown, strict=True))
        failed = {
            how: count
            for how, count in ended.items()
            if how not in (LineEnding.CONNECTED, TOGETHER)
        }
        note = ", ".join(f"{_(OUTCOMES.get(how, how))} {count}" for how, count in failed.items())
        several = any(count != FEW for count in failed.values())
        light, word = (Light.WATCH, _("Several")) if several else (Light.NONE, _("Few or none"))
        yield StatusItem(light, word, destination(hotline, row), (note,) if note else ())
