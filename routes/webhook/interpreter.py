"""A conversation of three: whoever picks up a line asks for an interpreter to join them and the
caller.

A whisper may not dial (Twilio, <Number url>: Play, Say, Gather and Hangup; error 13201), so the leg
of whoever picked up is moved into a conference over the REST API. The caller's dial ends with that,
and the request which follows it leads them there. Documented: the requests, and what a conference
does (Twilio, Call, Participant and Conference resources, <Conference>). Not seen on a live call:
that the caller's dial ends as `completed` and not bridged, that the conference can be found by
then, and that what is answered to a moved whisper is dropped.
"""

import hmac
import logging
from dataclasses import replace
from datetime import datetime

from ivr.position import DialEnded, Heard, Position, WaitingInConference
from ivr.step import Connect, JoinConference, Step, Wait
from ivr.turn import Turn
from routes.call.clock import is_rehearsed
from routes.call.dial_result import heard_of, picked_up
from routes.call.hotline import Hotline
from routes.call.request import Form, Sent
from routes.carriers.twilio_api.api import the_reach
from routes.carriers.twilio_api.conference import ConferenceApi
from routes.carriers.twilio_api.reach import ApiError
from routes.carriers.twiml import render_meeting
from routes.webhook.apology import without_values

log = logging.getLogger(__name__)
_MOVING = 5
"""Seconds until somebody who was moved, and for some reason is still in the whisper, hears it
again.
"""


def what_was_heard(hotline: Hotline, position: Position, sent: Sent, now: datetime) -> Heard:
    """What came of the last step, also when whoever took the call waits for the caller in a
    conference.

    Only where somebody was rung who could ask for an interpreter, picked up, and did not just talk
    with the caller, is the carrier asked. When it fails, the next line rings, as after any line
    that is lost.
    """
    heard = heard_of(sent.form)
    lost = isinstance(heard, DialEnded) and not heard.connected and picked_up(sent.form)
    if not lost or is_rehearsed(sent.environ) or not _was_offered(hotline, position, now):
        return heard
    try:
        return (
            WaitingInConference()
            if _api(hotline).is_open(_room(hotline, sent.form["CallSid"]))
            else heard
        )
    except Exception as error:
        log.error(
            "the next line rings, since nobody knows whether an interpreter was asked for: %s",
            _why(error),
        )
        return heard


def carried_out(hotline: Hotline, position: Position, step: Step, sent: Sent) -> Step:
    """The step, with what it needs of the carrier done. Other steps are returned as they are.

    The carrier knows nothing of a rehearsed call: the two in it are connected, and no interpreter
    is rung.
    """
    match step.then:
        case JoinConference() as meet:
            return replace(step, then=replace(meet, room=_room(hotline, sent.form["CallSid"])))
        case Connect(str()) if is_rehearsed(sent.environ):
            return replace(step, then=Connect())
        case Connect(str() as line):
            return replace(step, then=_together(hotline, position, line, sent.form))
    return step


def _together(hotline: Hotline, position: Position, line: str, form: Form) -> Connect | Wait:
    """Move whoever took the call, then ring the interpreter: nobody is rung for a call that is over
    by now.

    When the first fails, the two are connected as ever; when the second does, they are alone in the
    conference.
    """
    try:
        room = _room(hotline, form["ParentCallSid"])
        _api(hotline).move(form["CallSid"], render_meeting(room))
    except Exception as error:
        log.error("connected without an interpreter: %s", _why(error))
        return Connect()
    try:
        _api(hotline).invite(line, room, hotline.outgoing, rings=hotline.tree.ringing.line)
    except Exception as error:
        log.error("in a conference without an interpreter: %s", _why(error))
    return Wait(position, digits=1, seconds=_MOVING, or_hang_up=True)


def _was_offered(hotline: Hotline, position: Position, now: datetime) -> bool:
    node = hotline.tree.nodes.get(position.node)
    return node is not None and bool(node.interpreter_line(Turn(hotline.tree, position, now)))


def _room(hotline: Hotline, caller: str) -> str:
    """The name of a call's conference, from the id of the caller's leg, which both legs are told
    of.

    The id cannot be had from it: a call id is random, 128 bits. The account is its key and not the
    token, so that instances agree on it while the token is being rotated.
    """
    digest = hmac.digest(
        str(hotline.settings.twilio_account_sid).encode(), caller.encode(), "sha256"
    )
    return f"room-{digest.hex()[:32]}"


def _api(hotline: Hotline) -> ConferenceApi:
    return ConferenceApi(hotline.settings, the_reach().hurried())


def _why(error: Exception) -> str:
    """Without what an error may hold of a caller. What the API refused is told in words that hold
    nothing.
    """
    return error.format_message() if isinstance(error, ApiError) else without_values(error)
