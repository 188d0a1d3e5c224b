"""The calls of a telephone in a browser: a small request for each act of the caller or the line."""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict
from typing import NamedTuple

from flask import Blueprint, Flask, Response, abort, jsonify, request

from routes.call.hotline import the_hotline
from routes.extension import Extension
from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.view import view
from routes.translations import Say

log = logging.getLogger(__name__)

_MOST_CALLS = 50
_MOST_ACTS = 500


class Act(NamedTuple):
    """One thing that was done in a call. name: one of _ACTS. key: the key that the caller pressed,
    if any.
    """

    name: str
    key: str


def _ends(how: Unanswered) -> Callable[[Handset, str], None]:
    return lambda handset, _: handset.ends(how)


_ACTS: dict[str, Callable[[Handset, str], None]] = {
    "call": lambda handset, _: handset.call(),
    "press": lambda handset, key: handset.press(key),
    "wait": lambda handset, _: handset.wait(),
    "hang-up": lambda handset, _: handset.hang_up(),
    "pick-up": lambda handset, _: handset.picks_up(),
    "accept": lambda handset, _: handset.accepts(),
    "interpreter": lambda handset, _: handset.takes_with_interpreter(),
    "decline": lambda handset, _: handset.declines(),
    "whisper-wait": lambda handset, _: handset.whisper_wait(),
    "conversation-ends": lambda handset, _: handset.conversation_ends(),
    **{how.value: _ends(how) for how in Unanswered},
}
"""What the caller, or the person who is rung, can do. The second argument is the caller's key."""


class BrowserCalls:
    """The calls that browsers make to an application.

    A browser sends every earlier act along with the next one. A server has several processes, and
    one that does not know the call, or not its latest acts, repeats them on a handset of its own.
    """

    def __init__(self, app: Callable[[], Flask]) -> None:
        self._app = app
        self._calls: OrderedDict[str, tuple[list[Act], Handset]] = OrderedDict()

    def act(self, name: str, before: list[Act] | None, act: Act) -> tuple[list[Act], Handset]:
        """Do one act more. Returns all acts, and the handset after them.

        before: the earlier acts; None when the browser did not send them. Raises KeyError for a
        call that this process does not know, CarrierError for an act that is impossible now.
        """
        done, handset = self._calls[name] if before is None else self._known(name, before)
        if done and handset.state is State.OVER:
            return done, handset  # pressed while the answer to the hang-up was on its way
        _ACTS[act.name](handset, act.key)
        self._calls[name] = [*done, act], handset
        if len(self._calls) > _MOST_CALLS:
            self._calls.popitem(last=False)
        return self._calls[name]

    def _known(self, name: str, before: list[Act]) -> tuple[list[Act], Handset]:
        done, handset = self._calls.get(name, ([], None))
        if handset is None or done != before:
            handset = Handset(self._app())
            for act in before:
                _ACTS[act.name](handset, act.key)
        return before, handset


def add_call_routes(routes: Blueprint, at: str, app: Callable[[], Flask], say: Say) -> None:
    """POST <at>/calls begins a call. POST <at>/calls/<name>/<act> goes on with it: `key` is the
    caller's key, and `before` is the `acts` of the last answer.
    """

    calls: Extension[BrowserCalls] = Extension("calls", lambda: BrowserCalls(app))

    @routes.post(f"{at}/calls")
    def call() -> Response:
        return _do(calls.here(), secrets.token_urlsafe(8), "call", [], say)

    @routes.post(f"{at}/calls/<name>/<act>")
    def act(name: str, act: str) -> Response:
        return _do(calls.here(), name, act, _acts_of(request.form.get("before")), say)


def _do(calls: BrowserCalls, name: str, act: str, before: list[Act] | None, say: Say) -> Response:
    if act not in _ACTS:
        abort(404)
    try:
        done, handset = calls.act(name, before, Act(act, request.form.get("key", "")[:1]))
    except KeyError:
        log.info("a telephone in a browser went on with a call that this process does not know")
        abort(404)
    except CarrierError as error:
        log.warning("a call of the telephone in the browser failed: %s", error)
        response = jsonify(problem=str(error))
        response.status_code = 409
        return response
    shown = asdict(view(the_hotline(), handset, say))
    acts = " ".join(f"{act.name}:{act.key}" for act in done)
    return jsonify(shown | {"name": name, "acts": acts})


def _acts_of(written: str | None) -> list[Act] | None:
    """Reads the `acts` of an answer. Refuses what no answer has said."""
    if written is None:
        return None
    acts = [Act(*act.partition(":")[::2]) for act in written.split()]
    if len(acts) > _MOST_ACTS or any(act.name not in _ACTS or len(act.key) > 1 for act in acts):
        abort(400)
    return acts
