"""Who is called: destinations, their lines, and when. What is changed here is a draft at first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.destinations import Destination, Line, line_ids
from prompts.catalogue import language_name
from routes.call.hotline import Hotline, the_hotline
from routes.desk.change_words import next_days, override_in_words, value_in_words
from routes.desk.dates import belgian
from routes.desk.editing import ChangedMeanwhile, Edited, edited, save
from routes.desk.hours import hours_in_words
from routes.desk.line_form import Wrong, hours_of, override_of, uri_of
from routes.desk.lines import LineNow, lines_now, number, region
from routes.desk.roles import may_use
from routes.desk.session import logged_in
from routes.desk.translation import _, language
from routes.releases.change import Value
from routes.releases.destinations_file import kept_override
from routes.releases.entities import LineField, NoSuchEntity, Order

routes = Blueprint("destinations", __name__)


@dataclass(frozen=True, slots=True)
class DestinationCard:
    """A destination, and its lines with their hours in words. whispers, languages, interpreters:
    names of languages, in the language of the page.
    """

    key: str
    about: Destination
    region: str
    whispers: str
    languages: str
    interpreters: str
    lines: list["ShownLine"]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line on the page. id: what it is known by. hours: in words. override: what holds now
    instead of the usual, in words.
    """

    now: LineNow
    id: str
    hours: str
    override: str


@dataclass(frozen=True, slots=True)
class LinePage:
    """The page of one line. typed: what the person has written, which no error loses. wrong: field
    -> what to write instead.
    """

    destination: str
    line: str
    fields: Mapping[str, Edited]
    typed: Mapping[str, str]
    wrong: Mapping[str, str]

    def drafted(self, field: str) -> str:
        """The draft of a field in words; empty without one."""
        draft = self.fields[field].draft
        if draft is None:
            return ""
        told = value_in_words(draft.entity, draft.after)
        return _("%(who)s has drafted: %(value)s.", who=draft.by, value=told)


@routes.get("/destinations")
def page() -> str:
    """Every destination with its lines."""
    cards = list(_cards(the_hotline(), datetime.now(UTC)))
    here = logged_in()
    can_edit = here is not None and may_use(here.roles, "destinations.line")
    return render_template("destinations.html", cards=cards, can_edit=can_edit)


@routes.get("/destinations/<destination>/<line>")
def line(destination: str, line: str) -> str:
    """One line: its number and hours, and closing or forwarding it for a while."""
    return _line_page(destination, line, {}, {})


@routes.post("/destinations/<destination>/<line>")
def save_line(destination: str, line: str) -> ResponseReturnValue:
    """Draft another number or other hours."""
    return _saved(destination, line, {"uri": uri_of, "hours": hours_of})


@routes.post("/destinations/<destination>/<line>/override")
def save_override(destination: str, line: str) -> ResponseReturnValue:
    """Draft that a line is closed or forwarded until an end, or that it is as usual again."""
    if "usual" in request.form:
        return _saved(destination, line, {"override": lambda _typed: None})
    uri = str(_fields(destination, line)["uri"].value)

    def read(until: str) -> Value:
        kind = uri.partition(":")[0]
        return override_of(until, request.form.get("to", ""), kind, datetime.now(UTC))

    return _saved(destination, line, {"override": read})


@routes.post("/destinations/<destination>/order")
def move(destination: str) -> ResponseReturnValue:
    """Draft another order: a line one place up or down."""
    entity = str(Order(destination))
    try:
        [now] = edited([entity]).values()
        ids = list(now.value)
        at = ids.index(request.form.get("line", ""))
        to = at + (-1 if request.form.get("way") == "up" else 1)
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            save(entity, now.seen, ids)
    except (NoSuchEntity, ValueError):
        abort(404)
    return redirect(url_for("changes.page"), 303)


def _saved(
    destination: str, line: str, read: Mapping[str, Callable[[str], Value]]
) -> ResponseReturnValue:
    """Keep every field that was changed, or show the page again with what is wrong."""
    fields, wrong = _fields(destination, line), {}
    values: dict[str, Value] = {}
    for field, read_it in read.items():
        try:
            values[field] = read_it(request.form.get(field, ""))
        except Wrong as error:
            wrong[field] = str(error)
    for field, value in values.items() if not wrong else ():
        try:
            seen = request.form.get(f"{field}.seen", "")
            save(fields[field].entity, seen, value, request.form.get("why", ""))
        except ChangedMeanwhile as error:
            wrong[field] = _meanwhile(fields[field], error)
    if wrong:
        return _line_page(destination, line, request.form, wrong), 400
    return redirect(url_for("changes.page"), 303)


def _meanwhile(field: Edited, error: ChangedMeanwhile) -> str:
    value = value_in_words(field.entity, field.value)
    if error.change is None:
        return _("Meanwhile this was changed to: %(value)s. Look, and save again.", value=value)
    return _(
        "%(who)s changed this meanwhile to: %(value)s. Look, and save again.",
        who=error.change.by,
        value=value,
    )


def _fields(destination: str, line: str) -> dict[str, Edited]:
    names = {
        field: str(LineField(destination, line, field)) for field in ("uri", "hours", "override")
    }
    try:
        found = edited(names.values())
    except NoSuchEntity:
        abort(404)
    return {field: found[name] for field, name in names.items()}


def _line_page(
    destination: str, line: str, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> str:
    fields, now = _fields(destination, line), datetime.now(UTC)
    written_so_far = {
        "uri": number(str(fields["uri"].value)),
        "hours": str(fields["hours"].value),
        "override": "",
        "to": "",
        "why": "",
        **typed,
    }
    destinations = the_hotline().tree.destinations
    hours = str(fields["hours"].value)
    return render_template(
        "line.html",
        page=LinePage(destination, line, fields, written_so_far, wrong),
        name=destinations[destination].name if destination in destinations else destination,
        override=override_in_words(fields["override"].value),
        is_overridden=bool(fields["override"].value),
        days=next_days(hours, now) if hours else [],
        earliest=f"{belgian(now):%Y-%m-%dT%H:%M}",
    )


def _cards(hotline: Hotline, now: datetime) -> Iterator[DestinationCard]:
    for key, destination in hotline.tree.destinations.items():
        lines = lines_now(hotline, key, now)
        yield DestinationCard(
            key,
            destination,
            region(destination),
            whispers=_names(destination.whisper),
            languages=_names(destination.languages),
            interpreters=_names(destination.interpreters),
            lines=[
                ShownLine(line, id_, _hours(line.line.hours), _override(line.line, now))
                for line, id_ in zip(lines, line_ids(key, destination.lines), strict=True)
            ],
        )


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
