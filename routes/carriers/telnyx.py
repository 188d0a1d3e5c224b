"""Telnyx: signs the time and the body with a private key that nobody else has (Ed25519)."""

import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from flask import Request
from pydantic import AfterValidator, SecretStr

from routes.carriers.carrier import CannotSign, Carrier
from routes.settings.carrier_settings import Keys

if TYPE_CHECKING:
    from nacl.signing import VerifyKey

_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{86}==")
"""64 bytes in base64."""
TOLERANCE = 300
"""Seconds that a time stamp may differ from now. An older request may be a recorded one."""


def public_key(written: str) -> "VerifyKey":
    """A key as Telnyx shows it: 32 bytes in base64. Raises ValueError for anything else."""
    from nacl.signing import VerifyKey  # only workers with this carrier need the library

    return VerifyKey(b64decode(written, validate=True))


def _public_keys(keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    for key in keys:
        try:
            public_key(key.get_secret_value())
        except ValueError:
            raise ValueError(
                "copy the account's public key from Telnyx: 32 bytes in base64"
            ) from None
    return keys


class Telnyx(Carrier):
    """telnyx_public_key: the account's public key."""

    name: ClassVar[str] = "Telnyx"
    keys_field: ClassVar[str] = "telnyx_public_key"
    unknown: ClassVar[Mapping[str, str]] = {
        "Gather actionOnEmptyResult": "after silence the redirect behind the question asks again",
        "Dial answerOnBridge": "the caller may hear silence while the whisper is spoken",
    }

    telnyx_public_key: Annotated[Keys, AfterValidator(_public_keys)] = ()

    def is_signed(self, request: Request, public_url: str) -> bool:
        """Whether time and body are signed. The address is not, so `public_url` does not matter."""
        stamp = request.headers.get("telnyx-timestamp", "")
        signature = request.headers.get("telnyx-signature-ed25519", "")
        body = request.get_data()
        return signed_by_telnyx(stamp, signature, body, self.signing_keys, datetime.now(UTC))

    def has_signature(self, request: Request) -> bool:
        """Whether the header is there."""
        return "telnyx-signature-ed25519" in request.headers

    def sign(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """Nothing without a key, as in development; else only Telnyx can sign."""
        if not self.signing_keys:
            return {}
        raise CannotSign(
            "only Telnyx has the private key: to call from here, start without TELNYX_PUBLIC_KEY"
        )


def signed_by_telnyx(
    stamp: str, signature: str, body: bytes, keys: Iterable[str], now: datetime
) -> bool:
    """Whether the private half of one of these public keys signed `stamp|body` within five minutes
    of now.

    stamp: the header telnyx-timestamp, seconds since 1970. signature: telnyx-signature-ed25519, in
    base64. The address is not signed: an attacker who could record a request could send its body
    to another step, for five minutes. (Telnyx, reference of the TeXML callbacks. RFC 8032:
    verifying compares nothing secret, so its duration betrays nothing.)
    """
    is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= 12
    if not is_number or abs(now.timestamp() - int(stamp)) > TOLERANCE:
        return False
    if not _SIGNATURE.fullmatch(signature):
        return False
    return any(_verifies(key, stamp.encode() + b"|" + body, signature) for key in keys)


def _verifies(key: str, message: bytes, signature: str) -> bool:
    from nacl.exceptions import BadSignatureError

    try:
        public_key(key).verify(message, b64decode(signature, validate=True))
    except (ValueError, BadSignatureError):
        return False
    return True
