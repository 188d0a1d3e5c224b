"""Logging in and out, and the language of the pages."""

import logging
from contextlib import suppress

from flask import Blueprint, Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from routes.call.hotline import the_hotline
from routes.database.store import DeskDown, the_store
from routes.desk import own_password
from routes.desk.actions import count_refused
from routes.desk.delays import DELAYS
from routes.desk.guard import network, own_page
from routes.desk.known_browser import known_browser, remember_browser
from routes.desk.password import is_right
from routes.desk.person import Person, WayIn, a_coordinator_can_log_in, persons
from routes.desk.session import begin, end, logged_in
from routes.desk.translation import LANGUAGES
from routes.desk.typed import typed_here

log = logging.getLogger(__name__)
routes = Blueprint("entry", __name__)


@routes.get("/log-in")
def log_in_page() -> ResponseReturnValue:
    """Ask who somebody is, then go on to the page that was asked for."""
    page = request.args.get("page", "/")
    if logged_in():
        return redirect(own_page(page))
    return log_in_form(page)


@routes.post("/log-in")
def log_in() -> ResponseReturnValue:
    """Log in with a name, a password and a code; or with the shared password, which has no name."""
    page = request.form.get("page", "/")
    if wait := seconds_to_wait():
        return log_in_form(page, wait=wait), 429, {"Retry-After": str(wait)}
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if not name:
        return _welcome(None, page) if _is_shared(password) else _refuse(page, "shared")
    person = own_password.person_with(name, password, request.form.get("code", ""))
    return _welcome(person, page) if person else _refuse(page, "own")


@routes.post("/log-in/challenge")
def challenge() -> ResponseReturnValue:
    """Give a challenge for a passkey to sign."""
    if wait := seconds_to_wait():
        return "", 429, {"Retry-After": str(wait)}
    from routes.desk import passkey_signatures

    return Response(passkey_signatures.request_options(), content_type="application/json")


@routes.post("/log-in/passkey")
def log_in_with_passkey() -> ResponseReturnValue:
    """Log in with a challenge that a passkey has signed."""
    page = request.form.get("page", "/")
    if wait := seconds_to_wait():
        return log_in_form(page, wait=wait), 429, {"Retry-After": str(wait)}
    from routes.desk import passkey_signatures

    person = passkey_signatures.person_with(request.form.get("credential", ""))
    return _welcome(person, page) if person else _refuse(page, "passkey")


@routes.post("/log-out")
def log_out() -> AnyResponse:
    """End the session, and go back to the log-in."""
    end()
    return redirect(own_page("/log-in"), 303)


@routes.post("/log-out-everywhere")
def log_out_everywhere() -> AnyResponse:
    """End the sessions of everybody, also this one."""
    end(everywhere=True)
    return redirect(own_page("/log-in"), 303)


@routes.post("/language")
def choose_language() -> AnyResponse:
    """Keep the language of the pages for this session, and show the same page in it."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(own_page(request.form.get("page", "/")), 303)


def log_in_form(page: str, *, wrong: str = "", wait: int = 0, ended: bool = False) -> str:
    """The log-in. wrong: what was tried. wait: seconds. ended: whether a session has just ended.

    It is there while the database is gone, and then offers what it can.
    """
    ways, shared = {WayIn.PASSWORD, WayIn.PASSKEY}, False
    with suppress(DeskDown):
        ways, shared = the_store().do(_ways_in)
    shared = shared and the_hotline().settings.staff_password_hash is not None
    name = request.form.get("name", "")
    return render_template(
        "log_in.html",
        page=page,
        wrong=wrong,
        wait=wait,
        ended=ended,
        ways=ways,
        shared=shared,
        name=name,
    )


def seconds_to_wait() -> int:
    """Seconds that the sender of this request must wait before an attempt. 0 lets it through, and
    counts it.
    """
    return DELAYS.here().seconds_to_wait(network(), known_browser())


def _ways_in(connection: Connection) -> tuple[set[WayIn], bool]:
    """What somebody here logs in with, and whether no coordinator does."""
    ways = {person.way_in for person in persons(connection) if person.ended is None}
    return ways - {WayIn.NONE}, not a_coordinator_can_log_in(connection)


def _is_shared(password: str) -> bool:
    """Whether this is the shared password, and it still opens the desk. A wrong password is refused
    without the database.
    """
    kept = the_hotline().settings.staff_password_hash
    if not kept or not is_right(kept.get_secret_value(), password):
        return False
    return not the_store().do(a_coordinator_can_log_in)


def _welcome(person: Person | None, page: str) -> AnyResponse:
    begin(person)
    if typed := typed_here():
        return remember_browser(Response(render_template("again.html", typed=typed)))
    return remember_browser(redirect(own_page(page), 303))


def _refuse(page: str, wrong: str) -> ResponseReturnValue:
    log.warning("a log-in at the desk failed")
    with suppress(DeskDown):
        count_refused(the_store())
    return log_in_form(page, wrong=wrong), 403
