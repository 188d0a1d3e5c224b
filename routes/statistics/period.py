"""The days, weeks, months, quarters and years of which figures are shown. They are days in Belgium.
A week begins on Monday, a month, a quarter and a year on its first day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ivr.hours import BRUSSELS_TIME

GRACE = timedelta(days=1)
"""Days between the end of a period and its release. Counts wait in memory for up to a day."""


class Kind(StrEnum):
    """The length of a period. The values of RELEASED are stored."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


RELEASED = (Kind.DAY, Kind.WEEK, Kind.MONTH)
"""Figures are made for these. A quarter and a year are added up from what was released of their
months.
"""
MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12}
"""How many months a period of this kind has; days and weeks belong to no month alone."""


@dataclass(frozen=True)
class Period:
    """A whole day, a whole week from Monday, a month, a quarter or a year. first: its first day."""

    kind: Kind
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        if self.kind is Kind.DAY:
            return self.first
        if self.kind is Kind.WEEK:
            return self.first + timedelta(days=6)
        return _later(self.first, MONTHS[self.kind]) - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period of the same kind before it."""
        return period_of(self.kind, self.first - timedelta(days=1))

    @property
    def months(self) -> list["Period"]:
        """The months of a month, a quarter or a year."""
        return [
            Period(Kind.MONTH, _later(self.first, number)) for number in range(MONTHS[self.kind])
        ]

    @property
    def names(self) -> tuple[str, str]:
        """The first and the last period, as stored, of counters that may belong to it."""
        first = day_name(self.first)
        return month_name(self.first) if self.kind in MONTHS else first, day_name(self.last)

    @property
    def short_name(self) -> str:
        """How a month, a quarter or a year is written: 2026-03, 2026-Q1 or 2026."""
        names = {
            Kind.QUARTER: f"{self.first.year}-Q{(self.first.month + 2) // 3}",
            Kind.YEAR: f"{self.first.year}",
        }
        return names.get(self.kind, month_name(self.first))

    @property
    def released_on(self) -> date:
        """The day from which its figures are shown."""
        return self.last + timedelta(days=1) + GRACE

    def is_finished(self, today: date) -> bool:
        """Whether it is over, and all that was counted in it has been written."""
        return today >= self.released_on

    def holds(self, name: str) -> bool:
        """Whether a counter belongs to it. name: the day or month of the counter, as stored."""
        if self.kind in MONTHS and len(name) == _MONTH_NAME:
            return month_name(self.first) <= name <= month_name(self.last)
        return len(name) == _DAY_NAME and str(self.first) <= name <= str(self.last)

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def period_of(kind: Kind, any_day: date) -> Period:
    """The period of this kind that a day is part of."""
    if kind is Kind.WEEK:
        return Period(kind, any_day - timedelta(days=any_day.weekday()))
    if kind is Kind.DAY:
        return Period(kind, any_day)
    month = (any_day.month - 1) // MONTHS[kind] * MONTHS[kind] + 1
    return Period(kind, any_day.replace(month=month, day=1))


def last_finished(kind: Kind, today: date) -> Period:
    """The last period of this kind whose figures are released."""
    period = period_of(kind, today)
    while not period.is_finished(today):
        period = period.before
    return period


def month_named(written: str) -> Period:
    """The month that is written as, for example, 2026-03. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", written):
        raise ValueError("write a month as 2026-03")
    return Period(Kind.MONTH, date.fromisoformat(f"{written}-01"))


def quarter_named(written: str) -> Period:
    """The quarter that is written as, for example, 2026-Q1. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}-Q[1-4]", written):
        raise ValueError("write a quarter as 2026-Q1")
    year, _, quarter = written.partition("-Q")
    return Period(Kind.QUARTER, date(int(year), 3 * int(quarter) - 2, 1))


def year_named(written: str) -> Period:
    """The year that is written as, for example, 2026. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}", written):
        raise ValueError("write a year as 2026")
    return Period(Kind.YEAR, date(int(written), 1, 1))


def day_name(day: date) -> str:
    """How a day is named in the database."""
    return day.isoformat()


def month_name(day: date) -> str:
    """How the month of a day is named in the database."""
    return day_name(day)[: len("2026-03")]


def belgian_day(moment: datetime) -> date:
    """The day that it is in Belgium."""
    return moment.astimezone(BRUSSELS_TIME).date()


def periods_of(name: str) -> list[Period]:
    """Every period of RELEASED whose figures include a counter. name: the day or month of the
    counter.
    """
    if len(name) == _DAY_NAME:
        return [period_of(kind, date.fromisoformat(name)) for kind in RELEASED]
    return [month_named(name)]


def _later(first: date, months: int) -> date:
    """The first day of the month that is so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


_DAY_NAME = len("2026-03-10")
_MONTH_NAME = len("2026-03")
