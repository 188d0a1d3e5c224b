"""A row for each destination on the page Now: whether it is open, how its lines ended lately, and
what a coordinator does about it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from ivr.destinations import Destination, line_ids
from routes.call.hotline import Hotline
from routes.desk.failures import LinesLately, lately
from routes.desk.lines import lines_status, region
from routes.desk.number_state import can_ring
from routes.desk.session import may
from routes.desk.status import Light, StatusItem
from routes.desk.translation import _, ngettext
from routes.operations.confirmed_lines import number_digest
from routes.statistics.in_a_row import OF_ONE


@dataclass(frozen=True, slots=True)
class CentreRow:
    """item: what it is, with its light. region: in words. links: label -> address."""

    item: StatusItem
    region: str
    links: Mapping[str, str]


def centre_rows(hotline: Hotline, now: datetime) -> Iterator[CentreRow]:
    """A row for each destination, in their order."""
    ended = lately(now)
    items = lines_status(hotline, now)
    for (key, destination), item in zip(hotline.tree.destinations.items(), items, strict=True):
        known = ended.get(key, LinesLately()) if ended is not None else None
        yield CentreRow(_with(item, known), region(destination), _links(hotline, key, destination))


def _with(item: StatusItem, known: LinesLately | None) -> StatusItem:
    """The same row with how its lines ended. None: that is not known."""
    if known is None:
        unknown = _("How lines ended is not known.")
        return replace(item, notes=(*item.notes, unknown))
    notes = list(item.notes)
    if known.told:
        notes.append(_("In the last 7 days: %(told)s.", told=known.told))
    if known.in_a_row >= OF_ONE:
        in_a_row = ngettext(
            "Nobody took the last %(num)s call.",
            "Nobody took the last %(num)s calls.",
            known.in_a_row,
        )
        return replace(item, light=Light.WATCH, word=_("Not taken"), notes=(in_a_row, *notes))
    if known.is_several:
        return replace(item, light=Light.WATCH, word=_("Several not taken"), notes=tuple(notes))
    return replace(item, notes=tuple(notes))


def _links(hotline: Hotline, key: str, destination: Destination) -> dict[str, str]:
    """What a coordinator does most often. Other people only look."""
    if not may("destinations.line") or not destination.lines:
        return {}
    line = line_ids(key, destination.lines)[0]

    def page(part: str) -> str:
        return url_for("destinations.line", destination=key, line=line, _anchor=part)

    links = {_("Close until…"): page("closing"), _("Change the number"): page("number")}
    uri = destination.lines[0].uri
    if can_ring(hotline, uri):
        number = number_digest(uri)
        links[_("Ring for a test")] = url_for(
            "destinations.number_page", destination=key, digest=number
        )
    return links
