"""Days, times and figures in words, in the language of the page and in Belgian time."""

import datetime

from babel.dates import format_date, format_datetime, format_time, get_timezone
from babel.numbers import format_decimal, format_percent

from ivr.hours import BRUSSELS_TIME
from routes.desk.translation import _, language

_ZONE = get_timezone("Europe/Brussels")


def belgian(when: datetime.datetime) -> datetime.datetime:
    """The same moment in Belgian time."""
    return when.astimezone(BRUSSELS_TIME)


def clock(when: datetime.datetime | datetime.time) -> str:
    """A time such as 9:00."""
    return format_time(when, "H:mm", tzinfo=_ZONE, locale=language())


def day(date: datetime.date) -> str:
    """A date such as 23 November 2026."""
    return format_date(date, "d MMMM y", locale=language())


def stamp(when: datetime.datetime) -> str:
    """A moment in short, such as 23 Nov 2026, 9:00."""
    return format_datetime(when, "d MMM y, H:mm", tzinfo=_ZONE, locale=language())


def month(date: datetime.date) -> str:
    """A month such as November 2026."""
    return format_date(date, "MMMM y", locale=language())


def short_day(date: datetime.date) -> str:
    """A date without its year, such as 23 Nov."""
    return format_date(date, "d MMM", locale=language())


def short_month(date: datetime.date) -> str:
    """A month such as Nov."""
    return format_date(date, "LLL", locale=language())


def quarter(date: datetime.date) -> str:
    """A quarter such as 1st quarter 2026."""
    return format_date(date, "QQQQ y", locale=language())


def weekday(number: int) -> str:
    """A day of the week such as Monday; 0 is Monday, as 1 January 2024 was."""
    return format_date(datetime.date(2024, 1, 1 + number), "EEEE", locale=language())


def short_quarter(date: datetime.date) -> str:
    """A quarter such as Q1 2026."""
    return format_date(date, "QQQ y", locale=language())


def figure(shown: int | str) -> str:
    """A figure with its thousands apart; also one such as 2780+."""
    if isinstance(shown, int):
        return str(format_decimal(shown, locale=language()))
    least = shown.removesuffix("+")
    return f"{figure(int(least))}+" if least.isdigit() and least != shown else shown


def percent(share: float) -> str:
    """A share such as 63%, as the language of the page writes it."""
    return str(format_percent(share, locale=language()))


def moment(when: datetime.datetime, now: datetime.datetime) -> str:
    """A moment such as "today at 17:00". Within a week, its day of the week is enough."""
    days = (belgian(when).date() - belgian(now).date()).days
    time = clock(when)
    if days == 0:
        return _("today at %(time)s", time=time)
    if days == 1:
        return _("tomorrow at %(time)s", time=time)
    pattern = "EEEE" if 0 < days < 7 else "EEEE d MMMM"
    return _(
        "%(day)s at %(time)s", day=format_date(belgian(when), pattern, locale=language()), time=time
    )
