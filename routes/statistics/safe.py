"""Hides small counts, and all counts from which they could be computed.

A table with sums is a set of equations: every row and every column adds up. A hidden count is safe
if there is another table with another value there that is shown in the same way. Counts can change
without changing a sum along a cycle in this graph: the rows and columns are its nodes, and the
hidden counts are its edges (Gusfield, "A graph theoretic approach to statistical data security",
SIAM Journal on Computing, 1988). A reader knows of each hidden count whether it is under five, and
this limits how far it can change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import heappop, heappush
from math import inf

from routes.statistics.table import Shown, Table, in_order

SMALL = 5
"""Counts under this are hidden."""
FEW, HIDDEN = f"<{SMALL}", f"{SMALL}+"
"""Shown instead of a small count, and of a larger one from which a small one could be computed."""

_Place = tuple[int, int]
_Node = tuple[str, int]


def safe_together(tables: Iterable[Table]) -> list[Table]:
    """Tables that are shown together. A figure that one of them hides is hidden in all."""
    given = list(tables)
    names = frozenset[str]()
    while True:
        made = [safe(table, names) for table in given]
        more = frozenset(
            name
            for table in made
            for row, column, name in table.figures
            if isinstance(table.counts[row][column], str)
        )
        if more == names:
            return made
        names = more


def safe(table: Table, also: frozenset[str] = frozenset()) -> Table:
    """The same table with so many counts hidden that none of them can be computed.

    also: names of figures that are hidden although they are not small.
    """
    hidden = _HiddenCounts(table, also)
    counts = tuple(
        tuple(hidden.shown(row, column) for column in range(len(table.columns)))
        for row in range(len(table.rows))
    )
    return in_order(replace(table, counts=counts))


class _HiddenCounts:
    """Hides counts of a table until none of the hidden ones can be computed."""

    def __init__(self, table: Table, also: frozenset[str]) -> None:
        self._table = table
        self._counts = {
            (i, j): int(n) for i, row in enumerate(table.counts) for j, n in enumerate(row)
        }
        self._beside: dict[_Node, list[_Place]] = {}
        for place in self._counts:
            for node in set(self._ends(place)):
                self._beside.setdefault(node, []).append(place)
        self._hidden = {place for place, n in self._counts.items() if n < SMALL}
        self._hidden |= {(row, column) for row, column, name in table.figures if name in also}
        for place in sorted(self._hidden):
            self._hidden |= self._cheapest_cycle(place)

    def shown(self, row: int, column: int) -> Shown:
        """A count, or the text that is shown instead."""
        n = self._counts[row, column]
        if (row, column) not in self._hidden:
            return n
        return FEW if n < SMALL else HIDDEN

    def _cheapest_cycle(self, place: _Place) -> frozenset[_Place]:
        """The places on the cycle with the smallest sum through a hidden place. Hide all of them,
        and nobody can tell the hidden count from one more or one less.
        """
        row, column = self._ends(place)
        ways = [(column, row)] * self._can_change(place, 1) + [(row, column)] * self._can_change(
            place, -1
        )
        cycles = [self._cheapest_way(begin, end, place) for begin, end in ways]
        return min(cycles, default=(inf, frozenset[_Place]()), key=lambda cycle: cycle[0])[1]

    def _cheapest_way(
        self, begin: _Node, end: _Node, without: _Place
    ) -> tuple[float, frozenset[_Place]]:
        """Dijkstra's way through the network. It costs what has to be hidden for it."""
        done: set[_Node] = set()
        queue: list[tuple[int, _Node, tuple[_Place, ...]]] = [(0, begin, ())]
        while queue:
            cost, node, way = heappop(queue)
            if node == end:
                return cost, frozenset(way)
            if node not in done:
                done.add(node)
                for place, further in self._steps(node):
                    if place != without:
                        more = 0 if place in self._hidden else self._counts[place]
                        heappush(queue, (cost + more, further, (*way, place)))
        return inf, frozenset()

    def _steps(self, node: _Node) -> Iterator[tuple[_Place, _Node]]:
        for place in self._beside[node]:
            row, column = self._ends(place)
            if node == row and self._can_change(place, 1):
                yield place, column
            if node == column and self._can_change(place, -1):
                yield place, row

    def _ends(self, place: _Place) -> tuple[_Node, _Node]:
        """The two equations that a count is part of. The node "free" replaces an equation where
        nothing is summed.
        """
        row = ("row", place[0]) if self._table.sums_across else ("free", 0)
        return row, ("column", place[1]) if self._table.sums_down else ("free", 0)

    def _can_change(self, place: _Place, by: int) -> bool:
        """Whether a count could be this much more and still be shown in the same way."""
        below = self._table.sums_down and place[0] == len(self._table.rows) - 1
        behind = self._table.sums_across and place[1] == len(self._table.columns) - 1
        sign = -1 if below != behind else 1  # in the equations, a sum has the other sign
        changed = self._counts[place] + by * sign
        return changed >= 0 and (changed < SMALL) == (self._counts[place] < SMALL)
