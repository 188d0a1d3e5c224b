"""Addresses of channels hold passwords and tokens, so the database has them encrypted, with a key
that is made of SECRET_KEY.
"""

from base64 import b64decode, b64encode
from hashlib import sha256

from routes.settings.settings import Settings


def seal(settings: Settings, address: str) -> str:
    """An address as it is kept."""
    from nacl.secret import SecretBox  # a worker that sends nothing can do without

    box = SecretBox(_keys(settings)[0])
    return b64encode(box.encrypt(address.encode())).decode()


def unseal(settings: Settings, sealed: str) -> str | None:
    """The address; None where it was sealed with a SECRET_KEY that is gone."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    for key in _keys(settings):
        try:
            return SecretBox(key).decrypt(b64decode(sealed)).decode()
        except (CryptoError, ValueError):
            continue
    return None


def _keys(settings: Settings) -> list[bytes]:
    """The keys of this purpose alone, the newest first."""
    secrets = (key.get_secret_value() for key in settings.secret_key)
    return [sha256(b"wayout warnings\0" + secret.encode()).digest() for secret in secrets]
