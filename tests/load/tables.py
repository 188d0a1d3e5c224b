"""Markdown, for whoever reads it in a terminal or on a page."""

from collections.abc import Iterable, Sequence
from math import isnan

from tests.load.measuring import share

Value = float | int | str


def table(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Every column as wide as it needs; figures to the right."""
    lines = [list(columns), *([written(one) for one in row] for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    head, *body = (
        "| " + " | ".join(one.rjust(width) for one, width in zip(line, widths, strict=True)) + " |" for line in lines
    )
    rule = "|" + "|".join("-" * (width + 1) + ":" for width in widths) + "|"
    return "\n".join([head, rule, *body, ""])


def written(value: Value) -> str:
    """A figure with as many places as mean something."""
    if isinstance(value, str):
        return value
    if isnan(value):
        return "-"
    return f"{value:.2f}" if 0 < abs(value) < 1 else f"{value:.1f}" if value < 100 and value % 1 else f"{value:.0f}"


def milliseconds(ordered: Sequence[float]) -> list[Value]:
    """Of times in seconds, which are in order: half of them, 99 of a hundred, and all are no longer."""
    return [1000 * share(ordered, part) for part in (0.5, 0.99, 1.0)]
