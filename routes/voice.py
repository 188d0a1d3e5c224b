"""The carrier's webhook: one request in, one step of a call out."""

from dataclasses import replace

from flask import Blueprint, Response, abort, request

from ivr import engine
from ivr.destinations import BRUSSELS_TIME
from ivr.position import UNDECIDED, Position
from routes.answers import the_answers
from routes.clock import counts_as_rehearsal, now
from routes.country import languages_of_country
from routes.digest import digest
from routes.errors import apologies, rescue
from routes.hotline import Hotline, the_hotline
from routes.interpreter import carried_out, what_was_heard
from routes.outcome import has_hung_up
from routes.signature import is_signed
from routes.statistics.cells import Counts, Taken, failed
from routes.statistics.recorder import the_statistics
from routes.stopwatch import Stopwatch
from routes.urls import position_of
from routes.verified import keep_if_verified


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
            return _twiml(_answered(hotline))
        except Exception as error:
            return _rescued(ready, UNDECIDED, hotline.tree.goes.start, error)

    @routes.post("/voice/<language>/<node>")
    def step(language: str, node: str) -> Response:
        try:
            return _twiml(_advanced(hotline, position_of(language, node, request.args)))
        except Exception as error:
            return _rescued(ready, language, node, error)

    routes.post("/voice/check")(_check)
    return routes


def _check() -> Response:
    return Response(digest(the_hotline()), content_type="text/plain")


def _answered(hotline: Hotline) -> str:
    """A called number that belongs to one language skips the page of languages, if the language is offered.

    One that belongs to several, and the country of the caller's number, decide which are announced first: in this
    answer, and nowhere else.
    """
    form, moment = request.form, now()
    own = [one for one in hotline.settings.languages_of(form.get("To", "")) if one in hotline.tree.offered]
    known = own[0] if len(own) == 1 else UNDECIDED
    likely = tuple(own) or languages_of_country(form.get("From", ""))
    step = engine.start(hotline.tree, moment, known, likely)
    document = the_answers().documents.of(step, Stopwatch.starts(moment))
    _count(Taken(step, None, moment))
    return document


def _advanced(hotline: Hotline, position: Position) -> str:
    form, moment, watch = request.form, now(), Stopwatch.read(request.args)
    heard = what_was_heard(hotline, position, form, moment)
    if watch and hotline.tree.nodes[position.node].keys_everywhere:  # whoever picks up presses keys of their own
        watch = watch.after(heard)
    answers = the_answers()
    answer = answers.after(position, heard, moment, watched=watch is not None)
    step = carried_out(hotline, position, answer.step, form)
    keep_if_verified(hotline.settings.verified_file, position, step, moment.astimezone(BRUSSELS_TIME).date())
    document = answers.document(answer, step, watch)
    _count(Taken(step, position, moment, watch), answer.counts)
    return document


def _rescued(ready: dict[str, str], language: str, node: str, error: Exception) -> Response:
    _count(Taken(failed(language, node), None, now()))
    return _twiml(rescue(the_hotline(), ready, language, node, error, request.form.get("Digits", "")))


def _count(taken: Taken, counts: Counts | None = None) -> None:
    """counts: what the step comes to, if that is known: nobody rehearses it, and the caller is there."""
    if counts is not None and not counts_as_rehearsal():
        the_statistics().add(counts)
    else:
        left, rehearsal = has_hung_up(request.form), counts_as_rehearsal()
        the_statistics().count(replace(taken, has_left=left, rehearsal=rehearsal))


def _twiml(document: str) -> Response:
    return Response(document, content_type="text/xml; charset=utf-8")
