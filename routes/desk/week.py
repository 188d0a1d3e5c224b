"""Opening hours as a week: what a form of seven days can show, and how it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from ivr.hours import ALL_DAY, Span, is_holiday, open_spans, wrong

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
"""As opening_hours names them."""
MOST = 2
"""Spans of a day that the form has fields for."""
Spans = tuple[Span, ...]
_MIDNIGHT = time()
_PLAIN = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed|open|24/7|\d\d:\d\d|[-,;\s])*")
"""Hours that are the same in every week, but for holidays."""
_WEEK = date(2026, 2, 2)
"""A Monday. There is no holiday in its week, or beside it."""
_YEARS = (date(2026, 1, 1), date(2033, 1, 1))
"""In these every holiday falls on every day of the week."""


@dataclass(frozen=True, slots=True)
class Week:
    """When a line is open. days: from Monday, each with its spans; one whose end is not after its
    beginning goes on until then on the next day. holidays: None for as on any other day.
    """

    days: tuple[Spans, ...]
    holidays: Spans | None = None

    @property
    def is_always(self) -> bool:
        """Whether it is open day and night, also on holidays."""
        return all(day == (ALL_DAY,) for day in (*self.days, self.holidays or (ALL_DAY,)))

    @property
    def written(self) -> str:
        """In opening_hours. Each rule is about days of its own, so none hides another: a night is
        written in two parts, of which each belongs to its day.
        """
        days = _cut(self.days)
        if all(day == (ALL_DAY,) for day in days) and self.holidays is None:
            return "24/7"
        rules = [f"{_named(*of)} {_times(days[of[0]])}" for of in _alike(days) if days[of[0]]]
        if self.holidays is not None:
            closed = [] if rules else ["off"]
            holidays = _cut((self.holidays,) * 7)[0]
            return "; ".join([*(rules or closed), f"PH {_times(holidays)}"])
        return "; ".join(rules) or "off"


@lru_cache(256)
def week_of(hours: str) -> Week | None:
    """The week that hours say; None where the form cannot show it."""
    if not hours or wrong(hours) or not _PLAIN.fullmatch(hours):
        return None
    cut = tuple(tuple(open_spans(hours, _WEEK + timedelta(day))) for day in range(7))
    for holidays in (None, *_on_holidays(hours)):
        week = Week(_joined(cut), holidays)
        if max(map(len, week.days)) <= MOST and _is_same(week.written, hours):
            return week
    return None


def _on_holidays(hours: str) -> Iterator[Spans]:
    """The hours that may be meant for holidays: those of the first holiday."""
    first = next(_WEEK + timedelta(n) for n in range(366) if is_holiday(_WEEK + timedelta(n)))
    spans = tuple(open_spans(hours, first))
    if len(spans) <= MOST:
        yield spans


def _is_same(one: str, other: str) -> bool:
    """Whether hours that depend on day of the week and holidays alone are the same."""
    first, end = _YEARS
    days = (first + timedelta(number) for number in range((end - first).days))
    return all(open_spans(one, day) == open_spans(other, day) for day in days)


def _cut(days: tuple[Spans, ...]) -> tuple[Spans, ...]:
    """The same days with each night cut in two at midnight. Spans that meet become one."""
    found: list[list[Span]] = [[] for _ in days]
    for number, spans in enumerate(days):
        for start, end in spans:
            if start < end or end == _MIDNIGHT:
                found[number].append((start, end))
            else:
                found[number].append((start, _MIDNIGHT))
                found[(number + 1) % 7].append((_MIDNIGHT, end))
    return tuple(_merged(spans) for spans in found)


def _merged(spans: list[Span]) -> Spans:
    merged: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if merged and (merged[-1][1] == _MIDNIGHT or start <= merged[-1][1]):
            ends = (merged[-1][1], end)
            merged[-1] = (merged[-1][0], _MIDNIGHT if _MIDNIGHT in ends else max(ends))
        else:
            merged.append((start, end))
    return tuple(merged)


def _joined(days: tuple[Spans, ...]) -> tuple[Spans, ...]:
    """The same days with each night in one part, on the day on which it begins."""
    found = [list(spans) for spans in days]
    for number, spans in enumerate(days):
        after = days[(number + 1) % 7]
        if not spans or not after or ALL_DAY in (*spans, *after):
            continue
        if spans[-1][1] == _MIDNIGHT and after[0][0] == _MIDNIGHT and after[0][1] <= spans[-1][0]:
            found[number][-1] = (spans[-1][0], after[0][1])
            found[(number + 1) % 7].remove(after[0])
    return tuple(map(tuple, found))


def _alike(days: tuple[Spans, ...]) -> Iterator[tuple[int, int]]:
    """First and last of days in a row that are open at the same times."""
    first = 0
    for number in range(1, 8):
        if number == 7 or days[number] != days[first]:
            yield first, number - 1
            first = number


def _named(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def _times(spans: Spans) -> str:
    return ",".join(f"{start:%H:%M}-{_end(end)}" for start, end in spans) or "off"


def _end(end: time) -> str:
    return "24:00" if end == _MIDNIGHT else f"{end:%H:%M}"
