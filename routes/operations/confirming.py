"""A test call: a number is rung, and the person who picks up is asked to press a key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ivr import engine
from ivr.position import Digits, Position
from routes.call.hotline import Hotline
from routes.carriers import carrier_of
from routes.carriers.api import CarrierApi, is_over
from routes.settings.settings import Settings

POLLS = 75
"""How often the carrier is asked for the state of a call, before the call is given up."""
BETWEEN = 2
"""Seconds between two polls. Ringing and talking take less time than all polls together."""
LONGEST_CALL = 60
"""Seconds after which the carrier ends a test call, for instance with a voicemail."""
PICKED_UP = "in-progress"
"""The state of a call that somebody has picked up (Twilio, Call resource: status)."""


@dataclass(frozen=True)
class Ringer:
    """Rings numbers for a test. pause: waits for a number of seconds."""

    hotline: Hotline
    api: CarrierApi
    pause: Callable[[float], None]

    def document(self, destination: str, secret: str, now: datetime) -> str:
        """What the carrier plays to the person who picks up. Their key comes to the webhook, like
        any other, with the secret in its address.
        """
        tree = self.hotline.tree
        position = Position(tree.goes.verify, attempt=0, destination=destination, secret=secret)
        step = engine.advance(tree, position, Digits(), now)
        carrier = carrier_of(self.hotline.settings)
        return carrier.render(step, self.hotline.speech, self.hotline.outgoing)

    def ring(self, uri: str, document: str, picked_up: Callable[[], None]) -> str:
        """Ring an address; the status with which the call ended, or nothing when the carrier did
        not report it. picked_up: is called when somebody does. Raises ApiError.
        """
        caller_id = self.hotline.settings.hotline_number
        rings = self.hotline.tree.ringing.line
        number = uri.removeprefix("tel:")
        call = self.api.ring(number, caller_id, document, rings=rings, lasts=LONGEST_CALL)
        before = ""
        for _ in range(POLLS):
            status = self.api.status(call)
            if is_over(status):
                return status
            if status == PICKED_UP != before:
                picked_up()
            before = status
            self.pause(BETWEEN)
        return ""


def why_not(settings: Settings) -> str:
    """What keeps this hotline from placing a test call; empty where nothing does."""
    if not settings.public_url.startswith("https://"):
        return "set PUBLIC_URL to the https address at which the carrier reaches this hotline"
    if "hotline_number" not in settings.model_fields_set:
        return "set HOTLINE_NUMBER: the carrier places no call from a number that is not yours"
    return ""
