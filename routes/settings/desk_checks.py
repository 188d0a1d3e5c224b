"""Whether the desk's settings can be used. What is wrong is told without the secret."""

import re

from pydantic import SecretStr
from werkzeug.security import check_password_hash

from routes.settings.checks import is_guessable

SHORTEST_KEY = 32
"""Characters of a key that signs sessions."""
_READABLE = re.compile(
    r"(scrypt:\d+:\d+:\d+|pbkdf2:sha(256|512):\d+)\$[^$]+\$([0-9a-f]{64}|[0-9a-f]{128})"
)


def readable_hash(kept: SecretStr) -> SecretStr:
    """STAFF_PASSWORD_HASH. Raises ValueError for what is no hash of a password."""
    if not is_readable(kept.get_secret_value()):
        raise ValueError(
            "is no hash of a password: copy what `flask staff password` prints, between single "
            "quotes"
        )
    return kept


def long_keys(keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    """SECRET_KEY. Raises ValueError when one of the keys can be guessed."""
    if any(is_guessable(key.get_secret_value(), SHORTEST_KEY) for key in keys):
        raise ValueError(
            f"is shorter than {SHORTEST_KEY} characters, or repeats a few of them: take what "
            "`openssl rand -hex 32` prints"
        )
    return keys


def is_readable(kept: str) -> bool:
    """Whether Werkzeug can compare a password with this hash."""
    if not _READABLE.fullmatch(kept):
        return False
    try:
        check_password_hash(kept, "")
    except (ValueError, MemoryError):  # numbers that scrypt does not take
        return False
    return True


def is_cheap(kept: str) -> bool:
    """Whether a thief of this hash could try passwords by the million: fewer rounds than OWASP
    advises ("Password Storage Cheat Sheet": scrypt with N=2^14 and r=8, or PBKDF2 with 210,000
    rounds).
    """
    method, *numbers = kept.partition("$")[0].split(":")
    if method == "scrypt":
        cost, block = int(numbers[0]), int(numbers[1])
        return cost < 2**14 or block < 8
    return int(numbers[-1]) < 210_000
