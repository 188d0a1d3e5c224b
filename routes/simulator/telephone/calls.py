"""The calls of a telephone in a browser: one small request for everything that the caller or the
line does.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable

from flask import Blueprint, Flask, Response, abort, jsonify, request

from routes.call.hotline import the_hotline
from routes.extension import Extension
from routes.simulator.carrier import CarrierError
from routes.simulator.handset import Handset, Line
from routes.simulator.view import view
from routes.translations import Say

_MOST_CALLS = 50
_MOST_ACTS = 500
Act = tuple[str, str]
"""What is done, and with which key."""


def _ends(how: Line) -> Callable[[Handset, str], None]:
    return lambda handset, _: handset.ends(how)


_ACTS: dict[str, Callable[[Handset, str], None]] = {
    "call": lambda handset, _: handset.call(),
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


class Calls:
    """Calls to an application. The browser sends all that was done before besides: a process that
    has never heard of a call, or not of its latest act, since another one did it, does the same
    once more, and then goes on.
    """

    def __init__(self, app: Callable[[], Flask]) -> None:
        self._app = app
        self._calls: OrderedDict[str, tuple[list[Act], Handset]] = OrderedDict()

    def act(self, name: str, before: list[Act] | None, act: Act) -> tuple[list[Act], Handset]:
        """All that was done, and the handset after it. Raises KeyError for a call that nobody
        knows, CarrierError for what cannot be done now.
        """
        done, handset = self._calls[name] if before is None else self._known(name, before)
        _ACTS[act[0]](handset, act[1])
        self._calls[name] = [*done, act], handset
        if len(self._calls) > _MOST_CALLS:
            self._calls.popitem(last=False)
        return self._calls[name]

    def _known(self, name: str, before: list[Act]) -> tuple[list[Act], Handset]:
        done, handset = self._calls.get(name, ([], None))
        if handset is None or done != before:
            handset = Handset(self._app())
            for what, key in before:
                _ACTS[what](handset, key)
        return before, handset


def add_call_routes(routes: Blueprint, at: str, app: Callable[[], Flask], say: Say) -> None:
    """POST <at>/calls, and POST <at>/calls/<name>/<act> with `key`, and `before`: what an answer
    told as `acts`.
    """

    calls: Extension[Calls] = Extension("calls", lambda: Calls(app))

    @routes.post(f"{at}/calls")
    def call() -> Response:
        return _do(calls.here(), secrets.token_urlsafe(8), "call", [], say)

    @routes.post(f"{at}/calls/<name>/<act>")
    def act(name: str, act: str) -> Response:
        return _do(calls.here(), name, act, _acts_of(request.form.get("before")), say)


def _do(calls: Calls, name: str, act: str, before: list[Act] | None, say: Say) -> Response:
    if act not in _ACTS:
        abort(404)
    try:
        done, handset = calls.act(name, before, (act, request.form.get("key", "")[:1]))
    except KeyError:
        abort(404)
    except CarrierError as error:
        return _problem(str(error))
    told = " ".join(":".join(one) for one in done)
    return jsonify(view(the_hotline(), handset, say) | {"name": name, "acts": told})


def _acts_of(told: str | None) -> list[Act] | None:
    """What an answer told as `acts`, read back. Anything else is refused."""
    if told is None:
        return None
    acts = [one.partition(":")[::2] for one in told.split()]
    if len(acts) > _MOST_ACTS or any(what not in _ACTS or len(key) > 1 for what, key in acts):
        abort(400)
    return acts


def _problem(message: str) -> Response:
    response = jsonify(problem=message)
    response.status_code = 409
    return response
