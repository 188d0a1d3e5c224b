"""Opening hours in OpenStreetMap's syntax (opening_hours), in Belgian time.

A later rule replaces an earlier one on the days that it names. This surprises people: what a rule
hides is found in ivr/hours_surprises.py.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

BRUSSELS_TIME = ZoneInfo("Europe/Brussels")
EXAMPLE = "Mo-Fr 09:00-12:30,13:30-17:00; PH off"
"""The example in a message about hours that cannot be read. PH is a public holiday."""
Span = tuple[time, time]
"""From and until, on one day; until 00:00 is the end of the day."""
ALL_DAY: Span = (time(), time())
_RULES = re.compile(r';\s*(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""What separates rules, outside of a comment."""
_DAY = timedelta(days=1)


def is_open(hours: str, now: datetime) -> bool:
    """Whether it is open at this moment. Where the hours say unknown, it counts as open."""
    local = now.astimezone(BRUSSELS_TIME)
    return not _rules(hours, local.date()).is_closed(local)


def next_change(hours: str, now: datetime) -> datetime | None:
    """When it opens or closes next, in Belgian time; None when it never does."""
    if _is_always_open(hours, now.astimezone(BRUSSELS_TIME).date()):
        return None
    moment, before = now.astimezone(BRUSSELS_TIME), is_open(hours, now)
    borders = list(_easter_borders(moment))
    while moment <= borders[-1]:
        change = _rules(hours, moment.date()).next_change(moment)
        later = [one for one in (change, *borders) if one and one > moment]
        if not later:
            return None
        moment = min(later)
        if is_open(hours, moment) != before:
            return moment
    return None


@lru_cache(64)
def _is_always_open(hours: str, day: date) -> bool:
    """Whether it never closes in a year from this day. For hours such as Mo-Su 00:00-24:00, with a
    border at each midnight, the library looks for a change for three seconds.
    """
    days = (day + _DAY * number for number in range(366))
    return all(open_spans(hours, one) == [ALL_DAY] for one in days)


def wrong(hours: str) -> str:
    """What is wrong with the way hours are written; empty when nothing is."""
    if not hours or validate(hours):
        return ""
    return (
        f"{hours!r} are not opening hours: write them such as {EXAMPLE!r}, with the days Mo Tu We "
        "Th Fr Sa Su, and every time with four digits"
    )


def open_spans(hours: str, day: date) -> list[Span]:
    """When it is open on a day. A night that goes on from the day before begins at 00:00."""
    begin = datetime.combine(day, time())
    intervals = _rules(hours, day).intervals(begin, begin + _DAY)
    spans: list[Span] = []
    for start, end, state, *_ in intervals:
        if state == State.CLOSED:
            continue
        if spans and spans[-1][1] == start.time() != time():
            start = datetime.combine(day, spans.pop()[0])  # open, then unknown: both are rung
        spans.append((start.time(), end.time()))
    return spans


def rules_of(hours: str) -> list[str]:
    """The rules, each as it is written."""
    return [rule.strip() for rule in _RULES.split(hours) if rule.strip()]


def in_words(spans: list[Span]) -> str:
    """Such as "09:00-12:00, 13:00-17:00", or "closed"."""
    if spans == [ALL_DAY]:
        return "all day"
    written = (
        f"{start:%H:%M}-{'24:00' if end == time() else f'{end:%H:%M}'}" for start, end in spans
    )
    return ", ".join(written) or "closed"


def week_ahead(hours: str, today: date) -> str:
    """The next seven days, spelled out."""
    days = (today + _DAY * number for number in range(7))
    return "; ".join(
        f"{day:%a} {day.day} {day:%b} {in_words(open_spans(hours, day))}"
        f"{' (public holiday)' if is_holiday(day) else ''}"
        for day in days
    )


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday in Belgium."""
    return bool(open_spans("PH 00:00-24:00", day))


@lru_cache(256)
def _parsed(hours: str, country: str | None) -> OpeningHours:
    return OpeningHours(hours, country=country)


def _rules(hours: str, day: date) -> OpeningHours:
    """The rules for a day. The library's calendar has Easter Sunday, which is no public holiday of
    Belgium (royal decree of 18 April 1974, article 1: ten days, of which Easter Monday is one).
    """
    return _parsed(hours, None if day == easter_sunday(day.year) else "BE")


@lru_cache(32)
def easter_sunday(year: int) -> date:
    """The day of Easter Sunday."""
    intervals = _parsed("easter 00:00-24:00", None).intervals(
        datetime(year, 1, 1), datetime(year + 1, 1, 1)
    )
    return next(start.date() for start, _, state, *_ in intervals if state == State.OPEN)


def _easter_borders(moment: datetime) -> Iterator[datetime]:
    """When Easter Sunday begins and ends, in this year and the next."""
    for year in (moment.year, moment.year + 1):
        for day in (easter_sunday(year), easter_sunday(year) + _DAY):
            yield datetime.combine(day, time(), BRUSSELS_TIME)
