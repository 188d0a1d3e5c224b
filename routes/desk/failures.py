"""Lines that did not connect lately, as counts that tell of nobody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ivr.events import LineEnding
from routes.call.hotline import Hotline
from routes.desk.dates import belgian
from routes.desk.finding import Finding, Light
from routes.desk.labels import OUTCOMES, TOGETHER, destination
from routes.desk.translation import _
from routes.statistics.period import Period
from routes.statistics.reading import CannotRead, read_in_time
from routes.statistics.recorder import the_statistics
from routes.statistics.reports import reports
from routes.statistics.safe import FEW, safe_together
from routes.statistics.table import Shown, Table

DAYS = 7


def find_failures(hotline: Hotline, now: datetime) -> Iterator[Finding]:
    """A finding for every destination that was rung. It hides what the page Activity hides for the
    same days: a count that one page shows and the other does not would give others away.
    """
    today = belgian(now).date()
    when = Period(today - timedelta(days=DAYS - 1), today)
    try:
        counts = read_in_time(the_statistics(), when)
    except CannotRead as error:
        yield Finding(Light.NONE, _("Not known"), str(error), english=True)
        return
    table = next(
        table
        for table in safe_together(reports(counts, when.weekdays))
        if table.name == "transfers"
    )
    yield from _told(table, hotline)
    if table.rows == (TOGETHER,):
        yield Finding(Light.NONE, _("None"), _("No line was rung."))


def _told(table: Table, hotline: Hotline) -> Iterator[Finding]:
    for row, counts in zip(table.rows, table.counts, strict=True):
        ended = dict(zip(table.columns, counts, strict=True))
        failed = {how: n for how, n in ended.items() if how not in (LineEnding.CONNECTED, TOGETHER)}
        if row == TOGETHER:
            continue
        several = any(n != FEW for n in failed.values())
        light, word = (Light.WATCH, _("Several")) if several else (Light.NONE, _("Few or none"))
        yield Finding(light, word, destination(hotline, row), (_note(failed),) if failed else ())


def _note(failed: dict[str, Shown]) -> str:
    return ", ".join(f"{_(OUTCOMES.get(how, how))} {n}" for how, n in failed.items())
