"""Logging in and out, and the language of the pages."""

import logging

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from routes.call.hotline import the_hotline
from routes.desk.guard import own_page
from routes.desk.password import is_right
from routes.desk.session import begin, end, is_logged_in
from routes.desk.translation import LANGUAGES

log = logging.getLogger(__name__)
routes = Blueprint("entry", __name__)


@routes.route("/log-in", methods=["GET", "POST"])
def log_in() -> Response | tuple[str, int]:
    """Ask for the password, then go on to the page that was asked for."""
    page = request.values.get("page", "/")
    if request.method == "GET":
        if is_logged_in():
            return redirect(own_page(page))
        return render_template("log_in.html", page=page), 200
    kept = the_hotline().settings.staff_password_hash
    if kept and is_right(kept.get_secret_value(), request.form.get("password", "")):
        begin()
        return redirect(own_page(page), 303)
    log.warning("a log-in at the desk failed")
    return render_template("log_in.html", page=page, wrong=True), 403


@routes.post("/log-out")
def log_out() -> Response:
    """End the session, and go back to the log-in."""
    end()
    return redirect(own_page("/log-in"), 303)


@routes.post("/language")
def choose_language() -> Response:
    """Keep the language of the pages for this session, and show the same page in it."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(own_page(request.form.get("page", "/")), 303)
