"""The counters.

Each counter is about one thing: a language, a node, or an hour of the day. A counter of two things
would describe a single call. Calls and how lines ended are counted by the day. All else is counted
by the month, because a day may have a single call.
"""

from bisect import bisect_left
from collections import Counter
from enum import StrEnum
from typing import NamedTuple

SECONDS = (10, 20, 30, 40, 50, 60, 75, 90, 105, 120, 150, 180, 240, 300, 420, 600, 900, 1800)
"""Upper bounds, inclusive, of the seconds to a person."""
KEYS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50)
"""Upper bounds, inclusive, of the keys pressed until then."""
MORE = "more"
"""The bucket above the last bound."""
OTHER = "other"
"""Replaces a word that is not one of the hotline's own."""
EVER = ""
"""The period of a counter that is never removed."""


class Measure(StrEnum):
    """What is counted. The values are stored. `value` and `outcome` of a counter are empty unless
    its measure says what they are.
    """

    CALLS = "calls"
    """Calls that were answered, by the day and in total."""
    REACHED = "reached"
    """Calls in which a person was reached, by the day and in total."""
    LINES = "lines"
    """Lines that were rung, by the day. value: the destination; outcome: a LineEnding."""
    LANGUAGES = "languages"
    """A caller chose a language. value: its tag."""
    LISTENED = "listened"
    """A caller came to a node. value: the node."""
    WAITS = "waits"
    """A caller was asked to press a key, or to wait for a line. value: the node."""
    WENT_ON = "went on"
    """The caller was still there afterwards. value: the node."""
    SECONDS = "seconds"
    """Calls in which a person was reached. value: the bucket of the seconds until then."""
    KEYS = "keys"
    """Calls in which a person was reached. value: the bucket of the keys pressed until then."""
    HOURS = "hours"
    """Calls that were answered. value: the hour of the day in Belgium, such as 09. The day of the
    week is not here: if only one call came on a Tuesday, it would show the date of that hour.
    """
    TAKEN = "taken"
    """A person took a call. value: the destination. Only in a batch, and kept nowhere: it begins
    the count of lines anew that nobody took.
    """
    FAILED = "failed"
    """Steps that failed: the caller heard an apology."""
    LOST = "lost"
    """Steps that were not counted."""
    CHECKS = "checks"
    """Batches that were sent only to see whether they arrive."""


OF_DAYS = (Measure.CALLS, Measure.REACHED, Measure.LINES)
"""Counted by the day."""
OF_EVER = (
    Measure.CALLS,
    Measure.REACHED,
    Measure.TAKEN,
    Measure.FAILED,
    Measure.LOST,
    Measure.CHECKS,
)
"""Counted in total, for monitoring. Measures in neither tuple are counted by the month."""
_LIVE = (Measure.LINES, Measure.TAKEN, Measure.FAILED, Measure.LOST, Measure.CHECKS)


class Cell(NamedTuple):
    """One counter. period: a day such as 2026-03-10, a month such as 2026-03, or EVER.
    rehearsal: whether it counts simulated calls.
    """

    period: str
    rehearsal: bool
    measure: str
    value: str = ""
    outcome: str = ""


Counts = Counter[Cell]
LOST_STEPS = Cell(EVER, False, Measure.LOST.value)
CHECK: Counts = Counter({Cell(EVER, False, Measure.CHECKS.value): 1})
"""A batch that counts nothing but itself."""


def is_live(cell: Cell) -> bool:
    """Whether a counter is written within seconds. It is about lines, errors or simulated calls.
    All others wait until many steps are written together.
    """
    return cell.rehearsal or cell.measure in _LIVE


def bucket(value: int, bounds: tuple[int, ...]) -> str:
    """The bucket of a value in a histogram, named by its upper bound."""
    index = bisect_left(bounds, value)
    return str(bounds[index]) if index < len(bounds) else MORE
