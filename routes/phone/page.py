"""The telephone in the browser, for development: it can call as anybody and sees the TwiML."""

from flask import Blueprint, render_template

from routes.hotline import the_app, the_hotline
from routes.phone.calls import add_call_routes
from routes.phone.listening import add_listening_page
from routes.phone.words import words
from routes.say import untranslated


def phone_routes() -> Blueprint:
    """The page, its calls, and the listening page beside it."""
    routes = Blueprint("phone", __name__, template_folder="templates", static_folder="static")
    add_listening_page(routes)
    add_call_routes(routes, "/phone", the_app, untranslated)

    @routes.get("/")
    def page() -> str:
        number = the_hotline().settings.hotline_number
        return render_template("phone.html", number=number, words=words(untranslated), _=untranslated)

    return routes
