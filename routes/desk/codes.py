"""Codes of six digits from an authenticator (TOTP, RFC 6238)."""

import hmac
import re

import pyotp

STEP = 30
"""Seconds for which an authenticator shows a code."""
DRIFT = 1
"""Steps by which its clock may be wrong."""


def step_of(secret: str, code: str, now: int, used: int) -> int | None:
    """The step whose code this is; None for a wrong code, and for one that was used already, or an
    earlier one. used: the step of the last code that was taken.
    """
    digits = re.sub(r"\s", "", code)
    current = now // STEP
    for step in range(max(current - DRIFT, used + 1), current + DRIFT + 1):
        if hmac.compare_digest(pyotp.TOTP(secret).at(step * STEP).encode(), digits.encode()):
            return step
    return None


def address(secret: str, name: str) -> str:
    """What an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Wayout")
