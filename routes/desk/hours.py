"""Opening hours in words. Only the usual patterns: a wrong sentence would be worse than none."""

import re
from datetime import time

from routes.desk.dates import clock, weekday
from routes.desk.translation import _

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(
    rf"(?P<days>{'|'.join(_DAYS)})(?P<more>(?:[-,](?:{'|'.join(_DAYS)}))*) "
    r"(?P<times>\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
)
_SPAN = re.compile(r"(\w\w)(?:-(\w\w))?")


def in_words(hours: str) -> str | None:
    """Such as "Monday to Friday, 9:00 to 17:00; closed on public holidays"; None for what is not so
    plain.

    hours: OpenStreetMap opening_hours. A later rule wins over an earlier one, so a day that two
    rules name is not plain, and neither are holidays that are named before days.
    """
    if hours.strip() == "24/7":
        return _("day and night, every day")
    rules = [rule.strip() for rule in hours.split(";") if rule.strip()]
    said, named = [_rule(rule) for rule in rules], [day for rule in rules for day in _days(rule)]
    holidays_last = all(not _days(rule) for rule in rules[-1:]) or not any(
        rule.startswith("PH") for rule in rules
    )
    if not said or None in said or len(named) != len(set(named)) or not holidays_last:
        return None
    return "; ".join(words for words in said if words)


def _rule(rule: str) -> str | None:
    if rule in ("PH off", "PH closed"):
        return _("closed on public holidays")
    found = _RULE.fullmatch(rule)
    if not found or not _days(rule):
        return None
    spans = [_span(*span.groups()) for span in _SPAN.finditer(found["days"] + found["more"])]
    times = [_times(one) for one in found["times"].split(",")]
    if None in times:
        return None
    both = _(" and ").join(one for one in times if one)
    return f"{', '.join(spans)}, {both}"


def _days(rule: str) -> list[int]:
    """The days that a rule names; none when it has none, or runs over the weekend's end."""
    found = _RULE.fullmatch(rule)
    days: list[int] = []
    for first, last in _SPAN.findall(found["days"] + found["more"]) if found else ():
        begin, end = _DAYS.index(first), _DAYS.index(last or first)
        if end < begin:
            return []
        days += range(begin, end + 1)
    return days


def _span(first: str, last: str | None) -> str:
    if last is None:
        return weekday(_DAYS.index(first))
    if (first, last) == ("Mo", "Su"):
        return _("every day")
    return _(
        "%(first)s to %(last)s", first=weekday(_DAYS.index(first)), last=weekday(_DAYS.index(last))
    )


def _times(written: str) -> str | None:
    begin, _dash, end = written.partition("-")
    try:
        start, until = (
            time.fromisoformat(begin),
            time.fromisoformat("00:00" if end == "24:00" else end),
        )
    except ValueError:
        return None
    return _(
        "%(start)s to %(end)s", start=clock(start), end="24:00" if end == "24:00" else clock(until)
    )
