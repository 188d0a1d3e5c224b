"""Secrets that the database must not hold in clear: who reads it, or a copy of it, gets nothing.

They are sealed with a key from SECRET_KEY. Of several keys the newest seals, and all of them open,
so that a key can be replaced.
"""

import base64
import logging
from hashlib import blake2b

from sqlalchemy import Connection

log = logging.getLogger(__name__)

SEALED = "sealed:"
"""Begins what is sealed. No secret of an authenticator has a colon."""
_PURPOSE = b"authenticator"
OPTION = "seal"
"""Of a connection: who works with it may be in a thread that knows no settings."""


class Seal:
    """keys: of SECRET_KEY, the newest first."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = tuple(
            blake2b(key.encode(), digest_size=32, person=_PURPOSE).digest() for key in keys
        )

    def close(self, secret: str) -> str:
        """Seal a secret. An empty one stays empty."""
        from nacl.secret import SecretBox  # a worker without a desk can do without

        if not secret:
            return ""
        sealed = SecretBox(self._keys[0]).encrypt(secret.encode())
        return SEALED + base64.urlsafe_b64encode(sealed).decode()

    def open(self, kept: str) -> str:
        """A secret that was sealed. Empty where none of the keys opens it."""
        from nacl.exceptions import CryptoError
        from nacl.secret import SecretBox

        if not kept:
            return ""
        sealed = base64.urlsafe_b64decode(kept.removeprefix(SEALED))
        for key in self._keys:
            try:
                return SecretBox(key).decrypt(sealed).decode()
            except CryptoError:
                continue
        log.error(
            "the secret of an authenticator was sealed with another SECRET_KEY: put the former key "
            "behind the new one, or invite the person again"
        )
        return ""


def seal_of(connection: Connection) -> Seal:
    """What seals and opens secrets in this transaction."""
    seal = connection.get_execution_options()[OPTION]
    assert isinstance(seal, Seal)
    return seal
