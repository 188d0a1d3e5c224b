"""What a reader knows of counts that are hidden: how small and how large each can be. Pure.

Everything here is computed from what is shown, so it tells nothing that a reader of the tables
could not compute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from routes.statistics.safe import FEW, HIDDEN, SMALL
from routes.statistics.table import Shown, Table


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a count can be. most: infinite where nothing limits it."""

    least: int
    most: float

    @property
    def shown(self) -> Shown:
        """The count where it is certain; else such as `41+`, which is 41 or more, or `<9`."""
        if self.least == self.most:
            return self.least
        return f"{self.least}+" if self.least else f"<{self.most + 1:.0f}"


NONE = Bounds(0, 0)
NOT_LISTED = Bounds(0, SMALL - 1)
"""A language or a node without a row."""
_ROUNDS = 3
"""How often equations are used to narrow what is hidden: a row, then a column, then a row."""


def total(several: Iterable[Bounds]) -> Bounds:
    """The sum of counts."""
    found = list(several)
    return Bounds(sum(one.least for one in found), sum(one.most for one in found))


def bounds_of(table: Table) -> list[list[Bounds]]:
    """The bounds of every count of a released table. Sums are used as a reader would use them: of
    12 calls fewer than five did not reach a person, so eight at least did.
    """
    found = [[_bounds(shown) for shown in row] for row in table.counts]
    for _ in range(_ROUNDS):
        if table.sums_across:
            found = [_narrowed(row) for row in found]
        if table.sums_down:
            columns = [_narrowed(column) for column in zip(*found, strict=True)]
            found = [list(row) for row in zip(*columns, strict=True)]
    return found


def _bounds(shown: Shown) -> Bounds:
    if isinstance(shown, int):
        return Bounds(shown, shown)
    return {FEW: NOT_LISTED, HIDDEN: Bounds(SMALL, inf)}[shown]


def _narrowed(line: Sequence[Bounds]) -> list[Bounds]:
    """A row or a column whose last count is the sum of the others."""
    *parts, last = line
    together = total(parts)
    whole = Bounds(max(last.least, together.least), min(last.most, together.most))
    return [*(_beside(parts, index, whole) for index in range(len(parts))), whole]


def _beside(parts: Sequence[Bounds], index: int, whole: Bounds) -> Bounds:
    """What a count can be beside the others of its sum."""
    part, others = parts[index], total([*parts[:index], *parts[index + 1 :]])
    least = whole.least - others.most if others.most < inf else 0
    return Bounds(max(part.least, int(least)), min(part.most, whole.most - others.least))
