"""A carrier that signs the address and the form of its requests: HMAC-SHA1 in a header.

Twilio ("Validating requests") and Somleng sign with the account's token, SignalWire ("Webhook
security") with the project's signing key.
"""

from collections.abc import Mapping
from typing import ClassVar

from flask import Request
from twilio.request_validator import RequestValidator

from routes.carriers.carrier import Carrier


class FormSigningCarrier(Carrier):
    """signature_headers: where the signature stands, any one of these."""

    signature_headers: ClassVar[tuple[str, ...]]

    def is_signed(self, request: Request, public_url: str) -> bool:
        """Whether one of the keys signed the address and the form.

        Whether the carrier signs what stands behind # in an address is not documented, so both
        are accepted.
        """
        url = public_url + uri_of(request)
        urls = [url, f"{url}#{self.address_suffix}"] if self.address_suffix else [url]
        signatures = [request.headers.get(name, "") for name in self.signature_headers]
        return any(
            RequestValidator(key).validate(signed_url, request.form, signature)
            for key in self.signing_keys
            for signature in filter(None, signatures)
            for signed_url in urls
        )

    def sign(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """The header with the signature of the newest key."""
        if not self.signing_keys:
            return {}
        signature = RequestValidator(self.signing_keys[0]).compute_signature(url, form)
        return {self.signature_headers[0]: signature}


def uri_of(request: Request) -> str:
    """Path and query exactly as they were sent: Flask's own URL has percent-escapes decoded."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI")
    return str(sent or request.full_path.rstrip("?"))
