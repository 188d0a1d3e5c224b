"""A conversation of three: the person who picks up a line asks for an interpreter to join them
and the caller.

A whisper may not dial (Twilio, <Number url>: Play, Say, Gather and Hangup; error 13201), so the
leg of the person who picked up is moved into a conference over the REST API. The caller's dial
ends with that, and the request which follows it leads them there. Documented: the requests, and
what a conference does (Twilio, Call, Participant and Conference resources, <Conference>). Not
seen on a
live call: that the caller's dial ends as `completed` and not bridged, that the conference can be
found by then, and that what is answered to a moved whisper is dropped.
"""

import logging
from dataclasses import replace
from datetime import datetime

from ivr.position import DialEnded, Heard, Position, WaitingInConference
from ivr.step import Connect, JoinConference, Step, Wait
from ivr.turn import Turn
from routes.call.clock import is_rehearsed
from routes.call.dial_result import heard_of, picked_up
from routes.call.faults import without_values
from routes.call.hotline import Hotline
from routes.call.request import CarrierRequest, Form
from routes.carriers import carrier_of
from routes.carriers.api import ApiError, CarrierApi
from routes.carriers.reach import REACH
from routes.carriers.twiml import render_conference

log = logging.getLogger(__name__)
_MOVING = 5
"""Seconds until a person who was moved, and is still in the whisper, hears it again."""


def what_was_heard(
    hotline: Hotline, position: Position, incoming: CarrierRequest, now: datetime
) -> Heard:
    """What came of the last step, also when the person who took the call waits for the caller in
    a conference.

    The carrier is asked only where the person who was rung could ask for an interpreter, picked
    up, and did not just talk with the caller. When it fails, the next line rings, as after any
    lost line.
    """
    heard = heard_of(incoming.form, carrier_of(hotline.settings).plays_whispers)
    lost = isinstance(heard, DialEnded) and not heard.connected and picked_up(incoming.form)
    if not lost or is_rehearsed(incoming.environ) or not _was_offered(hotline, position, now):
        return heard
    try:
        api = _api(hotline)
        conference = api.conference_name(incoming.form["CallSid"])
        return WaitingInConference() if api.conference_is_open(conference) else heard
    except Exception as error:
        log.error(
            "it is not known whether an interpreter was asked for, so the next line rings: %s",
            _why(error),
        )
        return heard


def carried_out(hotline: Hotline, position: Position, step: Step, incoming: CarrierRequest) -> Step:
    """The step, with what it needs of the carrier done. Other steps are returned as they are.

    The carrier knows nothing of a rehearsed call: the two in it are connected, and no interpreter
    is rung.
    """
    match step.then:
        case JoinConference() as join:
            conference = _api(hotline).conference_name(incoming.form["CallSid"])
            return replace(step, then=replace(join, room=conference))
        case Connect(str()) if is_rehearsed(incoming.environ):
            return replace(step, then=Connect())
        case Connect(str() as line):
            return replace(step, then=_with_interpreter(hotline, position, line, incoming.form))
    return step


def _with_interpreter(
    hotline: Hotline, position: Position, line: str, form: Form
) -> Connect | Wait:
    """Move the person who took the call, then ring the interpreter: none is rung for a call that is
    over. When moving fails, the two are connected without a conference. When ringing fails, they
    are alone in the conference.
    """
    try:
        api = _api(hotline)
        conference = api.conference_name(form["ParentCallSid"])
        api.move(form["CallSid"], render_conference(conference))
    except Exception as error:
        log.error("connected without an interpreter: %s", _why(error))
        return Connect()
    try:
        api.invite(line, conference, hotline.outgoing, rings=hotline.tree.ringing.line)
    except Exception as error:
        log.error("in a conference without an interpreter: %s", _why(error))
    # Somebody who was not moved after all hears the whisper from its beginning.
    return Wait(replace(position, attempt=0), digits=1, seconds=_MOVING, or_hang_up=True)


def _was_offered(hotline: Hotline, position: Position, now: datetime) -> bool:
    node = hotline.tree.nodes.get(position.node)
    return node is not None and bool(node.interpreter_line(Turn(hotline.tree, position, now)))


def _api(hotline: Hotline) -> CarrierApi:
    return carrier_of(hotline.settings).api(REACH.here().hurried())


def _why(error: Exception) -> str:
    """What an error says, without what it may hold of a caller. An ApiError holds nothing."""
    return error.message if isinstance(error, ApiError) else without_values(error)
