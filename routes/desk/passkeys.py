"""What is said and known of passkeys before one is used (`passkey_signatures.py`)."""

from flask import request

from routes.call.hotline import the_hotline
from routes.translations import N_

NOT_ARRIVED = N_("The passkey did not arrive. Try again, or choose a password.")


def root() -> str:
    """The address of the hotline, as browsers know it. In development it may be any."""
    return the_hotline().settings.whole_root or request.host_url.rstrip("/")
