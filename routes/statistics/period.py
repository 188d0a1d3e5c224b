"""The days, weeks and months of which figures are shown. They are days in Belgium. A week begins on
Monday, a month on its first day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ivr.destinations import BRUSSELS_TIME

GRACE = timedelta(days=1)
"""Days between the end of a period and its release. Counts wait in memory for up to a day."""


class Kind(StrEnum):
    """The length of a period. The values are stored."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """A whole day, a whole week from Monday, or a whole month. first: its first day."""

    kind: Kind
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        if self.kind is Kind.DAY:
            return self.first
        if self.kind is Kind.WEEK:
            return self.first + timedelta(days=6)
        next_month = (self.first + timedelta(days=31)).replace(day=1)
        return next_month - timedelta(days=1)

    @property
    def names(self) -> tuple[str, str]:
        """The first and the last period, as stored, of counters that may belong to it."""
        first = day_name(self.first)
        return month_name(self.first) if self.kind is Kind.MONTH else first, day_name(self.last)

    @property
    def released_on(self) -> date:
        """The day from which its figures are shown."""
        return self.last + timedelta(days=1) + GRACE

    def is_finished(self, today: date) -> bool:
        """Whether it is over, and all that was counted in it has been written."""
        return today >= self.released_on

    def holds(self, name: str) -> bool:
        """Whether a counter belongs to it. name: the day or month of the counter, as stored."""
        if self.kind is Kind.MONTH and name == month_name(self.first):
            return True
        return len(name) == _DAY_NAME and str(self.first) <= name <= str(self.last)

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def period_of(kind: Kind, any_day: date) -> Period:
    """The period of this kind that a day is part of."""
    if kind is Kind.WEEK:
        return Period(kind, any_day - timedelta(days=any_day.weekday()))
    return Period(kind, any_day.replace(day=1) if kind is Kind.MONTH else any_day)


def last_finished(kind: Kind, today: date) -> Period:
    """The last period of this kind whose figures are released."""
    period = period_of(kind, today)
    while not period.is_finished(today):
        period = period_of(kind, period.first - timedelta(days=1))
    return period


def month_named(written: str) -> Period:
    """The month that is written as, for example, 2026-03. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", written):
        raise ValueError("write a month as 2026-03")
    return Period(Kind.MONTH, date.fromisoformat(f"{written}-01"))


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
    """Every period whose figures include a counter. name: the day or month of the counter."""
    if len(name) == _DAY_NAME:
        return [period_of(kind, date.fromisoformat(name)) for kind in Kind]
    return [month_named(name)]


_DAY_NAME = len("2026-03-10")
