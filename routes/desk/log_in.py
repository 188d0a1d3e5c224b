"""Logging in and out, and the language of the pages."""

import logging
from contextlib import suppress

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from routes.call.hotline import the_hotline
from routes.database.store import DeskDown, the_store
from routes.desk.actions import count_refused
from routes.desk.delays import DELAYS
from routes.desk.guard import network, own_page
from routes.desk.known_browser import known_browser, remember_browser
from routes.desk.password import is_right
from routes.desk.session import begin, end, logged_in
from routes.desk.translation import LANGUAGES

log = logging.getLogger(__name__)
routes = Blueprint("entry", __name__)


@routes.route("/log-in", methods=["GET", "POST"])
def log_in() -> ResponseReturnValue:
    """Ask for the password, then go on to the page that was asked for."""
    page = request.values.get("page", "/")
    if request.method == "GET":
        if logged_in():
            return redirect(own_page(page))
        return render_template("log_in.html", page=page), 200
    if wait := DELAYS.here().seconds_to_wait(network(), known_browser()):
        told = render_template("log_in.html", page=page, wait=wait)
        return told, 429, {"Retry-After": str(wait)}
    kept = the_hotline().settings.staff_password_hash
    if kept and is_right(kept.get_secret_value(), request.form.get("password", "")):
        begin()
        return remember_browser(redirect(own_page(page), 303))
    log.warning("a log-in at the desk failed")
    with suppress(DeskDown):
        count_refused(the_store())
    return render_template("log_in.html", page=page, wrong=True), 403


@routes.post("/log-out")
def log_out() -> Response:
    """End the session, and go back to the log-in."""
    end()
    return redirect(own_page("/log-in"), 303)


@routes.post("/log-out-everywhere")
def log_out_everywhere() -> Response:
    """End all sessions of the same account, also those in other browsers."""
    end(everywhere=True)
    return redirect(own_page("/log-in"), 303)


@routes.post("/language")
def choose_language() -> Response:
    """Keep the language of the pages for this session, and show the same page in it."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(own_page(request.form.get("page", "/")), 303)
