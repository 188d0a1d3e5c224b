"""Adding a line to a destination. It is a draft at first, which can be changed, and needs a second
person.
"""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from routes.call.hotline import the_hotline
from routes.desk.editing import ChangedMeanwhile, Edited, edited, save
from routes.desk.hours_form import WrongHours, copied, hours_form, read_hours
from routes.desk.line_form import Wrong
from routes.desk.line_view import SentForm, meanwhile
from routes.desk.lines import number
from routes.desk.number_doubts import Doubt, Doubtful, read_number
from routes.releases.change import Value
from routes.releases.entities import WholeLine


def new_line(destination: str) -> str:
    """The form of a new line."""
    return _page(destination, _new(destination), SentForm())


def add_line(destination: str) -> ResponseReturnValue:
    """Draft a new line, or show the form again with what a button does to it."""
    return _saved(destination, _new(destination))


def drafted_line(destination: str, line: str) -> str:
    """The form of a line that is drafted, and not there yet."""
    return _page(destination, _drafted(destination, line), SentForm())


def change_drafted_line(destination: str, line: str) -> ResponseReturnValue:
    """Draft it otherwise."""
    return _saved(destination, _drafted(destination, line))


def add_routes(routes: Blueprint) -> None:
    """Let the pages of the destinations have the form of a new line."""
    for at, show, take in (
        ("/destinations/<destination>/lines/new", new_line, add_line),
        ("/destinations/<destination>/lines/<line>", drafted_line, change_drafted_line),
    ):
        routes.add_url_rule(at, view_func=show)
        routes.add_url_rule(at, view_func=take, methods=["POST"])


def _saved(destination: str, now: Edited) -> ResponseReturnValue:
    if "copy" in request.form:
        return _page(destination, now, SentForm(copied(request.form)))
    entries: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    doubts: dict[str, Doubt] = {}
    try:
        entries["hours"] = read_hours(request.form)
    except WrongHours as error:
        wrong |= error.problems
    if "look" in request.form:
        return _page(destination, now, SentForm(request.form, wrong))
    try:
        entries["uri"] = read_number(request.form, "uri", "", _uri(now))
    except Wrong as error:
        wrong["uri"] = str(error)
    except Doubtful as error:
        doubts["uri"] = error.doubt
    line = {name: value for name, value in entries.items() if value}
    if not (wrong or doubts):
        try:
            seen, why = request.form.get("line.seen", now.seen), request.form.get("why", "")
            save(now.entity, seen, line, why)
            return redirect(url_for("changes.page"), 303)
        except ChangedMeanwhile as error:
            wrong["uri"] = meanwhile(now, error)
    return _page(destination, now, SentForm(request.form, wrong, doubts)), 400


def _page(destination: str, now: Edited, sent: SentForm) -> str:
    about = the_hotline().tree.destinations[_known(destination)]
    uri, draft = _uri(now), now.draft
    return render_template(
        "new_line.html",
        name=about.name,
        destination=destination,
        seen=now.seen,
        is_drafted=draft is not None,
        sent=sent,
        typed={
            "uri": number(uri) if uri else "",
            "why": draft.why if draft else "",
            **sent.typed,
        },
        hours=hours_form((now.value or {}).get("hours", ""), sent.typed, sent.wrong),
    )


def _new(destination: str) -> Edited:
    return _edited(WholeLine(_known(destination), secrets.token_hex(4)))


def _drafted(destination: str, line: str) -> Edited:
    """A line that is drafted. Answers 404 for one that is there, or that nobody has drafted."""
    now = _edited(WholeLine(_known(destination), line))
    return now if now.draft and now.draft.after and now.live is None else abort(404)


def _edited(line: WholeLine) -> Edited:
    return edited([str(line)])[str(line)]


def _uri(now: Edited) -> str:
    return str(now.value["uri"]) if now.value else ""


def _known(destination: str) -> str:
    return destination if destination in the_hotline().tree.destinations else abort(404)
