"""Telnyx's signature: Ed25519 over the time and the body."""

from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nacl.signing import VerifyKey

TOLERANCE = 300
"""Seconds that a time stamp may differ from now: an older request may be somebody's recording of
one.
"""


def signed_by_telnyx(
    stamp: str, signature: str, body: bytes, keys: Iterable[str], now: datetime
) -> bool:
    """Whether the private half of one of these public keys signed `stamp|body` within five minutes
    of now.

    stamp: the header telnyx-timestamp, seconds since 1970. signature: telnyx-signature-ed25519, in
    base64.
    The address is not signed: whoever could record a request could send its body to another step,
    for five minutes. (Telnyx, reference of the TeXML callbacks. RFC 8032: verifying compares
    nothing secret, so its duration betrays nothing.)
    """
    return _is_fresh(stamp, now) and any(
        _verifies(key, stamp.encode() + b"|" + body, signature) for key in keys
    )


def public_key(written: str) -> "VerifyKey":
    """A key as Telnyx shows it: 32 bytes in base64. Raises ValueError for anything else."""
    from nacl.signing import VerifyKey  # only workers with this scheme need it

    return VerifyKey(b64decode(written, validate=True))


def _is_fresh(stamp: str, now: datetime) -> bool:
    is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= 12
    return is_number and abs(now.timestamp() - int(stamp)) <= TOLERANCE


def _verifies(key: str, message: bytes, signature: str) -> bool:
    from nacl.exceptions import BadSignatureError

    try:
        public_key(key).verify(message, b64decode(signature, validate=True))
    except (ValueError, BadSignatureError):
        return False
    return True
