"""What a check finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from routes.call.hotline import Hotline
from routes.carriers.api import CarrierApi


class Level(StrEnum):
    """good: nothing to do. warning: somebody should look at it. problem: callers are harmed by it
    now.
    """

    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. check: its name. message: one line, what happened and what to do
    next; it holds no number of a caller or of a line, and no call id.
    """

    check: str
    level: Level
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is examined, and when. clock: seconds since some moment."""

    hotline: Hotline
    now: datetime
    clock: Callable[[], float]


Told = tuple[Level, str]
"""Level and message."""
Found = Iterator[Told]
"""What a check yields."""
Check = Callable[[Case], Found]
CarrierCheck = Callable[[Case, CarrierApi], Found]


def good(message: str) -> Told:
    """Nothing to do."""
    return Level.GOOD, message


def warning(message: str) -> Told:
    """Somebody should look at it."""
    return Level.WARNING, message


def problem(message: str) -> Told:
    """Callers are harmed by it."""
    return Level.PROBLEM, message
