"""Who is called: destinations, their lines, and when. Every change of them is a draft at first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ivr.destinations import Destination, Line, line_ids
from prompts.catalogue import language_name
from routes.call.hotline import Hotline, the_hotline
from routes.desk import adding, chains, line_page, number_state
from routes.desk.change_words import override_in_words, subject, who
from routes.desk.editing import drafted, me
from routes.desk.hours import hours_in_words
from routes.desk.lines import LineNow, lines_now, region
from routes.desk.ordering import draft_order
from routes.desk.session import may
from routes.desk.translation import _, language
from routes.operations.confirmed_lines import number_digest
from routes.releases.change import Change
from routes.releases.destinations_file import kept_override
from routes.releases.entities import LineField, OfDestinations, Order, WholeLine

routes = Blueprint("destinations", __name__)
for _part in (line_page, adding, number_state, chains):
    _part.add_routes(routes)


@dataclass(frozen=True, slots=True)
class DestinationCard:
    """A destination, and its lines with their hours in words. whispers, languages, interpreters:
    names of languages, in the language of the page. drafts: what is drafted of it.
    """

    key: str
    about: Destination
    region: str
    whispers: str
    languages: str
    interpreters: str
    lines: list["ShownLine"]
    drafts: list["ShownDraft"]


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft in a sentence. new_line: the id of the line that it adds; empty for any other."""

    sentence: str
    new_line: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line on the page. id: what it is known by. hours: in words. override: what holds now
    instead of the usual, in words. ring: the page that rings it; empty where the desk cannot.
    """

    now: LineNow
    id: str
    hours: str
    override: str
    ring: str


@routes.get("/destinations")
def page() -> str:
    """Every destination with its lines."""
    can_edit = may("destinations.line")
    of_all = drafted() if can_edit else []
    drafts = [(entity, one) for entity, one in of_all if isinstance(entity, OfDestinations)]
    cards = list(_cards(the_hotline(), datetime.now(UTC), drafts))
    return render_template("destinations.html", cards=cards, can_edit=can_edit)


@routes.post("/destinations/<destination>/order")
def move(destination: str) -> ResponseReturnValue:
    """Draft another order of lines."""
    draft_order(str(Order(destination)))
    return redirect(url_for("destinations.page", _anchor=destination), 303)


def _cards(
    hotline: Hotline, now: datetime, drafts: list[tuple[OfDestinations, Change]]
) -> Iterator[DestinationCard]:
    for key, destination in hotline.tree.destinations.items():
        own = [(entity, draft) for entity, draft in drafts if entity.destination == key]
        yield DestinationCard(
            key,
            destination,
            region(destination),
            whispers=_names(destination.whisper),
            languages=_names(destination.languages),
            interpreters=_names(destination.interpreters),
            lines=_in_drafted_order(list(_lines(hotline, key, now)), own),
            drafts=[_draft(entity, draft) for entity, draft in own],
        )


def _lines(hotline: Hotline, key: str, now: datetime) -> Iterator[ShownLine]:
    ids = line_ids(key, hotline.tree.destinations[key].lines)
    for line, id_ in zip(lines_now(hotline, key, now), ids, strict=True):
        hours, override = _hours(line.line.hours), _override(line.line, now)
        yield ShownLine(line, id_, hours, override, _ring(hotline, key, line.line))


def _ring(hotline: Hotline, key: str, line: Line) -> str:
    if not number_state.can_ring(hotline, line.uri):
        return ""
    digest = number_digest(line.uri)
    return url_for("destinations.number_page", destination=key, digest=digest)


def _in_drafted_order(
    lines: list[ShownLine], drafts: list[tuple[OfDestinations, Change]]
) -> list[ShownLine]:
    orders = [draft.after for entity, draft in drafts if isinstance(entity, Order)]
    order: list[str] = orders[-1] if orders else []
    places = {id_: place for place, id_ in enumerate(order)}
    return sorted(lines, key=lambda line: places.get(line.id, len(places)))


def _draft(entity: OfDestinations, draft: Change) -> ShownDraft:
    new_line = entity.line if isinstance(entity, WholeLine) and draft.after else ""
    return ShownDraft(_drafted(entity, draft), new_line)


def _drafted(entity: OfDestinations, draft: Change) -> str:
    """What somebody has drafted, in a sentence."""
    person = _("You") if draft.by == me() else who(draft.by)
    match entity:
        case Order():
            return _("%(who)s: another order of the lines, not published yet.", who=person)
        case WholeLine() if draft.after is None:
            return _("%(who)s: a line is removed, not published yet.", who=person)
        case WholeLine():
            return _("%(who)s: a line is added, not published yet.", who=person)
        case LineField():
            what = subject(draft.entity)
            return _("%(who)s: %(what)s, not published yet.", who=person, what=what)


def _override(line: Line, now: datetime) -> str:
    if line.override is None or now >= line.override.until:
        return ""
    return override_in_words(kept_override(line.override))


def _hours(written: str) -> str:
    """Opening hours in words where they are plain, else as they are written."""
    if not written:
        return ""
    return hours_in_words(written) or _("by the rule %(hours)s", hours=written)


def _names(tags: Iterable[str]) -> str:
    return ", ".join(language_name(tag, language()) for tag in tags)
