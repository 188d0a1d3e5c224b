"""The telephone in the browser, for development: it needs no password and shows the TwiML."""

from flask import Blueprint, render_template

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import the_hotline
from routes.extension import this_app
from routes.simulator.telephone.calls import Called, add_call_routes
from routes.simulator.telephone.listening_page import add_listening_page
from routes.simulator.telephone.texts import script_texts
from routes.translations import untranslated


def phone_routes() -> Blueprint:
    """The page, its calls, and the listening page beside it."""
    routes = Blueprint("phone", __name__, template_folder="templates", static_folder="static")
    add_listening_page(routes)
    add_call_routes(
        routes, "/phone", lambda _: Called(this_app()), untranslated, lambda: SOURCE_LANGUAGE
    )

    @routes.get("/")
    def page() -> str:
        number = the_hotline().settings.hotline_number
        texts = script_texts(untranslated)
        return render_template("phone.html", number=number, texts=texts, _=untranslated)

    return routes
