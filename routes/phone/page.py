"""The telephone in the browser. Only in development: it can call as anybody and sees the TwiML."""

import secrets
from collections import OrderedDict
from collections.abc import Callable

from flask import Blueprint, Response, abort, jsonify, render_template, request

from routes.hotline import the_app, the_hotline
from routes.phone.carrier import CarrierError
from routes.phone.handset import Handset, Line
from routes.phone.listening import add_listening_page
from routes.phone.view import view

_MOST_CALLS = 50


def _ends(how: Line) -> Callable[[Handset, str], None]:
    return lambda handset, _: handset.ends(how)


_ACTS: dict[str, Callable[[Handset, str], None]] = {
    "press": lambda handset, key: handset.press(key[:1]),
    "wait": lambda handset, _: handset.wait(),
    "hang-up": lambda handset, _: handset.hang_up(),
    "pick-up": lambda handset, _: handset.picks_up(),
    "accept": lambda handset, _: handset.whisper_press("1"),
    "interpreter": lambda handset, key: handset.whisper_press(key[:1]),
    "decline": lambda handset, _: handset.declines(),
    "whisper-wait": lambda handset, _: handset.whisper_wait(),
    "conversation-ends": lambda handset, _: handset.conversation_ends(),
    **{how.value: _ends(how) for how in Line},
}
"""What the caller, or whoever is rung, can do. The second argument is a key."""


def phone_routes() -> Blueprint:
    """The page, and one small request for everything that the caller or the line does."""
    routes = Blueprint("phone", __name__, template_folder="templates", static_folder="static")
    calls: OrderedDict[str, Handset] = OrderedDict()

    add_listening_page(routes)

    @routes.get("/")
    def page() -> str:
        return render_template("phone.html", number=the_hotline().settings.hotline_number)

    @routes.post("/phone/calls")
    def call() -> Response:
        name = secrets.token_urlsafe(8)
        calls[name] = Handset(the_app())
        if len(calls) > _MOST_CALLS:
            calls.popitem(last=False)
        return _do(name, calls[name], lambda handset, _: handset.call())

    @routes.post("/phone/calls/<name>/<act>")
    def act(name: str, act: str) -> Response:
        if name not in calls or act not in _ACTS:
            abort(404)
        return _do(name, calls[name], _ACTS[act])

    return routes


def _do(name: str, handset: Handset, act: Callable[[Handset, str], None]) -> Response:
    try:
        act(handset, request.form.get("key", ""))
    except CarrierError as error:
        return _problem(str(error))
    return jsonify(view(the_hotline(), handset) | {"name": name})


def _problem(message: str) -> Response:
    response = jsonify(problem=message)
    response.status_code = 409
    return response
