"""When something goes wrong: what a caller hears, what a client reads, what a log keeps."""

import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from ivr.destinations import HELPLINE
from ivr.position import UNDECIDED, Position
from ivr.step import Dial, HangUp, Step
from ivr.turn import Turn
from routes.call.faults import Fault
from routes.call.hotline import Hotline, the_hotline
from routes.carriers.twiml import render_apology

log = logging.getLogger(__name__)

BRIDGE = '<?xml version="1.0" encoding="UTF-8"?><Response />'
"""For a whisper that fails: the caller reaches the person who picked up, unannounced. A test call,
which has no caller, ends with it.
"""


CLOSE = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup /></Response>'


def apologies(hotline: Hotline) -> dict[str, str]:
    """Language -> a ready document that apologises and rings the helpline. Made before any call."""
    return {
        language: _apology(hotline, language) for language in (UNDECIDED, *hotline.tree.offered)
    }


def _apology(hotline: Hotline, language: str) -> str:
    tree, position = hotline.tree, Position(hotline.tree.goes.start, language)
    turn = Turn(tree, position, datetime.now(UTC))
    line = tree.destinations[HELPLINE].lines[0]
    dial = Dial(line.uri, tree.ringing.line, position, None)
    sorry, nobody = (
        Step(turn.say([prompt]), HangUp()) for prompt in (tree.apology.before, tree.apology.after)
    )
    return render_apology(sorry, dial, nobody, hotline.speech, hotline.outgoing)


def rescue(
    hotline: Hotline,
    ready: dict[str, str],
    language: str,
    node: str,
    error: Exception,
    keys: str = "",
) -> str:
    """What is answered when a step fails, whatever the reason. keys: what the caller has pressed.

    Whoever leaves quietly is overheard: the line closes, and neither a voice nor a telephone is
    heard. The apology is made anew, since a clip may be gone by now; the one from the start is for
    when that fails too.
    """
    log.error("step failed at %s/%s: %s", language, node, without_values(error))
    keep_fault(hotline, f"{language}/{node}" if node in hotline.tree.nodes else "", error)
    failed = hotline.tree.nodes.get(node)
    if failed and not failed.speaks_to_caller:
        return BRIDGE
    if set(keys) == {hotline.tree.keys.quiet}:
        return CLOSE
    for one in (language, UNDECIDED):
        try:
            return _apology(hotline, one)
        except Exception as further:
            log.error("apology failed in %s: %s", one, without_values(further))
    return ready.get(language, ready[UNDECIDED])


def without_values(error: Exception) -> str:
    """Where an error happened, without its message: that may hold what a caller typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(frames)
    )
    return f"{type(error).__name__} in {where}"


def keep_fault(hotline: Hotline, at: str, error: Exception) -> None:
    """Remember for the desk that something broke: when, where and of which kind, without the
    error's message.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = (
        f"{Path(frames[-1].filename).name}:{frames[-1].lineno}, {frames[-1].name}" if frames else ""
    )
    hotline.faults.last = Fault(datetime.now(UTC), at, type(error).__name__, place)


def plain_errors(app: Flask) -> None:
    """Errors outside a call, as one line of text: what happened, and nothing about anybody."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return Response(
            f"{error.code} {error.name}\n", error.code or 500, content_type="text/plain"
        )

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        log.error("request failed: %s", without_values(error))
        keep_fault(the_hotline(), "", error)
        return Response("500 Internal Server Error\n", 500, content_type="text/plain")
