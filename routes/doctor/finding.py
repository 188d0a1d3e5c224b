"""What the doctor's checks are given, and what they find."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from routes.call.hotline import Hotline
from routes.carriers.api import CarrierApi
from routes.database.store import DeskStore
from routes.operations.confirmation_calls import store_here
from routes.translations import Message


class Level(StrEnum):
    """good: nothing to do. warning: a person should look at it. problem: it harms callers now."""

    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found. check: its name. message: one line that says what happened and
    what to do next. It holds no number of a caller or of a line, and no call id.
    """

    check: str
    level: Level
    message: Message


@dataclass(frozen=True, slots=True)
class Case:
    """The hotline that is examined, and the time. clock: counts seconds. store: the desk's
    database, where there is a desk.
    """

    hotline: Hotline
    now: datetime
    clock: Callable[[], float]
    store: DeskStore | None = field(default_factory=store_here)


class CheckResult(NamedTuple):
    """One result of a check, before the name of the check is added."""

    level: Level
    message: Message


CheckResults = Iterator[CheckResult]
Check = Callable[[Case], CheckResults]
CarrierCheck = Callable[[Case, CarrierApi], CheckResults]


def good(text: str, plain: str, /, **values: object) -> CheckResult:
    """Nothing to do. The parts of its message are given, as for those below."""
    return CheckResult(Level.GOOD, Message(text, plain, **values))


def warning(text: str, plain: str, /, **values: object) -> CheckResult:
    """A person should look at it."""
    return CheckResult(Level.WARNING, Message(text, plain, **values))


def problem(text: str, plain: str, /, **values: object) -> CheckResult:
    """It harms callers now."""
    return CheckResult(Level.PROBLEM, Message(text, plain, **values))
