"""Opening hours in words. Only plain hours are put into words: a wrong sentence is worse than
none.
"""

import re
from datetime import time

from routes.desk.dates import clock, weekday
from routes.desk.translation import _

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(
    rf"(?P<days>(?:{'|'.join(_DAYS)})(?:[-,](?:{'|'.join(_DAYS)}))*) "
    r"(?P<times>\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
)
_SPAN = re.compile(r"(\w\w)(?:-(\w\w))?")


def hours_in_words(hours: str) -> str | None:
    """Such as "Monday to Friday, 9:00 to 17:00; closed on public holidays"; None for hours that are
    not plain.

    hours: OpenStreetMap opening_hours. A later rule replaces an earlier one, so hours are not plain
    when two rules name the same day, or when a rule for days follows one for holidays.
    """
    if hours.strip() == "24/7":
        return _("day and night, every day")
    rules = [rule.strip() for rule in hours.split(";") if rule.strip()]
    words = [_rule_in_words(rule) for rule in rules]
    if not words or None in words:
        return None
    named = [day for rule in rules for day in _days(rule)]
    if len(named) != len(set(named)):
        return None
    holidays = [rule.startswith("PH") for rule in rules]
    if any(holidays) and not holidays[-1]:
        return None
    return "; ".join(word for word in words if word)


def _rule_in_words(rule: str) -> str | None:
    if rule in ("PH off", "PH closed"):
        return _("closed on public holidays")
    found = _RULE.fullmatch(rule)
    if not found or not _days(rule):
        return None
    spans = [_span_in_words(*span.groups()) for span in _SPAN.finditer(found["days"])]
    times = [_times_in_words(written) for written in found["times"].split(",")]
    if None in times:
        return None
    all_times = _(" and ").join(words for words in times if words)
    return f"{', '.join(spans)}, {all_times}"


def _days(rule: str) -> list[int]:
    """The days that a rule names, from 0 for Monday; none when a span goes beyond Sunday."""
    found = _RULE.fullmatch(rule)
    days: list[int] = []
    for first, last in _SPAN.findall(found["days"]) if found else ():
        begin = _DAYS.index(first)
        end = _DAYS.index(last or first)
        if end < begin:
            return []
        days += range(begin, end + 1)
    return days


def _span_in_words(first: str, last: str | None) -> str:
    if last is None:
        return weekday(_DAYS.index(first))
    if (first, last) == ("Mo", "Su"):
        return _("every day")
    return _(
        "%(first)s to %(last)s", first=weekday(_DAYS.index(first)), last=weekday(_DAYS.index(last))
    )


def _times_in_words(written: str) -> str | None:
    """Such as "9:00 to 17:00"; None for times that no clock shows, such as 25:00."""
    begin, _dash, end = written.partition("-")
    try:
        start = clock(time.fromisoformat(begin))
        until = end if end == "24:00" else clock(time.fromisoformat(end))
    except ValueError:
        return None
    return _("%(start)s to %(end)s", start=start, end=until)
