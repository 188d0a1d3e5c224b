"""How often in a row a line was rung and nobody took the call. Pure.

A line is not a caller, so this is exact and told at once. It holds no time: only the number since
somebody took a call.
"""

from collections import Counter
from collections.abc import Mapping

from ivr.events import LineEnding
from routes.statistics.cells import Counts, Measure

InARow = Mapping[str, int]
"""Destination -> lines in a row that nobody took. Under ALL those of all destinations together."""
ALL = ""
OF_ALL = 5
"""Lines in a row, wherever they were rung, after which callers seem to reach nobody: those of two
callers or more, most often.
"""
OF_ONE = 3
"""Lines of one destination in a row, after which a person should look at it."""
_TELLS_NOTHING = (LineEnding.CONNECTED, LineEnding.CANCELED)
"""Endings that are no failure: a conversation, and a caller who hung up."""


def in_a_row_after(before: InARow, counts: Counts) -> dict[str, int]:
    """The numbers after a batch. Within a batch the order is not known: where somebody took a call,
    the count begins anew.
    """
    failed: Counter[str] = Counter()
    taken: set[str] = set()
    for cell, n in counts.items():
        if cell.rehearsal:
            continue
        is_line = cell.measure == Measure.LINES
        if cell.measure == Measure.TAKEN or (is_line and cell.outcome == LineEnding.CONNECTED):
            taken |= {cell.value, ALL}
        elif is_line and cell.outcome not in _TELLS_NOTHING:
            failed.update({cell.value: n, ALL: n})
    touched = {name: before.get(name, 0) + n for name, n in failed.items()}
    return {**before, **touched, **dict.fromkeys(taken, 0)}
