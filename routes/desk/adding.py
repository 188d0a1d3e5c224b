"""Adding a line to a destination. It is a draft at first, and needs a second person."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from routes.call.hotline import the_hotline
from routes.desk.editing import edited, save
from routes.desk.hours_form import WrongHours, copied, hours_form, read_hours
from routes.desk.line_form import Wrong
from routes.desk.line_page import Sent
from routes.desk.number_doubts import Doubt, Doubtful, read_number
from routes.releases.change import Value
from routes.releases.entities import WholeLine


def new_line(destination: str) -> str:
    """The form of a new line."""
    return _page(destination, Sent())


def add_line(destination: str) -> ResponseReturnValue:
    """Draft a new line, or show the form again with what a button does to it."""
    if "copy" in request.form:
        return _page(destination, Sent(copied(request.form)))
    entries: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    doubts: dict[str, Doubt] = {}
    try:
        entries["hours"] = read_hours(request.form)
    except WrongHours as error:
        wrong |= error.problems
    if "look" in request.form:
        return _page(destination, Sent(request.form, wrong))
    try:
        entries["uri"] = read_number(request.form, "uri", "")
    except Wrong as error:
        wrong["uri"] = str(error)
    except Doubtful as error:
        doubts["uri"] = error.doubt
    if wrong or doubts:
        return _page(destination, Sent(request.form, wrong, doubts)), 400
    entity = str(WholeLine(_known(destination), secrets.token_hex(4)))
    line = {name: value for name, value in entries.items() if value}
    save(entity, edited([entity])[entity].seen, line, request.form.get("why", ""))
    return redirect(url_for("changes.page"), 303)


def add_routes(routes: Blueprint) -> None:
    """Let the pages of the destinations have the form of a new line."""
    at = "/destinations/<destination>/lines/new"
    routes.add_url_rule(at, view_func=new_line)
    routes.add_url_rule(at, view_func=add_line, methods=["POST"])


def _page(destination: str, sent: Sent) -> str:
    about = the_hotline().tree.destinations[_known(destination)]
    return render_template(
        "new_line.html",
        name=about.name,
        destination=destination,
        sent=sent,
        typed={"uri": "", "why": "", **sent.typed},
        hours=hours_form("", sent.typed, sent.wrong),
    )


def _known(destination: str) -> str:
    return destination if destination in the_hotline().tree.destinations else abort(404)
