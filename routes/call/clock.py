"""The time in a call, and whether the call is real or rehearsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

Environ = Mapping[str, Any]
"""The WSGI environment of a request (PEP 3333)."""

REHEARSAL = "wayout.rehearsal"
"""The key of the WSGI environment that marks a rehearsed call. A request cannot set it, or the two
below: its headers arrive under HTTP_ and a few fixed names (PEP 3333).
"""
AS_CALL = "wayout.counted-as-call"
"""The key that makes a rehearsed call count as a real one."""
MOMENT = "wayout.moment"
"""The key that holds the time of a rehearsed call, with its zone."""


def now(environ: Environ) -> datetime:
    """The time for a request, UTC."""
    rehearsed: datetime | None = environ.get(MOMENT)
    return rehearsed.astimezone(UTC) if rehearsed else datetime.now(UTC)


def is_rehearsed(environ: Environ) -> bool:
    """Whether a call is rehearsed. Nothing is then asked of the carrier's API."""
    return REHEARSAL in environ


def counts_as_rehearsal(environ: Environ) -> bool:
    """Whether a call is counted with the rehearsals, apart from real calls."""
    return is_rehearsed(environ) and AS_CALL not in environ


@dataclass
class Clock:
    """The time in a rehearsed call. now: with its zone. stands: whether it stands still."""

    now: datetime
    stands: bool = False

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        if not self.stands:
            self.now += timedelta(seconds=seconds)
