"""How long it takes a caller to reach a person. It travels in the URL only to be counted: no step
depends on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from ivr.position import Digits, Heard
from routes.call.position_url import number

DAY = 24 * 60 * 60
"""Seconds."""
MOST_KEYS = 999
"""More keys than this are not counted."""


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """began: second of the day, UTC, at which the call was answered. keys: how many the caller has
    pressed since.
    """

    began: int
    keys: int = 0

    @classmethod
    def starts(cls, now: datetime) -> Self:
        """That of a call which is answered now."""
        return cls(_second_of_day(now))

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self | None:
        """Read it from the URL of a step. None where it does not run: in a test call, and after a
        first conversation. Raises ValueError for a URL that this hotline never wrote.
        """
        began, keys = query.get("began"), query.get("keys", "0")
        return cls(number(began, 5), number(keys, 3)) if began else None

    def after(self, heard: Heard) -> "Stopwatch":
        """The same with the caller's keys counted."""
        if not (isinstance(heard, Digits) and heard.keys):
            return self
        return Stopwatch(self.began, min(self.keys + len(heard.keys), MOST_KEYS))

    def seconds(self, now: datetime, without: int = 0) -> int:
        """Seconds since the call was answered, less `without`. Right for calls under a day."""
        return (_second_of_day(now) - self.began - without) % DAY

    @property
    def query(self) -> dict[str, int]:
        """Its part of the URL's query, written after the position."""
        return {"began": self.began, "keys": self.keys}


def _second_of_day(now: datetime) -> int:
    return int(now.astimezone(UTC).timestamp()) % DAY
