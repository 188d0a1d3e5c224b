"""Markdown tables that can also be read in a terminal."""

from collections.abc import Iterable, Sequence
from math import ceil, isnan, nan

Value = float | int | str


def table(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Every column as wide as it needs; figures to the right, what has none to the left."""
    values = [list(row) for row in rows]
    lines = [list(columns), *([written(one) for one in row] for row in values)]
    widths = [max(3, *map(len, column)) for column in zip(*lines, strict=True)]
    words = [all(isinstance(row[index], str) for row in values) for index in range(len(columns))]
    sides = [str.ljust if is_words else str.rjust for is_words in words]
    rule = [
        "-" * width if is_words else "-" * (width - 1) + ":"
        for width, is_words in zip(widths, words, strict=True)
    ]
    head, *body = [
        [side(one, width) for side, one, width in zip(sides, line, widths, strict=True)]
        for line in lines
    ]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in (head, rule, *body)), ""])


def written(value: Value) -> str:
    """A figure with as many places as mean something."""
    if isinstance(value, str):
        return value
    if isnan(value):
        return "-"
    return (
        f"{value:.2f}"
        if 0 < abs(value) < 1
        else f"{value:.1f}"
        if value < 100 and value % 1
        else f"{value:.0f}"
    )


def share(ordered: Sequence[float], part: float) -> float:
    """The smallest value that so large a part of the values does not exceed; not a number where
    there are none.
    """
    return ordered[max(ceil(len(ordered) * part) - 1, 0)] if ordered else nan


def milliseconds(ordered: Sequence[float]) -> list[Value]:
    """Of times in seconds, which are in order: half of them, 99 of a hundred, and all are no
    longer.
    """
    return [1000 * share(ordered, part) for part in (0.5, 0.99, 1.0)]
