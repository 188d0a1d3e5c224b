"""How long the counts of callers wait in memory before they are written together. Pure.

The difference of two backups shows what was counted between them. If that were a single call, the
difference would show all that its caller did.
"""

from dataclasses import dataclass
from datetime import datetime

from routes.statistics.period import belgian_day

SEVERAL = 100
"""Steps that are written together: about ten calls."""


@dataclass
class Delay:
    """since: when the first of the waiting steps was taken. steps: how many steps wait."""

    since: datetime | None = None
    steps: int = 0

    def add(self, now: datetime) -> None:
        """One more step waits."""
        self.since = self.since or now
        self.steps += 1

    def restore(self, former: "Delay") -> None:
        """Let steps that could not be written wait again, with those that came meanwhile."""
        self.since = former.since or self.since
        self.steps += former.steps

    def is_over(self, now: datetime) -> bool:
        """Whether the counts are to be written: SEVERAL steps wait and their hour is over. Fewer
        steps wait until their Belgian day is over.
        """
        if self.since is None:
            return False
        if belgian_day(now) != belgian_day(self.since):
            return True
        return self.steps >= SEVERAL and now.hour != self.since.hour
