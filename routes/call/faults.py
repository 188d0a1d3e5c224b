"""The last thing that broke in this process, for the desk to tell."""

from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """when: UTC. at: language and node of the step; empty for a request outside a call. kind: of
    the error.
    place: file, line and function. Nothing of it tells what a caller did.
    """

    when: datetime
    at: str
    kind: str
    place: str


@dataclass
class Faults:
    """The last one since the process started; None while nothing broke."""

    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    last: Fault | None = None
