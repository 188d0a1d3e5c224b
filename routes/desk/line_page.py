"""One line: its number, its hours, closing or forwarding it, and removing it. Every change is a
draft at first.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from routes.desk.editing import ChangedMeanwhile, drafted, edited, save
from routes.desk.hours_form import WrongHours, copied, read_hours
from routes.desk.line_form import Wrong, override_of
from routes.desk.line_view import SentForm, fields_of, line_page, meanwhile
from routes.desk.number_doubts import Doubt, Doubtful, check_doubts, read_number
from routes.desk.translation import _
from routes.releases.change import Value
from routes.releases.entities import Order, WholeLine


def line(destination: str, line: str) -> str:
    """The page of one line."""
    return line_page(destination, line, SentForm())


def save_line(destination: str, line: str) -> ResponseReturnValue:
    """Draft another number."""
    before = str(fields_of(destination, line)["uri"].value)
    read = {"uri": lambda: read_number(request.form, "uri", line, before)}
    return _saved(destination, line, read)


def save_hours(destination: str, line: str) -> ResponseReturnValue:
    """Draft other hours, or show the form again with what a button does to it."""
    if "copy" in request.form:
        return line_page(destination, line, SentForm(copied(request.form)))
    if "look" in request.form:
        return line_page(destination, line, _looked_at())
    return _saved(destination, line, {"hours": lambda: read_hours(request.form)})


def save_override(destination: str, line: str) -> ResponseReturnValue:
    """Draft that a line is closed or forwarded until an end, or that it is as usual again."""
    if "usual" in request.form:
        return _saved(destination, line, {"override": lambda: None})
    uri = str(fields_of(destination, line)["uri"].value)

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
        return line_page(destination, line, SentForm(request.form, {"remove": sentence})), 400
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


def _looked_at() -> SentForm:
    try:
        read_hours(request.form)
    except WrongHours as error:
        return SentForm(request.form, error.problems)
    return SentForm(request.form)


def _saved(
    destination: str, line: str, read: Mapping[str, Callable[[], Value]]
) -> ResponseReturnValue:
    """Keep every field that was changed, or show the page again with what is wrong."""
    fields = fields_of(destination, line)
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
        return line_page(destination, line, SentForm(form, wrong, doubts)), 400
    return redirect(url_for("changes.page"), 303)
