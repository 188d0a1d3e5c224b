"""Whether callers reach anybody, for the page Now: from how lines ended, which is exact, and the
same for every process, since the database counts it. A line is not a caller.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from ivr.events import LineEnding
from routes.call.hotline import Hotline
from routes.desk.dates import belgian, month
from routes.desk.examination import item_of
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _
from routes.doctor.finding import Case, Finding, Level
from routes.doctor.outcomes import check_outcomes
from routes.statistics.cells import Measure
from routes.statistics.in_a_row import ALL, OF_ALL
from routes.statistics.period import Kind, period_of
from routes.statistics.reading import (
    CannotRead,
    read_in_a_row,
    read_in_time,
    read_lines,
    read_released,
)
from routes.statistics.recorder import Statistics, the_statistics
from routes.statistics.table import Table

HALF = "half of them"
"""The figure of the seconds to a person."""
UNKNOWN = "-"
"""A figure that is hidden, or was not released."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure below the sentence. about: what it counts, in words."""

    figure: str
    about: str


@dataclass(frozen=True, slots=True)
class Lately:
    """taken: lines that were taken yesterday and today, of those that rang. in_a_row: lines in a
    row that were not. seconds: until a person, for half of the callers of a month that is released:
    figures of fewer days could tell of one caller.
    """

    taken: int
    rang: int
    in_a_row: int
    seconds: str
    of: date


def lately(now: datetime) -> Lately | None:
    """How lines ended lately; None where that is not known."""
    statistics, today = the_statistics(), belgian(now).date()
    try:
        return read_in_time(partial(_read, statistics, today))
    except CannotRead:
        return None  # `failures` logs why


def outcomes_status(hotline: Hotline, now: datetime, known: Lately | None) -> Iterator[StatusItem]:
    """What the doctor finds wrong, the worst first; else how many lines were taken."""
    found = [
        Finding("outcomes", level, message)
        for level, message in check_outcomes(Case(hotline, now, time.monotonic))
    ]
    wrong = [item_of(finding) for finding in found if finding.level is not Level.GOOD]
    yield from wrong or [_well(known)]


def facts(known: Lately) -> list[Fact]:
    """The figures below the sentence."""
    taken = _("%(taken)s of %(rang)s", taken=known.taken, rang=known.rang)
    found = [Fact(taken, _("lines that rang were taken, yesterday and today"))]
    # From as many on as the sentence tells of. A smaller number that falls to 0 would say in which
    # second a person took a call.
    if known.in_a_row >= OF_ALL:
        found.append(Fact(str(known.in_a_row), _("lines in a row were not taken, until now")))
    if known.seconds != UNKNOWN:
        half = _("until a person, for half of the callers in %(month)s", month=month(known.of))
        found.append(Fact(_("%(seconds)s s", seconds=known.seconds), half))
    return found


def _well(known: Lately | None) -> StatusItem:
    """The item where nothing wrong is known."""
    if known is None:
        unknown = _("Whether callers reach a person is not known: how lines end is not counted.")
        return StatusItem(Light.NONE, _("Not known"), unknown)
    if not known.rang:
        quiet = _("The hotline answers. No line rang yesterday or today.")
        return StatusItem(Light.GOOD, _("Good"), quiet)
    title = _(
        "Callers reach a person: %(taken)s of %(rang)s lines that rang yesterday and today were "
        "taken.",
        taken=known.taken,
        rang=known.rang,
    )
    return StatusItem(Light.GOOD, _("Good"), title)


def _read(statistics: Statistics, today: date) -> Lately:
    lines = read_lines(statistics, today - timedelta(days=1), today)
    in_a_row = read_in_a_row(statistics).get(ALL, 0)
    all_ended = sum(int(count) for count in lines.counts[-1][:-1])
    rang = all_ended - _of(lines, LineEnding.CANCELED)
    return Lately(_of(lines, LineEnding.CONNECTED), rang, in_a_row, *_seconds(statistics, today))


def _of(lines: Table, ending: LineEnding) -> int:
    """How many lines ended like this, of all destinations."""
    if ending not in lines.columns:
        return 0
    return int(lines.counts[-1][lines.columns.index(ending)])


def _seconds(statistics: Statistics, today: date) -> tuple[str, date]:
    """Of the last month or the one before: the last one is released two days after its end."""
    first = today
    for _months in range(2):
        first = (first.replace(day=1) - timedelta(days=1)).replace(day=1)
        for figures in read_released(statistics, period_of(Kind.MONTH, first)):
            if figures.name == Measure.SECONDS and HALF in figures.summary:
                return figures.summary[HALF].removeprefix("up to "), first
    return UNKNOWN, first
