"""One line: its number, its hours, closing or forwarding it, and removing it. Every change is a
draft at first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.destinations import line_ids
from routes.call.hotline import the_hotline
from routes.desk.change_words import override_in_words, value_in_words, who
from routes.desk.dates import belgian
from routes.desk.editing import ChangedMeanwhile, Edited, drafted, edited, save
from routes.desk.hours_form import HoursForm, WrongHours, copied, hours_form, read_hours
from routes.desk.line_form import Wrong, override_of, presets
from routes.desk.lines import LineNow, lines_now, number
from routes.desk.number_doubts import Doubt, Doubtful, check_doubts, read_number
from routes.desk.number_state import NumberState, state_of
from routes.desk.translation import _
from routes.releases.change import Value
from routes.releases.entities import LineField, NoSuchEntity, Order, WholeLine
from routes.releases.new_numbers import NewNumber

Fields = dict[str, Edited]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent, and what is wrong with it: nothing typed is lost. wrong: field -> what
    to write instead. doubts: field -> what is unusual.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinePage:
    """The page of one line. now: what callers meet. number: whether its number is confirmed.
    removal: a draft that removes it, in words.
    """

    destination: str
    line: str
    fields: Fields
    sent: Sent
    typed: Mapping[str, str]
    hours: HoursForm
    number: NumberState
    now: LineNow | None
    removal: str

    def drafted(self, name: str) -> str:
        """The draft of a field in words; empty without one."""
        return draft_in_words(self.fields[name])


def draft_in_words(edited_field: Edited) -> str:
    """Who has drafted what; empty without a draft."""
    draft = edited_field.draft
    if draft is None:
        return ""
    told = value_in_words(draft.entity, draft.after)
    return _("%(who)s has drafted: %(value)s.", who=who(draft.by), value=told)


def line(destination: str, line: str) -> str:
    """The page of one line."""
    return _page(destination, line, Sent())


def save_line(destination: str, line: str) -> ResponseReturnValue:
    """Draft another number."""
    before = str(_fields(destination, line)["uri"].value)
    read = {"uri": lambda: read_number(request.form, "uri", line, before)}
    return _saved(destination, line, read)


def save_hours(destination: str, line: str) -> ResponseReturnValue:
    """Draft other hours, or show the form again with what a button does to it."""
    if "copy" in request.form:
        return _page(destination, line, Sent(copied(request.form)))
    if "look" in request.form:
        return _page(destination, line, _looked_at())
    return _saved(destination, line, {"hours": lambda: read_hours(request.form)})


def save_override(destination: str, line: str) -> ResponseReturnValue:
    """Draft that a line is closed or forwarded until an end, or that it is as usual again."""
    if "usual" in request.form:
        return _saved(destination, line, {"override": lambda: None})
    uri = str(_fields(destination, line)["uri"].value)

    def read() -> Value:
        until = request.form.get("preset") or request.form.get("override", "")
        to, kind = request.form.get("to", ""), uri.partition(":")[0]
        value = override_of(until, to, kind, datetime.now(UTC))
        if "to" in value:
            check_doubts(request.form, "to", value["to"], "")
        return value

    return _saved(destination, line, {"override": read})


def remove_line(destination: str, line: str) -> ResponseReturnValue:
    """Draft that a line is removed."""
    order = edited([str(Order(destination))])[str(Order(destination))].live
    removed = [one for one, draft in drafted() if draft.after is None]
    gone = {one.line for one in removed if isinstance(one, WholeLine)}
    if not {*order} - gone - {line}:
        sentence = _(
            "This is the last line here. Add another one and publish it first, or close this one "
            "for a while."
        )
        return _page(destination, line, Sent(request.form, {"remove": sentence})), 400
    entity = str(WholeLine(destination, line))
    [now] = edited([entity]).values()
    if now.live is None:
        abort(404)
    save(entity, now.seen, None, request.form.get("why", ""))
    return redirect(url_for("changes.page"), 303)


def add_routes(routes: Blueprint) -> None:
    """Let the pages of the destinations have the page of a line."""
    here = "/destinations/<destination>/<line>"
    routes.add_url_rule(here, view_func=line)
    for at, view in (
        (here, save_line),
        (f"{here}/hours", save_hours),
        (f"{here}/override", save_override),
        (f"{here}/remove", remove_line),
    ):
        routes.add_url_rule(at, view_func=view, methods=["POST"])


def _looked_at() -> Sent:
    try:
        read_hours(request.form)
    except WrongHours as error:
        return Sent(request.form, error.problems)
    return Sent(request.form)


def _saved(
    destination: str, line: str, read: Mapping[str, Callable[[], Value]]
) -> ResponseReturnValue:
    """Keep every field that was changed, or show the page again with what is wrong."""
    fields = _fields(destination, line)
    wrong: dict[str, str] = {}
    doubts: dict[str, Doubt] = {}
    form = request.form
    for name, read_it in read.items():
        try:
            seen, why = form.get(f"{name}.seen", ""), form.get("why", "")
            save(fields[name].entity, seen, read_it(), why)
        except Wrong as error:
            wrong[error.field or name] = str(error)
        except WrongHours as error:
            wrong |= error.problems
        except Doubtful as error:
            doubts["to" if name == "override" else name] = error.doubt
        except ChangedMeanwhile as error:
            wrong[name] = meanwhile(fields[name], error)
    if wrong or doubts:
        return _page(destination, line, Sent(form, wrong, doubts)), 400
    return redirect(url_for("changes.page"), 303)


def meanwhile(now: Edited, error: ChangedMeanwhile) -> str:
    """What somebody else has done to the same thing since this person saw it."""
    value = value_in_words(now.entity, now.value)
    if error.change is None:
        return _("Meanwhile this was changed to: %(value)s. Look, and save again.", value=value)
    return _(
        "%(who)s changed this meanwhile to: %(value)s. Look, and save again.",
        who=who(error.change.by),
        value=value,
    )


def _fields(destination: str, line: str) -> Fields:
    names = {name: str(LineField(destination, line, name)) for name in ("uri", "hours", "override")}
    try:
        found = edited(names.values())
    except NoSuchEntity:
        abort(404)
    return {name: found[entity] for name, entity in names.items()}


def _page(destination: str, line: str, sent: Sent) -> str:
    fields, now, hotline = _fields(destination, line), datetime.now(UTC), the_hotline()
    uri, hours = str(fields["uri"].value), str(fields["hours"].value)
    typed = {"uri": number(uri), "override": "", "to": "", "why": "", **sent.typed}
    about = hotline.tree.destinations.get(destination)
    ids = line_ids(destination, about.lines) if about else ()
    lines = dict(zip(ids, lines_now(hotline, destination, now), strict=True)) if about else {}
    removal = edited([str(WholeLine(destination, line))]).popitem()[1]
    page = LinePage(
        destination=destination,
        line=line,
        fields=fields,
        sent=sent,
        typed=typed,
        hours=hours_form(hours, sent.typed if "kind" in sent.typed else {}, sent.wrong),
        number=state_of(NewNumber(destination, uri)),
        now=lines.get(line),
        removal=draft_in_words(removal),
    )
    return render_template(
        "line.html",
        page=page,
        name=about.name if about else destination,
        override=override_in_words(fields["override"].value),
        is_overridden=bool(fields["override"].value),
        hours_now=value_in_words(fields["hours"].entity, hours),
        presets=presets(now),
        earliest=f"{belgian(now):%Y-%m-%dT%H:%M}",
    )
