"""The carrier's webhook: one request in, one step of a call out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from flask import Blueprint, Flask, Response, abort, request

from ivr import engine
from ivr.position import UNDECIDED, Position
from ivr.step import Step, Utterance
from routes.call.clock import counts_as_rehearsal, is_rehearsed, now
from routes.call.dial_result import has_hung_up
from routes.call.fingerprint import fingerprint
from routes.call.hotline import ALSO, HOTLINE, Hotline, Speech
from routes.call.on_air import ON_AIR
from routes.call.position_url import position_of
from routes.call.refusals import Refused
from routes.call.request import CarrierRequest, carrier_request
from routes.call.stopwatch import Stopwatch
from routes.carriers import carrier_of
from routes.extension import Extension
from routes.statistics.counting import TakenStep, failed_step
from routes.statistics.recorder import the_statistics
from routes.webhook.apology import apologies, rescue
from routes.webhook.caller_country import languages_of_country
from routes.webhook.interpreter import carried_out, what_was_heard
from routes.webhook.rendered import RenderedSteps

PADDED = 4096
"""Bytes. Every document has this length, or a multiple of it."""

AfterStep = Callable[[Position, Step, datetime], None]
"""What else is done once a step is found. It may raise; then the caller hears the apology."""


class StepRoutes:
    """The webhook of one hotline.

    after_step: called with every step after the first of a call, for example to keep a confirmed
    line.
    """

    def __init__(self, hotline: Hotline, after_step: AfterStep) -> None:
        self._hotline, self._after_step = hotline, after_step
        self._carrier = carrier_of(hotline.settings)
        self._apologies = apologies(hotline)
        self._languages = {UNDECIDED, *hotline.tree.offered}
        self._rendered = RenderedSteps(self._render)

    def answer(self, incoming: CarrierRequest) -> Response:
        """The first step of a call."""
        try:
            return _twiml(self._first_step(incoming))
        except Exception as error:
            return self._rescued(UNDECIDED, self._hotline.tree.goes.start, incoming, error)

    def step(self, incoming: CarrierRequest, language: str, node: str) -> Response:
        """The next step of a call. Its URL says where in the tree the call is."""
        try:
            if language not in self._languages:
                raise ValueError("this hotline does not have this language")
            return _twiml(self._next_step(position_of(language, node, incoming.query), incoming))
        except Exception as error:
            return self._rescued(language, node, incoming, error)

    def check(self, _incoming: CarrierRequest) -> Response:
        """Tell which hotline this is, by its fingerprint."""
        return Response(fingerprint(self._hotline), content_type="text/plain")

    def checked(self, *, of_call: bool) -> CarrierRequest:
        """The request, if the carrier signed it. Others get 403. of_call: whether it is part of a
        call; what the doctor sends is no sign of the carrier.

        In development without keys every request is answered.
        """
        settings = self._hotline.settings
        refusals = self._hotline.refusals
        open_to_all = settings.development and not self._carrier.signing_keys
        if not (open_to_all or self._carrier.is_signed(request, settings.public_url)):
            if of_call:
                refusals.add(self._why_refused())
            abort(403)
        incoming = carrier_request(request)
        if of_call and not is_rehearsed(incoming.environ):
            refusals.accept()
        return incoming

    def _why_refused(self) -> Refused:
        if not self._carrier.has_signature(request):
            return Refused.UNSIGNED
        public_url = self._hotline.settings.public_url
        if self._hotline.refusals.may_look() and self._carrier.is_signed_elsewhere(
            request, public_url
        ):
            return Refused.ADDRESS
        return Refused.KEY

    def _first_step(self, incoming: CarrierRequest) -> str:
        """Answer the call: with the language menu, or in the language of the called number.

        If the called number has several languages, they are announced first; otherwise those of the
        caller's country. This order is used in this answer only and kept nowhere.
        """
        moment, tree = now(incoming.environ), self._hotline.tree
        called = self._hotline.settings.languages_of(incoming.form.get("To", ""))
        own = [language for language in called if language in tree.offered]
        known = own[0] if len(own) == 1 else UNDECIDED
        likely = tuple(own) or languages_of_country(incoming.form.get("From", ""))
        step = engine.start(tree, moment, known, likely, ON_AIR.here().notices)
        document = self._rendered.document(step, Stopwatch.starts(moment), moment)
        self._count(TakenStep(step, None, moment), incoming)
        return document

    def _next_step(self, position: Position, incoming: CarrierRequest) -> str:
        hotline, moment = self._hotline, now(incoming.environ)
        heard = what_was_heard(hotline, position, incoming, moment)
        watch = Stopwatch.of(incoming.query)
        if watch and hotline.tree.nodes[position.node].speaks_to_caller:
            watch = watch.after(heard)  # the keys of the person who picks up are not the caller's
        notices = ON_AIR.here().notices
        step = engine.advance(hotline.tree, position, heard, moment, notices)
        step = carried_out(hotline, position, step, incoming)
        self._after_step(position, step, moment)
        document = self._rendered.document(step, None if step.ends_conversation else watch, moment)
        self._count(TakenStep(step, position, moment, watch), incoming)
        return document

    def _render(self, step: Step, watch: Stopwatch | None) -> str:
        outgoing = replace(self._hotline.outgoing, watch=watch)
        return self._carrier.render(step, self._speech, outgoing)

    def _speech(self, utterance: Utterance) -> Speech:
        return ON_AIR.here().speech(self._hotline, utterance)

    def _rescued(
        self, language: str, node: str, incoming: CarrierRequest, error: Exception
    ) -> Response:
        keys = incoming.form.get("Digits", "")
        self._count(TakenStep(failed_step(language, node), None, now(incoming.environ)), incoming)
        return _twiml(rescue(self._hotline, self._apologies, language, node, error, keys))

    def _count(self, taken: TakenStep, incoming: CarrierRequest) -> None:
        left, rehearsal = has_hung_up(incoming.form), counts_as_rehearsal(incoming.environ)
        the_statistics().count(replace(taken, has_left=left, rehearsal=rehearsal))
        if not rehearsal:
            self._hotline.floods.add(taken.step)


STEPS: Extension[StepRoutes] = Extension("steps")
"""What answers the steps now. A release puts another one in its place; a request that has begun is
answered by the one that it began with.
"""


def answer_calls(app: Flask, hotline: Hotline, after_step: AfterStep) -> None:
    """Let an application answer calls with this hotline from now on, also while it is serving."""
    STEPS.put(app, StepRoutes(hotline, after_step))  # first: it is made whole, or it raises
    for one in (app, *ALSO.of(app)):
        HOTLINE.put(one, hotline)


def step_routes() -> Blueprint:
    """POST /voice begins a call, and POST /voice/<language>/<node> is every later step of it.

    POST /voice/check is no part of a call. With it `flask doctor` learns whether a signed request
    arrives at this hotline.
    """
    routes = Blueprint("voice", __name__)
    views: dict[str, Callable[..., Response]] = {
        "/voice": StepRoutes.answer,
        "/voice/<language>/<node>": StepRoutes.step,
        "/voice/check": StepRoutes.check,
    }
    for rule, view in views.items():
        routes.add_url_rule(
            rule,
            view.__name__,
            partial(_answered, view),
            methods=["POST"],
            provide_automatic_options=False,
        )
    return routes


def _answered(view: Callable[..., Response], **place: str) -> Response:
    steps = STEPS.here()
    return view(steps, steps.checked(of_call=view != StepRoutes.check), **place)


def _twiml(document: str) -> Response:
    """A document, padded with blanks, which XML allows at its end. Otherwise the length of the
    encrypted answer would tell an observer of the network which menu the caller hears.
    """
    content = document.encode()
    padded = content.ljust(-(-len(content) // PADDED) * PADDED)
    return Response(padded, content_type="text/xml; charset=utf-8")
