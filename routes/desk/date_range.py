"""The days that the page Activity shows, as its form asks for them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.destinations import BRUSSELS_TIME
from routes.desk.dates import day, month
from routes.desk.translation import N_, _
from routes.statistics import period
from routes.statistics.period import Period

EARLIEST = datetime.date(2000, 1, 1)
LATEST = datetime.date(2100, 12, 31)
"""No calls are before or after these days, and Python's dates end not much further."""


class Kind(StrEnum):
    """What is asked for, by its value in the form."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    CUSTOM = "custom"


class Field(StrEnum):
    """A field of the form, by its name there."""

    KIND = "period"
    FIRST = "from"
    LAST = "to"


KINDS = {
    Kind.DAY: N_("Day"),
    Kind.WEEK: N_("Week"),
    Kind.MONTH: N_("Month"),
    Kind.CUSTOM: N_("Own dates"),
}
"""How the form names each kind."""


@dataclass(frozen=True)
class DateRange:
    """days: the first and the last day. written: the form's days as they were filled in. problems:
    what is wrong with a field, in the language of the page. With a problem, days is this month.
    """

    kind: Kind
    days: Period
    rehearsals: bool
    written: Mapping[Field, str]
    problems: Mapping[Field, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The days in words."""
        first = day(self.days.first)
        last = day(self.days.last)
        if self.kind is Kind.MONTH:
            return month(self.days.first)
        return first if first == last else _("%(first)s to %(last)s", first=first, last=last)

    @property
    def query(self) -> dict[str, str]:
        """The query of a URL that asks for the same days."""
        return self._query(self.days.first)

    @property
    def before(self) -> dict[str, str] | None:
        """The query for the day, week or month before."""
        earlier = self.days.first - datetime.timedelta(days=1)
        return None if self.kind is Kind.CUSTOM or earlier < EARLIEST else self._query(earlier)

    @property
    def after(self) -> dict[str, str] | None:
        """The query for the next day, week or month; None while it has not begun."""
        later = self.days.last + datetime.timedelta(days=1)
        return None if self.kind is Kind.CUSTOM or later > today() else self._query(later)

    def _query(self, first: datetime.date) -> dict[str, str]:
        query: dict[str, str] = {Field.KIND: self.kind, Field.FIRST: str(first)}
        if self.kind is Kind.CUSTOM:
            query[Field.LAST] = str(self.days.last)
        if self.rehearsals:
            query["rehearsals"] = "yes"
        return query


def today() -> datetime.date:
    """The date in Belgium."""
    return datetime.datetime.now(BRUSSELS_TIME).date()


def date_range_of(form: Mapping[str, str]) -> DateRange:
    """The days that a form asks for. An empty form asks for this month."""
    rehearsals = bool(form.get("rehearsals"))
    named = form.get(Field.KIND, Kind.MONTH)
    kind = Kind(named) if named in KINDS else Kind.MONTH
    problems = _problems(form, kind)
    if named not in KINDS:
        kinds = ", ".join(_(name) for name in KINDS.values())
        no_kind = _("Period: there is no such period. Choose one of these: %(kinds)s.", kinds=kinds)
        problems = {Field.KIND: no_kind, **problems}
    if problems:
        written = {name: form.get(name, "").strip() for name in (Field.FIRST, Field.LAST)}
        return DateRange(kind, period.month(today()), rehearsals, written, problems)
    days = _days(kind, _date(form, Field.FIRST) or today(), _date(form, Field.LAST) or today())
    written = {Field.FIRST: str(days.first), Field.LAST: str(days.last)}
    return DateRange(kind, days, rehearsals, written)


def _days(kind: Kind, first: datetime.date, last: datetime.date) -> Period:
    match kind:
        case Kind.DAY:
            return period.day(first)
        case Kind.WEEK:
            return period.week(first)
        case Kind.MONTH:
            return period.month(first)
        case Kind.CUSTOM:
            return Period(first, last)


def _problems(form: Mapping[str, str], kind: Kind) -> dict[Field, str]:
    """What is wrong with the dates of a form. Only own dates have a last day."""
    labels = {Field.FIRST: _("From")}
    if kind is Kind.CUSTOM:
        labels[Field.LAST] = _("To")
    problems: dict[Field, str] = {}
    for name, label in labels.items():
        if form.get(name, "").strip() and _date(form, name) is None:
            problems[name] = _(
                "%(field)s: that is no date between %(first)s and %(last)s. Write year, month and "
                "day: %(example)s.",
                field=label,
                first=EARLIEST.year,
                last=LATEST.year,
                example=str(today()),
            )
    if kind is Kind.CUSTOM and not form.get(Field.FIRST, "").strip():
        problems[Field.FIRST] = _("From: fill in the first day; own dates need one.")
    first = _date(form, Field.FIRST)
    last = _date(form, Field.LAST) or today()
    if kind is Kind.CUSTOM and first and first > last:
        problems.setdefault(
            Field.LAST, _("To is before From: exchange them, or choose a later day.")
        )
    return problems


def _date(form: Mapping[str, str], name: Field) -> datetime.date | None:
    """The date in a field; None where it holds no date of this calendar."""
    try:
        date = datetime.datetime.strptime(form.get(name, "").strip(), "%Y-%m-%d").date()
    except ValueError:
        return None
    return date if EARLIEST <= date <= LATEST else None
