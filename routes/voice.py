"""The carrier's webhook: one request in, one step of a call out."""

import logging

from flask import Blueprint, Response, abort, request

from ivr import engine
from ivr.destinations import BRUSSELS_TIME
from ivr.position import UNDECIDED, Position
from ivr.step import Step
from routes.clock import counts_as_rehearsal, now
from routes.country import languages_of_country
from routes.digest import digest
from routes.documents import the_documents
from routes.errors import apologies, rescue
from routes.hotline import Hotline, the_hotline
from routes.interpreter import carried_out, what_was_heard
from routes.outcome import has_hung_up
from routes.signature import is_signed
from routes.statistics.cells import Taken, failed
from routes.statistics.recorder import the_statistics
from routes.urls import position_of
from routes.verified import keep_if_verified

log = logging.getLogger(__name__)


def voice_routes(hotline: Hotline) -> Blueprint:
    """POST /voice, where a call comes in, and POST /voice/<language>/<node>, every step after it.

    POST /voice/check is no part of a call: it tells `flask doctor` that a signed request arrives, and where.
    """
    routes = Blueprint("voice", __name__)
    ready = apologies(hotline)

    @routes.before_request
    def only_the_carrier() -> None:
        if not is_signed(request, hotline.settings):
            abort(403)

    @routes.post("/voice")
    def answer() -> Response:
        try:
            return _twiml(_answered(_start(), None))
        except Exception as error:
            return _rescued(ready, UNDECIDED, hotline.tree.goes.start, error)

    @routes.post("/voice/<language>/<node>")
    def step(language: str, node: str) -> Response:
        try:
            position = position_of(language, node, request.args)
            moment = now()
            heard = what_was_heard(hotline, position, request.form, moment)
            taken = carried_out(hotline, position, engine.advance(hotline.tree, position, heard, moment), request.form)
            keep_if_verified(hotline.settings.verified_file, position, taken, moment.astimezone(BRUSSELS_TIME).date())
            return _twiml(_answered(taken, position))
        except Exception as error:
            return _rescued(ready, language, node, error)

    routes.post("/voice/check")(_check)
    return routes


def _check() -> Response:
    return Response(digest(the_hotline()), content_type="text/plain")


def _start() -> Step:
    """A called number that belongs to one language skips the page of languages, if the language is offered.

    One that belongs to several, and the country of the caller's number, decide which are announced first: in this
    answer, and nowhere else.
    """
    hotline, form = the_hotline(), request.form
    own = [one for one in hotline.settings.languages_of(form.get("To", "")) if one in hotline.tree.offered]
    known = own[0] if len(own) == 1 else UNDECIDED
    likely = tuple(own) or languages_of_country(form.get("From", ""))
    return engine.start(hotline.tree, now(), known, likely)


def _answered(step: Step, before: Position | None) -> str:
    for event in step.events:
        log.info("%s at %s/%s %s", event.what, event.language, event.node, event.detail)
    document = the_documents().of(step)
    _count(step, before)
    return document


def _rescued(ready: dict[str, str], language: str, node: str, error: Exception) -> Response:
    _count(failed(language, node), None)
    return _twiml(rescue(the_hotline(), ready, language, node, error, request.form.get("Digits", "")))


def _count(step: Step, before: Position | None) -> None:
    the_statistics().count(Taken(step, before, now(), has_hung_up(request.form), counts_as_rehearsal()))


def _twiml(document: str) -> Response:
    return Response(document, content_type="text/xml; charset=utf-8")
