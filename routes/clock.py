"""What time it is for a call, and whether it is a real one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import request

REHEARSAL = "wayout.rehearsal"
"""The key of the WSGI environment that marks a call that nobody real makes. What a request brings along arrives
there under HTTP_ and a few fixed names (PEP 3333), so nobody can set it, or those below, from outside.
"""
AS_CALL = "wayout.counted-as-call"
"""The key that counts a rehearsed call among the real ones all the same."""
MOMENT = "wayout.moment"
"""The key that holds the moment that is rehearsed, with its zone."""


def now() -> datetime:
    """The time for the request at hand, UTC."""
    rehearsed: datetime | None = request.environ.get(MOMENT)
    return rehearsed.astimezone(UTC) if rehearsed else datetime.now(UTC)


def is_rehearsed() -> bool:
    """Whether nobody real is calling: then nothing is asked of the carrier's API."""
    return REHEARSAL in request.environ


def counts_as_rehearsal() -> bool:
    """Whether the request at hand is counted apart from real calls."""
    return is_rehearsed() and AS_CALL not in request.environ


@dataclass
class Clock:
    """The time in a rehearsed call. now: with its zone. stands: acts take no time."""

    now: datetime
    stands: bool = False

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        if not self.stands:
            self.now += timedelta(seconds=seconds)
