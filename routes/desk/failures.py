"""How the lines of each destination ended lately. These counts are exact and include today: a line
is not a caller.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from ivr.events import LineEnding
from routes.desk.dates import belgian
from routes.desk.labels import OUTCOMES, TOGETHER
from routes.desk.translation import _
from routes.statistics.reading import CannotRead, read_in_a_row, read_in_time, read_lines
from routes.statistics.recorder import the_statistics

log = logging.getLogger(__name__)

DAYS = 7
SEVERAL = 5
"""Lines of a destination that did not connect, from which on a coordinator is to look at it ..."""
SHARE = 1 / 3
"""... where they are this share of all: a line that is busy now and then is nothing to look at."""


@dataclass(frozen=True, slots=True)
class LinesLately:
    """How the lines of one destination ended. told: in words. is_several: whether a coordinator is
    to look at it. in_a_row: how often in a row nobody took a call.
    """

    told: str = ""
    is_several: bool = False
    in_a_row: int = 0


def lately(now: datetime) -> Mapping[str, LinesLately] | None:
    """Destination -> how its lines ended; None where that is not known."""
    today = belgian(now).date()
    first = today - timedelta(days=DAYS - 1)
    try:
        transfers = read_in_time(partial(read_lines, the_statistics(), first, today))
        in_a_row = read_in_time(partial(read_in_a_row, the_statistics()))
    except CannotRead as error:
        log.warning("the page Now does not know which lines did not connect: %s", error)
        return None
    found = {}
    for row, counts in zip(transfers.rows, transfers.counts, strict=True):
        ended = {
            how: int(count)
            for how, count in zip(transfers.columns, counts, strict=True)
            if count and how != TOGETHER
        }
        failed = sum(count for how, count in ended.items() if how != LineEnding.CONNECTED)
        told = ", ".join(f"{_(OUTCOMES.get(how, how))} {count}" for how, count in ended.items())
        is_several = failed >= max(SEVERAL, SHARE * sum(ended.values()))
        found[row] = LinesLately(told, is_several, in_a_row.get(row, 0))
    return found
