"""A carrier that signs the address and the form of its requests: an HMAC in a header.

Twilio ("Validating requests") and Somleng sign with the account's token, SignalWire ("Webhook
security") with the project's signing key.
"""

import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from flask import Request
from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    RequestValidator,
    add_port,
    remove_port,
)

from routes.carriers.carrier import Carrier
from routes.settings.checks import is_host

LARGEST_FORM = 100
"""Fields. A webhook of Twilio has about thirty."""
_FIELD = rb"[A-Za-z0-9_.-]{1,64}=[^&]*"
_FORM = re.compile(rb"(?:%b(?:&%b){0,%d})?" % (_FIELD, _FIELD, LARGEST_FORM - 1))
"""A form as carriers write it. Anything else is refused before it is parsed, which could take a
hundred times as long as a step of a call.
"""
_SIGNATURES = {
    HMAC_SHA1: re.compile(r"[A-Za-z0-9+/]{27}="),
    HMAC_SHA256: re.compile(r"[A-Za-z0-9+/]{43}="),
}
"""Algorithm -> the shape of its signatures: 20 or 32 bytes in base64."""


class FormSigningCarrier(Carrier):
    """signature_headers: where the signature stands, any one of these."""

    signature_headers: ClassVar[tuple[str, ...]]

    def algorithm_and_keys(self, request: Request) -> tuple[str, list[str]]:
        """With which algorithm and keys this request may be signed."""
        return HMAC_SHA1, self.signing_keys

    def is_signed(self, request: Request, public_url: str) -> bool:
        """Whether one of the keys signed the address and the form."""
        return self._is_signed_for(request, [public_url])

    def has_signature(self, request: Request) -> bool:
        """Whether one of the headers is there."""
        return any(name in request.headers for name in self.signature_headers)

    def is_signed_elsewhere(self, request: Request, public_url: str) -> bool:
        """Tries the addresses at which this request says that it arrived."""
        hosts = {request.headers.get(name, "") for name in ("Host", "X-Forwarded-Host")}
        arrived = {
            f"{scheme}://{host}" for scheme in ("https", "http") for host in hosts if is_host(host)
        }
        return self._is_signed_for(request, sorted(arrived - {public_url}))

    def _is_signed_for(self, request: Request, roots: Iterable[str]) -> bool:
        """Whether one of the keys signed the form and one of these addresses.

        The likeliest address is tried first, since each costs an HMAC.
        """
        algorithm, keys = self.algorithm_and_keys(request)
        shape = _SIGNATURES.get(algorithm)
        signatures = [
            signature
            for name in self.signature_headers
            if shape and shape.fullmatch(signature := request.headers.get(name, ""))
        ]
        if not signatures or not _FORM.fullmatch(request.get_data()):
            return False
        uri, form = uri_of(request), request.form
        return any(
            hmac.compare_digest(
                RequestValidator(key).compute_signature(address, form, algorithm), signature
            )
            for root in roots
            for address in self._as_signed(root, uri)
            for key in keys
            for signature in signatures
        )

    def _as_signed(self, root: str, uri: str) -> Iterator[str]:
        """An address as the carrier may write it when it signs: with or without the usual port
        (twilio's own RequestValidator accepts both), and with or without the part behind #, of
        which the documents say nothing.
        """
        for written in (remove_port, add_port):
            address = written(urlsplit(root)) + uri
            yield address
            if self.address_suffix:
                yield f"{address}#{self.address_suffix}"

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
