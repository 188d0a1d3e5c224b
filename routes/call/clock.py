"""What time it is for a call, and whether it is a real one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

Environ = Mapping[str, Any]
"""Of a request (PEP 3333)."""

REHEARSAL = "wayout.rehearsal"
"""The key of the WSGI environment that marks a call that nobody real makes. What a request brings
along arrives there under HTTP_ and a few fixed names (PEP 3333), so nobody can set it, or those
below, from outside.
"""
AS_CALL = "wayout.counted-as-call"
"""The key that counts a rehearsed call among the real ones all the same."""
MOMENT = "wayout.moment"
"""The key that holds the moment that is rehearsed, with its zone."""


def now(environ: Environ) -> datetime:
    """The time for a request, UTC."""
    rehearsed: datetime | None = environ.get(MOMENT)
    return rehearsed.astimezone(UTC) if rehearsed else datetime.now(UTC)


def is_rehearsed(environ: Environ) -> bool:
    """Whether nobody real is calling: then nothing is asked of the carrier's API."""
    return REHEARSAL in environ


def counts_as_rehearsal(environ: Environ) -> bool:
    """Whether a request is counted apart from real calls."""
    return is_rehearsed(environ) and AS_CALL not in environ


@dataclass
class Clock:
    """The time in a rehearsed call. now: with its zone. stands: acts take no time."""

    now: datetime
    stands: bool = False

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        if not self.stands:
            self.now += timedelta(seconds=seconds)
