"""The last thing that broke, for the desk, without what a caller did."""

import time
import traceback
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ivr.hours import BRUSSELS_TIME
from routes.call.notes import Notes

FOLDER = "faults"
"""Below the state directory: the last fault of each process."""
TOLD = timedelta(days=1)
"""For how long after its day a fault is shown: by then it was mended, or has come again."""


class Fault(BaseModel):
    """What broke, without language, node and time, which would tell of the caller.

    day: in Belgium. in_call: whether a caller heard the apology. kind: of the error. place: file,
    line and function.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    in_call: bool
    kind: str
    place: str


class Faults:
    """since: when this process started. last: what broke last in it; None while nothing did.
    folder: the state directory, which all processes share; None for no file.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.since = datetime.now(UTC)
        self.last: Fault | None = None
        self._notes = Notes(folder / FOLDER if folder else None, 7 * 24 * 3600, Fault)

    @property
    def shared(self) -> bool:
        """Whether the faults of other processes are known."""
        return self._notes.shared

    def keep(self, error: Exception, *, in_call: bool) -> None:
        """Remember what broke, and where. The error's message is left out: it may hold what a
        caller typed.
        """
        frames = traceback.extract_tb(error.__traceback__)
        place = ""
        if frames:
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}, {frames[-1].name}"
        today = datetime.now(BRUSSELS_TIME).date()
        self.last = Fault(day=today, in_call=in_call, kind=type(error).__name__, place=place)
        self._notes.write(self.last)

    def lately(self, today: date) -> Fault | None:
        """What broke last in any process, yesterday or today. Where no folder is shared: in this
        one, whenever that was.
        """
        if not self.shared:
            return self.last
        found = self._notes.read(time.time())
        recent = [fault for fault in found if today - fault.day <= TOLD]
        return max(recent, key=lambda fault: (fault.day, fault.in_call), default=None)


def without_values(error: Exception) -> str:
    """Where an error happened, for a log. The error's message is left out, as above."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(frames)
    )
    return f"{type(error).__name__} in {where}"
