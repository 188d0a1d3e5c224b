"""How long the counts of callers wait in memory before they are written together. Pure.

Two states of the database, or two of its backups, tell by their difference what was counted in
between. If that were one call, they would tell its whole story.
"""

from dataclasses import dataclass
from datetime import datetime

from routes.statistics.period import belgian_day

SEVERAL = 100
"""Steps that are written together: those of about ten calls."""


@dataclass
class Delay:
    """since: when the first count that waits was taken. steps: of how many steps counts wait."""

    since: datetime | None = None
    steps: int = 0

    def add(self, now: datetime) -> None:
        """One more step waits."""
        self.since = self.since or now
        self.steps += 1

    def restore(self, former: "Delay") -> None:
        """Steps that could not be written wait again, beside those that came meanwhile."""
        self.since = former.since or self.since
        self.steps += former.steps

    def is_over(self, now: datetime) -> bool:
        """Whether the counts are to be written: several steps wait and their hour is over. Where
        few call, their Belgian day must be over.
        """
        if self.since is None:
            return False
        if belgian_day(now) != belgian_day(self.since):
            return True
        return self.steps >= SEVERAL and now.hour != self.since.hour
