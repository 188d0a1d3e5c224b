"""Carriers: how each signs its requests, what it is answered, and what its REST API can do."""

from routes.carriers.asterisk.carrier import Asterisk
from routes.carriers.carrier import Carrier
from routes.carriers.signalwire import SignalWire
from routes.carriers.somleng import Somleng
from routes.carriers.telnyx import Telnyx
from routes.carriers.twilio import Twilio
from routes.settings.settings import Settings

CARRIERS: dict[str, type[Carrier]] = {
    "twilio": Twilio,
    "signalwire": SignalWire,
    "telnyx": Telnyx,
    "somleng": Somleng,
    "asterisk": Asterisk,
}
"""SIGNATURE_SCHEME -> carrier. A new carrier is a file here and a line in this table."""


def carrier_of(settings: Settings) -> Carrier:
    """The carrier of these settings. Raises TypeError for settings that were made without one."""
    if not isinstance(settings.carrier, Carrier):
        raise TypeError("these settings have no carrier: read them with CARRIERS")
    return settings.carrier
