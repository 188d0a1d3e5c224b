"""Proof that a request comes from the carrier, by the scheme that SIGNATURE_SCHEME chooses."""

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Request
from twilio.request_validator import RequestValidator, compare

from routes.outgoing import OVERRIDES
from routes.settings import Settings
from routes.signature_telnyx import signed_by_telnyx

HEADERS = {
    "twilio": ("X-Twilio-Signature",),
    "signalwire": ("X-SignalWire-Signature", "X-Twilio-Signature"),
}
"""Where a carrier that signs address and form puts its signature: any one of these."""


def signature(settings: Settings, uri: str, form: Mapping[str, str]) -> dict[str, str]:
    """The header with which the carrier would send a form to `uri` (path and query): for trying the hotline out.

    Empty without a key. Not for Telnyx, whose private key nobody else has.
    """
    if not settings.signing_keys:
        return {}
    signed = RequestValidator(settings.signing_keys[0]).compute_signature(settings.public_url + uri, form)
    return {HEADERS[settings.signature_scheme][0]: signed}


def is_signed(request: Request, settings: Settings) -> bool:
    """Whether one of the keys of the chosen scheme signed this request.

    Several keys are valid while one is being rotated. Without any, which only development allows,
    nothing is checked. A signature that is missing or malformed is none, and raises nothing.
    """
    if not settings.signing_keys:
        return settings.development
    if settings.signature_scheme == "telnyx":
        return _time_and_body_are_signed(request, settings)
    return _address_and_form_are_signed(request, settings)


def _address_and_form_are_signed(request: Request, settings: Settings) -> bool:
    """HMAC-SHA1 over the public URL and the sorted form, in base64, compared in constant time.

    Twilio ("Validating requests") and Somleng sign with the account's token, SignalWire ("Webhook
    security") with the project's signing key. Whether the overrides behind an address are signed with it is not
    documented: both are taken.
    """
    url = settings.public_url + raw_uri(request)
    urls = (url, f"{url}#{OVERRIDES}")
    sent = [request.headers.get(header, "") for header in HEADERS[settings.signature_scheme]]
    validators = [RequestValidator(key) for key in settings.signing_keys]
    if any(compare(key.compute_signature(url, request.form), signature) for key in validators for signature in sent):
        return True  # as good as always, at a third of the time: validate tries the address with and without its port
    return any(key.validate(one, request.form, signature) for key in validators for one in urls for signature in sent)


def _time_and_body_are_signed(request: Request, settings: Settings) -> bool:
    stamp = request.headers.get("telnyx-timestamp", "")
    signature = request.headers.get("telnyx-signature-ed25519", "")
    body = request.get_data(cache=True)  # kept: the form is read from it afterwards
    return signed_by_telnyx(stamp, signature, body, settings.signing_keys, datetime.now(UTC))


def raw_uri(request: Request) -> str:
    """Path and query exactly as they were sent: Flask's own URL has percent-escapes decoded."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI")
    return str(sent or request.full_path.rstrip("?"))
