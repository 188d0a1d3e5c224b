"""Passwords, of which only a hash is kept."""

import hmac
from hashlib import sha256

from werkzeug.security import check_password_hash, generate_password_hash

METHOD = "scrypt"
"""The method of a new hash. Tests make many hashes, and take a cheaper one."""
SHORTEST = 12
"""Characters that a password has at least."""


def hash_of(password: str) -> str:
    """The hash of a password (scrypt, with its own salt). Raises ValueError for a
    short password.
    """
    if len(password) < SHORTEST:
        raise ValueError(
            f"the password is too short: take {SHORTEST} characters or more, such as four words"
        )
    return generate_password_hash(password, method=METHOD)


def is_right(kept: str, password: str) -> bool:
    """Whether this is the password. Takes as long for a wrong one as for the right one."""
    return check_password_hash(kept, password)


def trace_of(kept: str) -> str:
    """A digest of the hash. A session keeps it, and ends when the password is changed."""
    return sha256(kept.encode()).hexdigest()[:32]


def is_trace_of(trace: str, kept: str) -> bool:
    """Whether a session began with this password."""
    return hmac.compare_digest(trace.encode(), trace_of(kept).encode())
