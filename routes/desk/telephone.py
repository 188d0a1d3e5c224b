"""The telephone in the browser, for coordinators: what a caller hears, and what the person hears
who is rung, without ringing anybody. Beside it: the sheets that are printed for the centres.
"""

from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Flask, abort, render_template, request

import routes.simulator.telephone
from routes.call.hotline import the_hotline
from routes.desk.call_form import called, choice_of, drafts_of, other_days
from routes.desk.centre_sheet import sheet_language, sheet_of, sheets
from routes.desk.lines import lines_status, number
from routes.desk.translation import LANGUAGES, gettext, in_language, language
from routes.extension import Extension
from routes.simulator.telephone.calls import add_call_routes
from routes.simulator.telephone.texts import script_texts

_FOLDER = Path(routes.simulator.telephone.__file__).parent

CALLED: Extension[Flask] = Extension("called")
"""The hotline's own application, whose webhooks this telephone requests as a carrier does."""

telephone = Blueprint(
    "telephone",
    __name__,
    static_folder=_FOLDER / "static",
    static_url_path="/telephone/static",
    template_folder=_FOLDER / "templates",
)
add_call_routes(
    telephone, "/telephone", lambda written: called(CALLED.here(), written), gettext, language
)


@telephone.get("/telephone")
def page() -> str:
    """The telephone. It needs JavaScript."""
    now = datetime.now(UTC)
    hotline = the_hotline()
    drafts = drafts_of(CALLED.here())
    choice = choice_of(request.args, drafts, now)
    return render_template(
        "telephone.html",
        number=number(f"tel:{hotline.settings.hotline_number}"),
        texts=script_texts(gettext),
        choice=choice,
        drafts=drafts,
        days=list(other_days(now)),
        open_then=list(lines_status(hotline, choice.moment)) if choice.moment else [],
        sheets=sheets(hotline),
    )


@telephone.get("/telephone/sheet/<name>")
def sheet(name: str) -> str:
    """A sheet for a destination, in its own language or in one that is chosen."""
    hotline = the_hotline()
    if name not in sheets(hotline):
        abort(404)
    wanted = request.args.get("language", "")
    tag = wanted if wanted in LANGUAGES else sheet_language(hotline, name, LANGUAGES)
    with in_language(tag):
        sheet = sheet_of(hotline, name, datetime.now(UTC))
        return render_template("centre_sheet.html", sheet=sheet, name=name)
