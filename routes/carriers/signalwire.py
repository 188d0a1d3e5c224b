"""SignalWire: signs like Twilio, with a key of the project and in a header of its own."""

from typing import ClassVar

from routes.carriers.form_signature import FormSigningCarrier
from routes.settings.carrier_settings import Keys


class SignalWire(FormSigningCarrier):
    """signalwire_signing_key: the project's signing key. Its validators read both headers."""

    name: ClassVar[str] = "SignalWire"
    keys_field: ClassVar[str] = "signalwire_signing_key"
    signature_headers: ClassVar[tuple[str, ...]] = (
        "X-SignalWire-Signature",
        "X-Twilio-Signature",
    )

    signalwire_signing_key: Keys = ()
