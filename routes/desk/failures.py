"""Lines that did not connect lately. Exact and live: a line is not a caller."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from ivr.events import LineEnding
from routes.call.hotline import Hotline
from routes.desk.dates import belgian
from routes.desk.labels import OUTCOMES, TOGETHER, destination
from routes.desk.status import Finding, Light
from routes.desk.translation import _
from routes.statistics.reading import CannotRead, in_time, read_lines
from routes.statistics.recorder import the_statistics
from routes.statistics.table import Table

DAYS = 7
SEVERAL = 5
"""Lines of a destination that did not connect."""


def find_failures(hotline: Hotline, now: datetime) -> Iterator[Finding]:
    """A finding for every destination that was rung."""
    today = belgian(now).date()
    first = today - timedelta(days=DAYS - 1)
    try:
        table = in_time(partial(read_lines, the_statistics(), first, today))
    except CannotRead as error:
        yield Finding(Light.NONE, _("Not known"), str(error), english=True)
        return
    yield from _told(table, hotline)
    if table.rows == (TOGETHER,):
        yield Finding(Light.NONE, _("None"), _("No line was rung."))


def _told(table: Table, hotline: Hotline) -> Iterator[Finding]:
    for row, counts in zip(table.rows, table.counts, strict=True):
        if row == TOGETHER:
            continue
        ended = {how: int(n) for how, n in zip(table.columns, counts, strict=True) if n}
        failed = {how: n for how, n in ended.items() if how not in (LineEnding.CONNECTED, TOGETHER)}
        several = sum(failed.values()) >= SEVERAL
        light, word = (Light.WATCH, _("Several")) if several else (Light.NONE, _("Few or none"))
        note = ", ".join(f"{_(OUTCOMES.get(how, how))} {n}" for how, n in failed.items())
        yield Finding(light, word, destination(hotline, row), (note,) if note else ())
