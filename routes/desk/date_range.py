"""The period that the page Activity shows, as its form asks for it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from routes.desk.dates import day, month, quarter, short_quarter
from routes.desk.translation import _
from routes.statistics.period import Kind, Period, belgian_day, last_finished, period_of
from routes.translations import N_

EARLIEST = datetime.date(2000, 1, 1)
LATEST = datetime.date(2100, 12, 31)
"""No calls are before or after these days, and Python's dates end not much further."""


class Field(StrEnum):
    """A field of the form, by its name there."""

    KIND = "period"
    DAY = "from"


KINDS: Mapping[Kind, str] = {
    Kind.DAY: N_("Day"),
    Kind.WEEK: N_("Week"),
    Kind.MONTH: N_("Month"),
    Kind.QUARTER: N_("Quarter"),
    Kind.YEAR: N_("Year"),
}
"""How the form names each kind."""
_LAST: Mapping[Kind, str] = {
    Kind.DAY: N_("Yesterday"),
    Kind.WEEK: N_("Last week"),
    Kind.MONTH: N_("Last month"),
    Kind.QUARTER: N_("Last quarter"),
    Kind.YEAR: N_("Last year"),
}
"""How a link to the last whole period is named."""


@dataclass(frozen=True)
class Preset:
    """A link to a period. query: of its URL. is_shown: the page shows it."""

    name: str
    query: Mapping[str, str]
    is_shown: bool


@dataclass(frozen=True)
class DateRange:
    """written: the form's day as it was filled in. problems: what is wrong with a field, in the
    language of the page. With a problem, period is the one that an empty form asks for.
    """

    period: Period
    rehearsals: bool
    written: str
    problems: Mapping[Field, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The period in words."""
        return in_words(self.period)

    @property
    def presets(self) -> list[Preset]:
        """The last whole day, week, month, quarter and year."""
        found = []
        for kind, name in _LAST.items():
            period = period_of(kind, today()).before
            query = {Field.KIND.value: kind.value, Field.DAY.value: str(period.first)}
            found.append(Preset(_(name), query, period == self.period and not self.rehearsals))
        return found

    @property
    def query(self) -> dict[str, str]:
        """The query of a URL that asks for the same period."""
        return self._query(self.period.first)

    @property
    def before(self) -> dict[str, str] | None:
        """The query for the period before."""
        earlier = self.period.first - datetime.timedelta(days=1)
        return None if earlier < EARLIEST else self._query(earlier)

    @property
    def after(self) -> dict[str, str] | None:
        """The query for the next period; None while it has not begun."""
        later = self.period.last + datetime.timedelta(days=1)
        return None if later > today() else self._query(later)

    def _query(self, first: datetime.date) -> dict[str, str]:
        rehearsals = {"rehearsals": "yes"} if self.rehearsals else {}
        return {Field.KIND: self.period.kind, Field.DAY: str(first), **rehearsals}


def in_words(period: Period) -> str:
    """A period in the language of the page."""
    first = period.first
    match period.kind:
        case Kind.DAY:
            return day(first)
        case Kind.WEEK:
            return _("%(first)s to %(last)s", first=day(first), last=day(period.last))
        case Kind.MONTH:
            return month(first)
        case Kind.QUARTER:
            return quarter(first)
    return str(first.year)


def in_short(period: Period) -> str:
    """A quarter or a year as a heading of a narrow column."""
    if period.kind is Kind.QUARTER:
        return short_quarter(period.first)
    return in_words(period)


def today() -> datetime.date:
    """The date in Belgium."""
    return belgian_day(datetime.datetime.now(datetime.UTC))


def date_range_of(form: Mapping[str, str]) -> DateRange:
    """The period that a form asks for. Without a day it is the last one that is shown in full.
    Rehearsals are shown at once, so they begin with this period.
    """
    rehearsals = bool(form.get("rehearsals"))
    written = form.get(Field.DAY, "").strip()
    named = form.get(Field.KIND, Kind.MONTH)
    kind = Kind(named) if named in KINDS else Kind.MONTH
    date = _date(written)
    problems: dict[Field, str] = {}
    if named not in KINDS:
        kinds = ", ".join(_(name) for name in KINDS.values())
        problems[Field.KIND] = _(
            "Period: there is no such period. Choose one of these: %(kinds)s.", kinds=kinds
        )
    if written and date is None:
        problems[Field.DAY] = _(
            "%(field)s: that is no date between %(first)s and %(last)s. Write year, month and "
            "day: %(example)s.",
            field=_("A day in it"),
            first=EARLIEST.year,
            last=LATEST.year,
            example=str(today()),
        )
    period = period_of(kind, date or today())
    if date is None and not rehearsals:
        period = last_finished(kind, today())
    return DateRange(period, rehearsals, written if problems else str(period.first), problems)


def _date(written: str) -> datetime.date | None:
    """The date that is written; None where it is none of this calendar."""
    try:
        date = datetime.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        return None
    return date if EARLIEST <= date <= LATEST else None
