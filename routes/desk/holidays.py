"""The public holidays of Belgium, by name. Which days they are, ivr/hours.py knows."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from babel.dates import format_date

from ivr.hours import easter_sunday, is_holiday
from routes.desk.translation import _, language
from routes.translations import N_

_FIXED = {
    (1, 1): N_("New Year's Day"),
    (5, 1): N_("Labour Day"),
    (7, 21): N_("National Day"),
    (8, 15): N_("Assumption"),
    (11, 1): N_("All Saints' Day"),
    (11, 11): N_("Armistice Day"),
    (12, 25): N_("Christmas"),
}
"""Month and day -> the holiday (royal decree of 18 April 1974, article 1)."""
_AFTER_EASTER = {
    1: N_("Easter Monday"),
    39: N_("Ascension Day"),
    50: N_("Whit Monday"),
}
"""Days after Easter Sunday -> the holiday."""


def holiday_name(day: date) -> str:
    """The name of a holiday; empty for any other day."""
    if not is_holiday(day):
        return ""
    name = _FIXED.get((day.month, day.day))
    name = name or _AFTER_EASTER.get((day - easter_sunday(day.year)).days)
    return _(name) if name else _("public holiday")


def next_holidays(today: date, count: int = 3) -> list[str]:
    """The next ones, such as "Friday 25 December (Christmas)"."""
    return [
        f"{format_date(day, 'EEEE d MMMM', locale=language())} ({holiday_name(day)})"
        for day in islice(holidays_from(today), count)
    ]


def holidays_from(day: date) -> Iterator[date]:
    """Every holiday from a day on, which may be one itself."""
    while True:
        if is_holiday(day):
            yield day
        day += timedelta(days=1)
