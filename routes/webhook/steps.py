"""The carrier's webhook: one request in, one step of a call out."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort

from ivr import engine
from ivr.position import UNDECIDED, Position
from routes.call.clock import counts_as_rehearsal, now
from routes.call.dial_result import has_hung_up
from routes.call.fingerprint import digest
from routes.call.hotline import Hotline, the_hotline
from routes.call.position_url import position_of
from routes.call.request import Sent, fields_of, query_of, the_request
from routes.call.stopwatch import Stopwatch
from routes.carriers.signature import is_signed
from routes.operations.confirmed_lines import keep_if_verified
from routes.settings.settings import Settings
from routes.statistics.cells import Taken, failed
from routes.statistics.recorder import the_statistics
from routes.webhook.answers import the_answers
from routes.webhook.apology import apologies, rescue
from routes.webhook.caller_country import languages_of_country
from routes.webhook.interpreter import carried_out, what_was_heard


def voice_routes(hotline: Hotline) -> Blueprint:
    """POST /voice, where a call comes in, and POST /voice/<language>/<node>, every step after it.

    POST /voice/check is no part of a call: it tells `flask doctor` that a signed request arrives,
    and where.
    """
    routes = Blueprint("voice", __name__)
    ready = apologies(hotline)

    def answer(sent: Sent) -> Response:
        try:
            return _twiml(_answered(hotline, sent))
        except Exception as error:
            return _rescued(ready, UNDECIDED, hotline.tree.goes.start, sent, error)

    def step(sent: Sent, language: str, node: str) -> Response:
        try:
            query = query_of(sent.environ)
            watch = Stopwatch.taken_from(query)
            return _twiml(_advanced(hotline, position_of(language, node, query), watch, sent))
        except Exception as error:
            return _rescued(ready, language, node, sent, error)

    def check(_sent: Sent) -> Response:
        return Response(digest(hotline), content_type="text/plain")

    for rule, view in (
        ("/voice", answer),
        ("/voice/<language>/<node>", step),
        ("/voice/check", check),
    ):
        of_carrier = only_the_carrier(hotline.settings, view)
        routes.add_url_rule(
            rule, view.__name__, of_carrier, methods=["POST"], provide_automatic_options=False
        )
    return routes


def only_the_carrier(settings: Settings, view: Callable[..., Response]) -> Callable[..., Response]:
    """A view gets what the carrier has sent and signed. Anybody else gets 403."""

    def checked(**place: str) -> Response:
        asked = the_request()
        fields = fields_of(asked)
        if not is_signed(asked, fields, settings):
            abort(403)
        return view(Sent(dict(fields), asked.environ), **place)

    return checked


def _answered(hotline: Hotline, sent: Sent) -> str:
    """A called number that belongs to one language skips the page of languages, if the language is
    offered.

    One that belongs to several, and the country of the caller's number, decide which are announced
    first: in this answer, and nowhere else.
    """
    form, moment = sent.form, now(sent.environ)
    own = [
        one
        for one in hotline.settings.languages_of(form.get("To", ""))
        if one in hotline.tree.offered
    ]
    known = own[0] if len(own) == 1 else UNDECIDED
    likely = tuple(own) or languages_of_country(form.get("From", ""))
    step = engine.start(hotline.tree, moment, known, likely)
    document = the_answers().documents.of(step, Stopwatch.starts(moment))
    _count(Taken(step, None, moment), sent)
    return document


def _advanced(hotline: Hotline, position: Position, watch: Stopwatch | None, sent: Sent) -> str:
    moment = now(sent.environ)
    heard = what_was_heard(hotline, position, sent, moment)
    if (
        watch and hotline.tree.nodes[position.node].speaks_to_caller
    ):  # whoever picks up presses keys of their own
        watch = watch.after(heard)
    answers = the_answers()
    answer = answers.after(position, heard, moment, watched=watch is not None)
    step = carried_out(hotline, position, answer.step, sent)
    keep_if_verified(hotline.settings.verified_file, position, step, moment)
    document = answers.document(answer, step, watch)
    if answer.counts is not None and not counts_as_rehearsal(sent.environ):
        the_statistics().count(answer.counts)
    else:
        _count(Taken(step, position, moment, watch), sent)
    return document


def _rescued(
    ready: dict[str, str], language: str, node: str, sent: Sent, error: Exception
) -> Response:
    _count(Taken(failed(language, node), None, now(sent.environ)), sent)
    return _twiml(rescue(the_hotline(), ready, language, node, error, sent.form.get("Digits", "")))


def _count(taken: Taken, sent: Sent) -> None:
    left, rehearsal = has_hung_up(sent.form), counts_as_rehearsal(sent.environ)
    the_statistics().count(replace(taken, has_left=left, rehearsal=rehearsal))


def _twiml(document: str) -> Response:
    return Response(document, content_type="text/xml; charset=utf-8")
