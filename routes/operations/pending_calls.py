"""Test calls that were placed and are not answered yet.

The address that a confirmation is sent to is signed by the carrier, and could be sent again by
anybody who has seen it. So it holds a secret, whose digest names a file beside VERIFIED_FILE. The
command that places a call writes this file. The first answer removes it, and so proves that it is
the only one. The secret itself is kept nowhere.
"""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from audio.files import write_whole

LASTS = timedelta(minutes=5)
"""For which an answer counts. A test call rings for 20 seconds and ends after a minute."""
_BYTES = 16
_SUFFIX = ".call"


class PendingCall(BaseModel):
    """A test call. number: the digest of the address that was rung. until: UTC."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    destination: str
    number: str
    until: datetime


def place(verified: Path, destination: str, number: str, now: datetime) -> str:
    """Expect the answer to a test call; returns its secret. verified: VERIFIED_FILE, which lies in
    a folder that the server can write to. Raises OSError.
    """
    for path in verified.parent.glob(f"{verified.name}.*{_SUFFIX}"):
        if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > LASTS:
            path.unlink(missing_ok=True)  # of a command that was interrupted
    secret = secrets.token_urlsafe(_BYTES)
    call = PendingCall(destination=destination, number=number, until=now + LASTS)
    write_whole(_path(verified, secret), call.model_dump_json().encode())
    return secret


def answer(verified: Path, secret: str, now: datetime) -> PendingCall | None:
    """The test call that an answer belongs to; None where it was answered before, or is too old.
    Raises ValueError or OSError.
    """
    path = _path(verified, secret)
    try:
        call = PendingCall.model_validate_json(path.read_bytes())
        path.unlink()  # of two answers at the same time, one fails here
    except FileNotFoundError:
        return None
    return call if now < call.until else None


def withdraw(verified: Path, secret: str) -> bool:
    """Expect no answer any more; whether there was none. Raises OSError."""
    try:
        _path(verified, secret).unlink()
    except FileNotFoundError:
        return False
    return True


def _path(verified: Path, secret: str) -> Path:
    digest = sha256(secret.encode()).hexdigest()[:32]
    return verified.with_name(f"{verified.name}.{digest}{_SUFFIX}")
