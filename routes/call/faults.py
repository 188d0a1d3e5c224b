"""The last thing that broke in this process, for the desk, without what a caller did."""

import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """when: UTC. at: language and node of the step; empty for a request outside a call. kind: of
    the error. place: file, line and function.
    """

    when: datetime
    at: str
    kind: str
    place: str


@dataclass
class Faults:
    """since: when the process started. last: None while nothing broke."""

    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    last: Fault | None = None

    def keep(self, at: str, error: Exception) -> None:
        """Remember what broke, and where. The error's message is left out: it may hold what a
        caller typed.
        """
        frames = traceback.extract_tb(error.__traceback__)
        place = ""
        if frames:
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}, {frames[-1].name}"
        self.last = Fault(datetime.now(UTC), at, type(error).__name__, place)


def without_values(error: Exception) -> str:
    """Where an error happened, for a log. The error's message is left out, as above."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(frames)
    )
    return f"{type(error).__name__} in {where}"
