"""Proof that a request comes from the carrier, by the scheme that SIGNATURE_SCHEME chooses."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from routes.call.outgoing import OVERRIDES
from routes.call.request import Fields, uri_of
from routes.carriers.telnyx import signed_by_telnyx
from routes.settings.settings import Settings

HEADERS = {
    "twilio": ("X-Twilio-Signature",),
    "signalwire": ("X-SignalWire-Signature", "X-Twilio-Signature"),
}
"""Where a carrier that signs address and form puts its signature: any one of these."""


def signature(settings: Settings, uri: str, form: Mapping[str, str]) -> dict[str, str]:
    """The header with which the carrier would send a form to `uri` (path and query): for trying the
    hotline out.

    Empty without a key. Not for Telnyx, whose private key nobody else has.
    """
    if not settings.signing_keys:
        return {}
    signed = RequestValidator(settings.signing_keys[0]).compute_signature(
        settings.public_url + uri, form
    )
    return {HEADERS[settings.signature_scheme][0]: signed}


def is_signed(asked: Request, fields: Fields, settings: Settings) -> bool:
    """Whether one of the keys of the chosen scheme signed this request. fields: its form.

    Several keys are valid while one is being rotated. Without any, which only development allows,
    nothing is checked. A signature that is missing or malformed is none, and raises nothing.
    """
    if not settings.signing_keys:
        return settings.development
    if settings.signature_scheme == "telnyx":
        return _time_and_body_are_signed(asked, settings)
    return _address_and_form_are_signed(asked, fields, settings)


def _address_and_form_are_signed(asked: Request, fields: Fields, settings: Settings) -> bool:
    """HMAC-SHA1 over the public URL and the sorted form, in base64, compared in constant time.

    Twilio ("Validating requests") and Somleng sign with the account's token, SignalWire ("Webhook
    security") with the project's signing key. Whether the overrides behind an address are signed
    with it is not
    documented: both are taken.
    """
    url, keys = settings.public_url + uri_of(asked), settings.signing_keys
    signatures = [asked.headers.get(header, "") for header in HEADERS[settings.signature_scheme]]
    if any(is_signature(one, key, url, fields) for key in keys for one in signatures):
        return True
    form, urls, validators = (
        MultiDict(fields),
        (url, f"{url}#{OVERRIDES}"),
        [RequestValidator(key) for key in keys],
    )
    return any(
        key.validate(one, form, signature)
        for key in validators
        for one in urls
        for signature in signatures
    )


def is_signature(sent: str, key: str, url: str, fields: Fields) -> bool:
    """What RequestValidator finds as good as always, in a tenth of its time: it tries the address
    with and without a port, and every step of every call waits for this.
    """
    signed = url + "".join([name + value for name, value in sorted(set(fields))])
    made = _keyed(key).copy()
    made.update(signed.encode())
    return hmac.compare_digest(b64encode(made.digest()), sent.encode())


@lru_cache(8)
def _keyed(key: str) -> hmac.HMAC:
    """To be copied: unlike `hmac.digest` it lets no other thread come first."""
    return hmac.new(key.encode(), digestmod="sha1")


def _time_and_body_are_signed(asked: Request, settings: Settings) -> bool:
    stamp = asked.headers.get("telnyx-timestamp", "")
    signature = asked.headers.get("telnyx-signature-ed25519", "")
    return signed_by_telnyx(
        stamp, signature, asked.get_data(), settings.signing_keys, datetime.now(UTC)
    )
