"""The calls of a telephone in a browser: a small request for each act of the caller or the line."""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import NamedTuple

from flask import Blueprint, Flask, Response, abort, jsonify, request

from routes.call.clock import Clock
from routes.call.hotline import HOTLINE
from routes.extension import Extension
from routes.simulator.handset import Handset, State, Unanswered
from routes.simulator.simulated_carrier import AppCarrier, CarrierError
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


@dataclass(frozen=True)
class Called:
    """What a telephone calls. app: the application of the hotline. clock: the time of the call;
    None for the real time.
    """

    app: Flask
    clock: Clock | None = None


class CannotCall(Exception):
    """What a telephone wants to call cannot be called. Says why, in the language of the page."""


Calls = Callable[[str], Called]
"""What the page asks to be called -> what is called. Raises CannotCall."""


def _ends(how: Unanswered) -> Callable[[Handset, str], None]:
    return lambda handset, _: handset.ends(how)


_ACTS: dict[str, Callable[[Handset, str], None]] = {
    "call": lambda handset, _: handset.call(),
    "press": lambda handset, key: handset.press(key),
    "wait": lambda handset, _: handset.wait(),
    "hang-up": lambda handset, _: handset.hang_up(),
    "pick-up": lambda handset, _: handset.picks_up(),
    "decline": lambda handset, _: handset.declines(),
    "whisper-press": lambda handset, key: handset.whisper_press(key),
    "whisper-wait": lambda handset, _: handset.whisper_wait(),
    "conversation-ends": lambda handset, _: handset.conversation_ends(),
    **{how.value: _ends(how) for how in Unanswered},
}
"""What the caller, or the person who is rung, can do. The second argument is the key of either."""


class Call(NamedTuple):
    """A call so far."""

    acts: list[Act]
    handset: Handset
    app: Flask


class BrowserCalls:
    """The calls that browsers make.

    A browser sends every earlier act along with the next one, and what is called. A server has
    several processes, and one that does not know the call, or not its latest acts, repeats them on
    a handset of its own.
    """

    def __init__(self) -> None:
        self._calls: OrderedDict[str, Call] = OrderedDict()

    def act(
        self, name: str, before: list[Act] | None, act: Act, called: Callable[[], Called]
    ) -> Call:
        """Do one act more. Returns the call after it.

        before: the earlier acts; None when the browser did not send them. Raises KeyError for a
        call that this process does not know, CarrierError for an act that is impossible now, and
        CannotCall.
        """
        call = self._calls[name] if before is None else self._known(name, before, called)
        if call.acts and call.handset.state is State.OVER:
            return call  # pressed while the answer to the hang-up was on its way
        _ACTS[act.name](call.handset, act.key)
        self._calls[name] = call._replace(acts=[*call.acts, act])
        if len(self._calls) > _MOST_CALLS:
            self._calls.popitem(last=False)
        return self._calls[name]

    def _known(self, name: str, before: list[Act], called: Callable[[], Called]) -> Call:
        known = self._calls.get(name)
        if known and known.acts == before:
            return known
        what = called()
        handset = Handset(AppCarrier(what.app, what.clock))
        for act in before:
            _ACTS[act.name](handset, act.key)
        return Call(before, handset, what.app)


def add_call_routes(
    routes: Blueprint, at: str, called: Calls, say: Say, language: Callable[[], str]
) -> None:
    """POST <at>/calls begins a call. POST <at>/calls/<name>/<act> goes on with it: `key` is what is
    pressed, `before` is the `acts` of the last answer, and `called` what the page asks to be
    called. say, language: of the page.
    """

    calls: Extension[BrowserCalls] = Extension("calls", BrowserCalls)

    def do(name: str, act: str, before: list[Act] | None) -> Response:
        if act not in _ACTS:
            abort(404)
        wanted, pressed = request.form.get("called", ""), request.form.get("key", "")[:1]
        try:
            call = calls.here().act(name, before, Act(act, pressed), lambda: called(wanted))
        except KeyError:
            log.info("a telephone in a browser went on with a call that this process does not know")
            abort(404)
        except CannotCall as error:
            return _problem(refused=str(error))
        except CarrierError as error:
            log.warning("a call of the telephone in the browser failed: %s", error)
            return _problem(problem=str(error))
        shown = asdict(view(HOTLINE.of(call.app), call.handset, say, language()))
        acts = " ".join(f"{act.name}:{act.key}" for act in call.acts)
        return jsonify(shown | {"name": name, "acts": acts})

    @routes.post(f"{at}/calls")
    def call() -> Response:
        return do(secrets.token_urlsafe(8), "call", [])

    @routes.post(f"{at}/calls/<name>/<act>")
    def act(name: str, act: str) -> Response:
        return do(name, act, _acts_of(request.form.get("before")))


def _problem(**told: str) -> Response:
    response = jsonify(told)
    response.status_code = 409
    return response


def _acts_of(written: str | None) -> list[Act] | None:
    """Reads the `acts` of an answer. Refuses what no answer has said."""
    if written is None:
        return None
    acts = [Act(*act.partition(":")[::2]) for act in written.split()]
    if len(acts) > _MOST_ACTS or any(act.name not in _ACTS or len(act.key) > 1 for act in acts):
        abort(400)
    return acts
