"""The last thing that broke in this process, for the desk, without what a caller did."""

import traceback
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from ivr.destinations import BRUSSELS_TIME


@dataclass(frozen=True, slots=True)
class Fault:
    """What broke, without language, node and time, which would tell of the caller.

    day: in Belgium. in_call: whether a caller heard the apology. kind: of the error. place: file,
    line and function.
    """

    day: date
    in_call: bool
    kind: str
    place: str


@dataclass
class Faults:
    """since: when the process started. last: None while nothing broke."""

    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    last: Fault | None = None

    def keep(self, error: Exception, *, in_call: bool) -> None:
        """Remember what broke, and where. The error's message is left out: it may hold what a
        caller typed.
        """
        frames = traceback.extract_tb(error.__traceback__)
        place = ""
        if frames:
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}, {frames[-1].name}"
        today = datetime.now(BRUSSELS_TIME).date()
        self.last = Fault(today, in_call, type(error).__name__, place)


def without_values(error: Exception) -> str:
    """Where an error happened, for a log. The error's message is left out, as above."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(frames)
    )
    return f"{type(error).__name__} in {where}"
