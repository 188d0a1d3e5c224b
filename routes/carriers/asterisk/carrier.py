"""Asterisk, seen from the hotline: its bridge signs requests with a key that both know."""

from pathlib import Path
from typing import ClassVar

from routes.carriers.form_signature import FormSigningCarrier
from routes.settings.carrier_settings import Keys


class Asterisk(FormSigningCarrier):
    """asterisk_key: a secret of your own, the same for hotline and bridge. asterisk_sounds: the
    folder of clips as Asterisk plays them; the bridge writes it, and Asterisk reads it.
    """

    name: ClassVar[str] = "Asterisk"
    keys_field: ClassVar[str] = "asterisk_key"
    signature_headers: ClassVar[tuple[str, ...]] = ("X-Wayout-Signature",)
    tells_bridged: ClassVar[bool] = True
    has_voices: ClassVar[bool] = False

    asterisk_key: Keys = ()
    asterisk_sounds: Path = Path("/var/lib/wayout/asterisk")
