"""The form of opening hours: a week with fields, or a rule that is typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from ivr.hours import ALL_DAY, Span
from routes.desk.change_words import next_days
from routes.desk.clock_times import time_of
from routes.desk.dates import belgian, clock, weekday
from routes.desk.holidays import next_holidays
from routes.desk.line_form import Wrong, hours_of
from routes.desk.translation import _
from routes.desk.week import DAYS, MOST, Spans, Week, week_of

HOLIDAYS = "PH"
"""The name of the fields for public holidays."""
UNKNOWN, ALWAYS, WEEK, RULE = "unknown", "always", "week", "rule"
"""What `kind` may be: not known, day and night, fields of a week, a rule that is typed."""
CLOSED, OPEN, AS_USUAL = "closed", "open", "usual"
"""What a day may be, besides ALWAYS."""
_NAMES = ("", ".from1", ".until1", ".from2", ".until2")
"""What follows the day in the name of each of its fields. There are MOST spans."""
Form = Mapping[str, str]


class WrongHours(Exception):
    """problems: field -> what to write instead."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True, slots=True)
class HoursForm:
    """What the form shows. typed: its fields. problems: as of WrongHours. preview: the next seven
    days of these hours. only_typed: whether the fields cannot show the hours.
    """

    typed: Form
    problems: Mapping[str, str]
    preview: list[tuple[str, str]]
    only_typed: bool

    @property
    def days(self) -> list[tuple[str, str]]:
        """The name of the fields of each day, and of the day."""
        return [(day, weekday(number)) for number, day in enumerate(DAYS)]

    @property
    def holidays(self) -> str:
        """The next holidays, by name."""
        return ", ".join(next_holidays(belgian(datetime.now(UTC)).date()))


def hours_form(hours: str, typed: Form, problems: Mapping[str, str]) -> HoursForm:
    """The form for these hours. typed: what somebody has written instead, if they have."""
    shown = hours
    if typed:
        try:
            shown = read_hours(typed)
        except WrongHours:
            shown = ""
    preview = next_days(shown, datetime.now(UTC)) if shown else []
    only_typed = bool(shown) and week_of(shown) is None
    return HoursForm(typed or typed_as(hours), problems, preview, only_typed)


def typed_as(hours: str) -> dict[str, str]:
    """The fields of these hours."""
    week = week_of(hours)
    if not hours or week is None:
        return {"kind": RULE if hours else UNKNOWN, "rule": hours, **_OFFICE}
    return {
        "kind": ALWAYS if week.is_always else WEEK,
        "rule": hours,
        **(_OFFICE if week.is_always else _fields_of(week)),
    }


def copied(typed: Form) -> dict[str, str]:
    """The fields, with those of Monday also from Tuesday to Friday."""
    same = {f"{day}{name}": typed.get(f"Mo{name}", "") for day in DAYS[1:5] for name in _NAMES}
    return {**typed, **same, "kind": WEEK}


def read_hours(typed: Form) -> str:
    """The hours that the fields say, as opening_hours; empty where they are not known. Raises
    WrongHours.
    """
    match typed.get("kind"):
        case "always":
            return "24/7"
        case "rule":
            try:
                return hours_of(typed.get("rule", ""))
            except Wrong as error:
                raise WrongHours({"rule": str(error)}) from None
        case "week":
            return _week(typed).written
    return ""


def _week(typed: Form) -> Week:
    problems: dict[str, str] = {}
    days = tuple(_spans(typed, day, problems) for day in DAYS)
    holidays = None if typed.get(HOLIDAYS) == AS_USUAL else _spans(typed, HOLIDAYS, problems)
    if not problems and not any(days):
        problems["kind"] = _(
            "A line that is never open is never rung. Choose a day on which it is open, or remove "
            "the line."
        )
    if problems:
        raise WrongHours(problems)
    return Week(days, holidays)


def _spans(typed: Form, day: str, problems: dict[str, str]) -> Spans:
    """When it is open on a day. What is wrong is added to the problems, at the field."""
    if typed.get(day) == ALWAYS:
        return (ALL_DAY,)
    if typed.get(day) != OPEN:
        return ()
    found: list[Span] = []
    for number in range(1, MOST + 1):
        names = (f"{day}.from{number}", f"{day}.until{number}")
        if not any(typed.get(name, "").strip() for name in names):
            continue
        wrong = {name: problem for name in names if (problem := _wrong_time(typed, name))}
        problems.update(wrong)
        if not wrong:
            start, end = (_time(typed, name) for name in names)
            found.append((start, end))
    if not found and not any(name.startswith(f"{day}.") for name in problems):
        problems[f"{day}.from1"] = _("Write from when until when, or choose “closed”.")
    if problem := _out_of_order(found):
        problems[f"{day}.from2" if len(found) > 1 else f"{day}.until1"] = problem
    return tuple(found)


def _wrong_time(typed: Form, name: str) -> str:
    if time_of(typed.get(name, "")) is None:
        return _("Write a time here, such as 9:00 or 17:30.")
    return ""


def _time(typed: Form, name: str) -> time:
    return time_of(typed.get(name, "")) or time()


def _out_of_order(spans: list[Span]) -> str:
    if any(start == end and (start, end) != ALL_DAY for start, end in spans):
        return _("It ends when it begins. Write a later time, or choose “closed”.")
    if len(spans) > 1 and not spans[0][0] < spans[0][1] <= spans[1][0]:
        return _("The second time must begin after the first one has ended.")
    return ""


def _fields_of(week: Week) -> dict[str, str]:
    fields: dict[str, str] = {}
    for day, spans in zip(DAYS, week.days, strict=True):
        fields |= _day_fields(day, spans)
    fields |= _day_fields(HOLIDAYS, week.holidays or ())
    if week.holidays is None:
        fields[HOLIDAYS] = AS_USUAL
    return fields


def _day_fields(day: str, spans: Spans) -> dict[str, str]:
    kind = ALWAYS if spans == (ALL_DAY,) else OPEN if spans else CLOSED
    fields = {f"{day}{name}": "" for name in _NAMES} | {day: kind}
    for number, (start, end) in enumerate(spans if kind == OPEN else (), 1):
        until = "24:00" if end == time() else clock(end)
        fields |= {f"{day}.from{number}": clock(start), f"{day}.until{number}": until}
    return fields


_OFFICE = {**_fields_of(Week(((),) * 7, ())), **dict.fromkeys(DAYS[:5], OPEN)}
"""The fields of a week whose hours nobody has written yet."""
