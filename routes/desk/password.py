"""The one password of the desk, of which only a hash is kept."""

import hmac
from hashlib import sha256

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST = 12
"""Characters of a password. It stands alone between the internet and the desk."""


def hash_of(password: str) -> str:
    """What the settings keep of a password (scrypt, with a salt of its own). Raises ValueError for
    a short one.
    """
    if len(password) < SHORTEST:
        raise ValueError(
            f"the password is too short: take {SHORTEST} characters or more, such as four words"
        )
    return generate_password_hash(password, method="scrypt")


def is_right(kept: str, password: str) -> bool:
    """Whether this is the password. Takes as long for a wrong one as for the right one."""
    return check_password_hash(kept, password)


def trace_of(kept: str) -> str:
    """What a session keeps, to end when the password is changed. It does not help to guess it: a
    hash has a salt.
    """
    return sha256(kept.encode()).hexdigest()[:32]


def is_trace_of(trace: str, kept: str) -> bool:
    """Whether a session began with this password."""
    return hmac.compare_digest(trace.encode(), trace_of(kept).encode())
