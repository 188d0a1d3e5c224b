"""How calls to a number of the carrier reach the hotline."""

from routes.call.outgoing import OVERRIDES
from routes.carriers.twilio_api.api import Number
from routes.settings.settings import Settings


def wanted(settings: Settings) -> dict[str, str]:
    """What a number of this hotline is set to, named as in VOICE_SETTINGS.

    No application or trunk, which would make the carrier ignore the addresses; no status callback
    and no look-up of callers' names, since the hotline keeps no call records.
    """
    fallback = settings.fallback_url
    return {
        "voice_url": f"{settings.public_url}/voice#{OVERRIDES}",
        "voice_method": "POST",
        **({"voice_fallback_url": fallback, "voice_fallback_method": "GET"} if fallback else {}),
        "status_callback": "",
        "voice_application_sid": "",
        "trunk_sid": "",
        "voice_caller_id_lookup": "false",
    }


def changes(found: Number, settings: Settings) -> dict[str, str]:
    """The settings of a number that differ from what this hotline wants, and what it wants instead."""
    return {
        name: value for name, value in wanted(settings).items() if found.settings[name] != value
    }
