"""From when to when: whole days, as they are in Belgium."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivr.destinations import BRUSSELS_TIME
from routes.statistics.cells import hour_of


@dataclass(frozen=True)
class Period:
    """first, last: both are part of it."""

    first: date
    last: date

    @property
    def begin(self) -> str:
        """The first hour, UTC, as counters are named."""
        return _midnight(self.first)

    @property
    def end(self) -> str:
        """The hour after the last, UTC."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def weekdays(self) -> list[int]:
        """The days of the week that are in it; 0 is Monday."""
        days = min((self.last - self.first).days + 1, 7)
        return sorted((self.first + timedelta(days=day)).weekday() for day in range(days))

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def day(any_day: date) -> Period:
    """One day."""
    return Period(any_day, any_day)


def week(any_day: date) -> Period:
    """The week of a day, from Monday to Sunday."""
    monday = any_day - timedelta(days=any_day.weekday())
    return Period(monday, monday + timedelta(days=6))


def month(any_day: date) -> Period:
    """The month of a day."""
    first = any_day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def month_named(written: str) -> Period:
    """A month that is written as 2026-03. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", written):
        raise ValueError("write a month as 2026-03")
    return month(date.fromisoformat(f"{written}-01"))


def _midnight(of: date) -> str:
    """Belgian midnight, which summer time moves."""
    return hour_of(datetime.combine(of, time(), BRUSSELS_TIME))
