"""The desk: an application of its own below /staff, so its sessions, forms and limits never touch
a call.
"""

import logging
from contextlib import suppress
from datetime import timedelta

import click
from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from routes.call.faults import without_values
from routes.call.hotline import ALSO, HOTLINE, Hotline
from routes.database.store import DESK_STORE, IN_MEMORY, PAUSE, DeskDown, desk_store_of
from routes.desk import channels, examination, invitation, log_in, notice_recording, own_notice
from routes.desk.check import who_can_log_in
from routes.desk.delays import DELAYS, Delays
from routes.desk.examinations import EXAMINATIONS, Examinations
from routes.desk.guard import harden, only_the_staff
from routes.desk.pages import PAGES, navigation, pages_for
from routes.desk.review.door import take_recordings
from routes.desk.review.native_speakers import native_speakers
from routes.desk.session import LONGEST, logged_in, may
from routes.desk.telephone import CALLED
from routes.desk.translation import LANGUAGES, gettext, language, ngettext
from routes.desk.typed import typed_here
from routes.desk.watching import prepare_watch
from routes.statistics.recorder import STATISTICS

log = logging.getLogger(__name__)

PATH = "/staff"
LARGEST_REQUEST = 32 * 1024
"""Bytes."""


def open_desk(app: Flask) -> None:
    """Serve the desk below /staff of the hotline's application."""
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PATH: desk_of(app)})  # type: ignore[method-assign]


def desk_of(app: Flask) -> Flask:
    """The desk of a hotline's application."""
    hotline = HOTLINE.of(app)
    desk = Flask("routes.desk")
    desk.config.update(_config(hotline))
    HOTLINE.put(desk, hotline)
    ALSO.of(app).append(desk)
    STATISTICS.put(desk, STATISTICS.of(app))
    CALLED.put(desk, app)
    store = DESK_STORE.put(desk, desk_store_of(hotline.settings))
    if store.in_memory and not hotline.settings.development:
        log.warning("%s", IN_MEMORY)
    if click.get_current_context(silent=True) is None:
        with suppress(DeskDown):  # it has been logged, and pages try again
            store.open()
        if hotline.settings.staff_password_hash:
            log.warning("%s", who_can_log_in(hotline.settings).message)
    DELAYS.put(desk, Delays())
    examinations = EXAMINATIONS.put(desk, Examinations(store))
    prepare_watch(app, store, examinations)
    # Before the check of forms: to a person who is not logged in, every address is the log-in.
    desk.before_request(only_the_staff)
    desk.before_request(take_recordings)
    CSRFProtect(desk)
    desk.after_request(harden)
    own = (
        log_in.routes,
        invitation.routes,
        examination.routes,
        channels.routes,
        own_notice.routes,
        notice_recording.routes,
        native_speakers,
    )
    for routes in (*own, *(page.routes for page in PAGES)):
        desk.register_blueprint(routes)
    _add_translations(desk)
    _add_error_pages(desk)
    return desk


def _config(hotline: Hotline) -> dict[str, object]:
    first, *others = (key.get_secret_value() for key in hotline.settings.secret_key)
    return {
        "SECRET_KEY": first,
        "SECRET_KEY_FALLBACKS": others,
        "SESSION_COOKIE_NAME": "desk",
        "SESSION_COOKIE_PATH": PATH,
        "SESSION_COOKIE_SECURE": not hotline.settings.development,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(seconds=LONGEST),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # it needs a referrer, which the pages never send
    }


def _add_translations(desk: Flask) -> None:
    desk.jinja_env.add_extension("jinja2.ext.i18n")
    desk.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]

    @desk.context_processor
    def frame() -> dict[str, object]:
        here = request.full_path.rstrip("?") if request.method == "GET" else "/"
        somebody = logged_in()
        pages = pages_for(somebody.roles) if somebody else ()
        return {
            "languages": LANGUAGES,
            "language": language(),
            "pages": pages,
            "navigation": navigation(pages),
            "may_use": may,
            "me": somebody.person if somebody else None,
            "is_shared": somebody is not None and somebody.person is None,
            "here": here,
            "typed_here": typed_here,
        }


def _add_error_pages(desk: Flask) -> None:
    @desk.errorhandler(Unauthorized)
    def ended(_error: Unauthorized) -> ResponseReturnValue:
        return log_in.log_in_form("/", ended=True), 401

    @desk.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        return render_template("error.html", code=code, form=isinstance(error, CSRFError)), code

    @desk.errorhandler(DeskDown)
    def down(error: DeskDown) -> ResponseReturnValue:
        wait = int(PAUSE)
        return render_template("down.html", why=str(error)), 503, {"Retry-After": str(wait)}

    @desk.errorhandler(Exception)
    def fail(error: Exception) -> tuple[str, int]:
        log.error("a page of the desk failed: %s", without_values(error))
        HOTLINE.of(desk).faults.keep(error, in_call=False)
        return render_template("error.html", code=500, form=False), 500
