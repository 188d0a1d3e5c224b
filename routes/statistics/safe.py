"""What may leave: small counts are hidden, and so is whatever would give them away.

A table with sums is a set of equations: every row and every column adds up. A hidden count is safe when another
table, with another value there, shows exactly the same. The ways in which counts can change without any sum
changing are the circles of a network whose nodes are the rows and columns and whose edges are the hidden counts
(Gusfield, "A graph theoretic approach to statistical data security", SIAM Journal on Computing, 1988). What a
reader knows of hidden counts, that they are under five or not, limits how far each can change.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from routes.statistics.table import Shown, Table

SMALL = 5
"""Counts under this are hidden."""
FEW, HIDDEN = f"<{SMALL}", f"{SMALL}+"
"""What stands for a small count, and for a larger one that would give a small one away."""

_Place = tuple[int, int]
_Node = tuple[str, int]


def safe_together(tables: Iterable[Table]) -> list[Table]:
    """Tables that leave together. A figure that one of them hides is hidden in all."""
    given, names = list(tables), frozenset[str]()
    while True:
        made = [safe(table, names) for table in given]
        more = frozenset(
            name for table in made for row, column, name in table.figures if isinstance(table.counts[row][column], str)
        )
        if more == names:
            return made
        names = more


def safe(table: Table, also: frozenset[str] = frozenset()) -> Table:
    """The same table, from which no hidden count can be computed, not even from all that it shows together.

    also: names of figures that are to be hidden although they are not small.
    """
    hidden = _Hidden(table, also)
    counts = tuple(
        tuple(hidden.shown(row, column) for column in range(len(table.columns))) for row in range(len(table.rows))
    )
    return replace(table, counts=counts)


class _Hidden:
    """The counts that are hidden, more and more of them until none can be computed."""

    def __init__(self, table: Table, also: frozenset[str]) -> None:
        self._table = table
        self._counts = {(i, j): int(n) for i, row in enumerate(table.counts) for j, n in enumerate(row)}
        self._hidden = {place for place, n in self._counts.items() if n < SMALL}
        self._hidden |= {(row, column) for row, column, name in table.figures if name in also}
        unsure = deque(sorted(self._hidden))
        while unsure:
            place = unsure[0]
            if self._is_open(place) or not (other := self._next_smallest(place)):
                unsure.popleft()
            else:
                self._hidden.add(other)
                unsure.append(other)

    def shown(self, row: int, column: int) -> Shown:
        """A count, or what stands for it."""
        n = self._counts[row, column]
        if (row, column) not in self._hidden:
            return n
        return FEW if n < SMALL else HIDDEN

    def _next_smallest(self, place: _Place) -> _Place | None:
        """What is hidden too: first in the same row or column, where it does most."""
        shown = [other for other in self._counts if other not in self._hidden]
        beside = [other for other in shown if set(self._ends(other)) & set(self._ends(place))]
        return min(beside or shown, key=lambda other: (self._counts[other], other), default=None)

    def _is_open(self, place: _Place) -> bool:
        """Whether a hidden count could be one more, or one less, with everything that is shown the same."""
        row, column = self._ends(place)
        return any(
            self._can_change(place, by) and self._leads(*((column, row) if by > 0 else (row, column)), place)
            for by in (1, -1)
        )

    def _leads(self, begin: _Node, end: _Node, without: _Place) -> bool:
        """Whether other hidden counts can make up for a change, from one node of the network to another."""
        reached, queue = {begin}, deque([begin])
        while queue:
            for node in self._neighbours(queue.popleft(), without):
                if node not in reached:
                    reached.add(node)
                    queue.append(node)
        return end in reached

    def _neighbours(self, node: _Node, without: _Place) -> Iterator[_Node]:
        for place in self._hidden - {without}:
            row, column = self._ends(place)
            if node == row and self._can_change(place, 1):
                yield column
            if node == column and self._can_change(place, -1):
                yield row

    def _ends(self, place: _Place) -> tuple[_Node, _Node]:
        """The equations that a count is part of. Where nothing is summed there is none: one node stands for that."""
        row = ("row", place[0]) if self._table.sums_across else ("free", 0)
        return row, ("column", place[1]) if self._table.sums_down else ("free", 0)

    def _can_change(self, place: _Place, by: int) -> bool:
        """Whether a count could be this much more, as the network counts: a sum has the other sign."""
        changed = self._counts[place] + by * self._sign(place)
        return (changed >= 0) and (changed < SMALL) == (self._counts[place] < SMALL)

    def _sign(self, place: _Place) -> int:
        below = self._table.sums_down and place[0] == len(self._table.rows) - 1
        behind = self._table.sums_across and place[1] == len(self._table.columns) - 1
        return -1 if below != behind else 1
