"""The telephone in the browser, for coordinators: what a caller hears, without ringing anybody."""

from pathlib import Path

from flask import Blueprint, Flask, render_template

import routes.simulator.telephone
from routes.call.hotline import the_hotline
from routes.desk.lines import number
from routes.desk.translation import gettext
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
add_call_routes(telephone, "/telephone", CALLED.here, gettext)


@telephone.get("/telephone")
def page() -> str:
    """The telephone. It needs JavaScript."""
    own = f"tel:{the_hotline().settings.hotline_number}"
    return render_template("telephone.html", number=number(own), texts=script_texts(gettext))
