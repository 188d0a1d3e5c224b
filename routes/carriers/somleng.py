"""Somleng: signs as Twilio does, and plays fewer verbs (from its source)."""

from collections.abc import Mapping
from typing import ClassVar

from routes.carriers.form_signature import FormSigningCarrier
from routes.settings.carrier_settings import Keys


class Somleng(FormSigningCarrier):
    """twilio_auth_token: the account's token, under the same name as Twilio's."""

    name: ClassVar[str] = "Somleng"
    keys_field: ClassVar[str] = "twilio_auth_token"
    signature_headers: ClassVar[tuple[str, ...]] = ("X-Twilio-Signature",)
    plays_whispers: ClassVar[bool] = False
    unknown: ClassVar[Mapping[str, str]] = {
        "Gather input": "keys are all that it hears",
        "Dial ringTone": "the caller hears Somleng's own tone",
        "Dial answerOnBridge": "nothing changes: there is no whisper to wait for",
        "Number url": "nobody hears a whisper, and a voicemail that picks up is connected",
    }

    twilio_auth_token: Keys = ()
