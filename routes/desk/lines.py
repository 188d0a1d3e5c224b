"""The lines of the destinations, as a coordinator sees them: open or closed, until when, and when
they were last confirmed.
"""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from ivr.destinations import HELPLINE, Destination, Line
from ivr.position import Region
from routes.call.hotline import Hotline
from routes.database.store import the_store
from routes.desk.dates import belgian, day, moment
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _
from routes.operations.confirmed_lines import (
    GOOD_FOR,
    ConfirmedOn,
    all_confirmed,
    number_digest,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line at this moment. number: as people write it. light, word: open or closed. change: when
    that changes. verified: when the line was last confirmed. The last four are in words.
    """

    line: Line
    number: str
    light: Light
    word: str
    change: str
    verified: str


def lines_now(hotline: Hotline, name: str, now: datetime.datetime) -> list[LineNow]:
    """The lines of a destination, in the order in which they ring."""
    confirmed = _confirmed(hotline)
    today = belgian(now).date()
    lines = []
    for line in hotline.tree.destinations[name].lines:
        light, word, change = _state(line, now)
        verified = ""
        if confirmed is not None and line.uri.startswith("tel:"):
            verified = _verified(confirmed.get((name, number_digest(line.uri))), today)
        lines.append(LineNow(line, number(line.uri), light, word, change, verified))
    return lines


def lines_status(hotline: Hotline, now: datetime.datetime) -> Iterator[StatusItem]:
    """An item for each destination."""
    for name, destination in hotline.tree.destinations.items():
        lines = lines_now(hotline, name, now)
        if not lines:
            instead = _("Callers are put through to the helpline.")
            yield StatusItem(Light.NONE, _("No line"), destination.name, (instead,))
            continue
        first = next((line for line in lines if line.line.is_open(now)), lines[0])
        is_helpless = name == HELPLINE and not first.line.is_open(now)
        several = _("%(count)s lines", count=len(lines)) if len(lines) > 1 else ""
        notes = tuple(note for note in (first.change, several, first.verified) if note)
        light = Light.WATCH if is_helpless else first.light
        yield StatusItem(light, first.word, destination.name, notes)


def open_somewhere(hotline: Hotline, now: datetime.datetime) -> bool:
    """Whether any line is open at this moment."""
    return any(
        line.is_open(now)
        for destination in hotline.tree.destinations.values()
        for line in destination.lines
    )


def number(uri: str) -> str:
    """A telephone number with spaces, as people write it; a SIP address as it is."""
    scheme, _rest, address = uri.partition(":")
    if scheme != "tel":
        return uri
    return phonenumbers.format_number(
        phonenumbers.parse(address), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )


def region(destination: Destination) -> str:
    """The region of a centre, in words; empty for the other destinations."""
    return region_name(destination.region) if destination.region else ""


def region_name(region: Region) -> str:
    """A region, in words."""
    names = {
        Region.BRUSSELS: _("Brussels"),
        Region.FLANDERS: _("Flanders"),
        Region.WALLONIA: _("Wallonia"),
    }
    return names[region]


def _state(line: Line, now: datetime.datetime) -> tuple[Light, str, str]:
    """The light, its word, and when that changes, in words."""
    if not line.hours:
        return Light.NONE, _("Always rung"), _("Its hours are not known.")
    is_open = line.is_open(now)
    light, word = (Light.GOOD, _("Open")) if is_open else (Light.NONE, _("Closed"))
    next_change = line.next_change(now)
    if next_change is None:
        return light, word, ""
    when = moment(next_change, now)
    change = _("Closes %(when)s.", when=when) if is_open else _("Opens %(when)s.", when=when)
    return light, word, change


def _confirmed(hotline: Hotline) -> ConfirmedOn | None:
    """None where it cannot be read. The doctor has a warning for it."""
    try:
        return all_confirmed(hotline.settings.verified_file, the_store())
    except (ValueError, OSError) as error:
        log.warning("the desk cannot read VERIFIED_FILE (%s): mend it", type(error).__name__)
        return None


def _verified(date: datetime.date | None, today: datetime.date) -> str:
    if date is None:
        return _("Never confirmed.")
    if (today - date).days > GOOD_FOR:
        return _(
            "Last confirmed on %(date)s: more than %(days)s days ago.",
            date=day(date),
            days=GOOD_FOR,
        )
    return _("Confirmed on %(date)s.", date=day(date))
