"""How a number of Twilio must be set, so that calls to it reach the hotline."""

from routes.carriers.twilio import OVERRIDES
from routes.settings.settings import Settings

VOICE_SETTINGS = {
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "VoiceFallbackUrl": "voice_fallback_url",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallback": "status_callback",
    "VoiceApplicationSid": "voice_application_sid",
    "TrunkSid": "trunk_sid",
    "VoiceCallerIdLookup": "voice_caller_id_lookup",
}
"""What decides how a call to a number is answered: Twilio's name -> the name in its library."""

REASONS = {
    "StatusCallback": "the hotline keeps no call records, and lets nobody else keep them",
}
"""Why a setting is changed, where that is not plain."""


def wanted(settings: Settings) -> dict[str, str]:
    """What a number of this hotline is set to, under Twilio's names.

    No application and no trunk, which would make Twilio ignore the addresses. No status callback
    and no look-up of callers' names, since the hotline keeps no call records.
    """
    fallback = settings.fallback_url
    return {
        "VoiceUrl": f"{settings.public_url}/voice#{OVERRIDES}",
        "VoiceMethod": "POST",
        **({"VoiceFallbackUrl": fallback, "VoiceFallbackMethod": "GET"} if fallback else {}),
        "StatusCallback": "",
        "VoiceApplicationSid": "",
        "TrunkSid": "",
        "VoiceCallerIdLookup": "false",
    }
