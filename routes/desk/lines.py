"""Those who are called, as a coordinator sees them: open or not, until when, and who has confirmed
it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from ivr.destinations import HELPLINE, Destination, Line
from routes.call.hotline import Hotline
from routes.desk.dates import belgian, day, moment
from routes.desk.status import Finding, Light
from routes.desk.translation import _
from routes.operations.confirmed_lines import GOOD_FOR, latest

Dates = dict[tuple[str, int], datetime.date]


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line at this moment. number: as people write it. light, word: open or not. change: when
    that changes.
    """

    line: Line
    number: str
    light: Light
    word: str
    change: str
    verified: str


def lines_now(hotline: Hotline, name: str, now: datetime.datetime) -> list[LineNow]:
    """The lines of a destination, in the order in which they ring."""
    dates = _dates(hotline)
    today = belgian(now).date()
    return [
        LineNow(
            line, number(line.uri), *_state(line, now), _verified(line, dates, name, index, today)
        )
        for index, line in enumerate(hotline.tree.destinations[name].lines)
    ]


def find_lines(hotline: Hotline, now: datetime.datetime) -> Iterator[Finding]:
    """A finding for every destination."""
    for name, destination in hotline.tree.destinations.items():
        lines = lines_now(hotline, name, now)
        if lines:
            first = next((one for one in lines if one.light is Light.GOOD), lines[0])
            light = (
                Light.WATCH if name == HELPLINE and first.light is not Light.GOOD else first.light
            )
            yield Finding(light, first.word, destination.name, _notes(first, lines))
        else:
            yield Finding(
                Light.NONE,
                _("No line"),
                destination.name,
                (_("Callers are put through to the helpline."),),
            )


def open_somewhere(hotline: Hotline, now: datetime.datetime) -> bool:
    """Whether anybody can be reached at this moment."""
    return any(
        line.is_open(now) for one in hotline.tree.destinations.values() for line in one.lines
    )


def number(uri: str) -> str:
    """A line as people write it: with spaces, or a SIP address as it is."""
    scheme, _rest, address = uri.partition(":")
    if scheme != "tel":
        return uri
    return phonenumbers.format_number(
        phonenumbers.parse(address), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )


def region(destination: Destination) -> str:
    """The region that a centre serves, in words; nothing for the others."""
    names = {"brussels": _("Brussels"), "flanders": _("Flanders"), "wallonia": _("Wallonia")}
    return names[destination.region] if destination.region else ""


def _notes(first: LineNow, lines: list[LineNow]) -> tuple[str, ...]:
    several = _("%(count)s lines", count=len(lines)) if len(lines) > 1 else ""
    return tuple(note for note in (first.change, several, first.verified) if note)


def _state(line: Line, now: datetime.datetime) -> tuple[Light, str, str]:
    if not line.hours:
        return Light.GOOD, _("Always rung"), _("Its hours are not known.")
    is_open, change = line.is_open(now), line.next_change(now)
    word = _("Open") if is_open else _("Closed")
    light = Light.GOOD if is_open else Light.NONE
    if change is None:
        return light, word, ""
    when = moment(change, now)
    return (
        light,
        word,
        _("Closes %(when)s.", when=when) if is_open else _("Opens %(when)s.", when=when),
    )


def _dates(hotline: Hotline) -> Dates | None:
    """When each line was confirmed; None when nobody keeps it, or the file cannot be read (a
    warning tells that).
    """
    path = hotline.settings.verified_file
    try:
        return latest(path) if path else None
    except (ValueError, OSError):
        return None


def _verified(line: Line, dates: Dates | None, name: str, index: int, today: datetime.date) -> str:
    if dates is None or not line.uri.startswith("tel:"):
        return ""
    date = dates.get((name, index))
    if date is None:
        return _("Never verified.")
    if (today - date).days > GOOD_FOR:
        return _(
            "Last verified on %(date)s: more than %(days)s days ago.", date=day(date), days=GOOD_FOR
        )
    return _("Last verified on %(date)s.", date=day(date))
