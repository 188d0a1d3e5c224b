"""The order of the centres in the file of destinations: their tables change places."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from routes.releases.entities import NoSuchEntity

_HEAD = re.compile(r"""\[\s*["']?([^"'\[\].]+?)["']?\s*\]""")
"""The first line of a table, and of none within it."""


def centres(document: Mapping[str, Any]) -> list[str]:
    """The destinations that serve a region, in the order of the file."""
    return [name for name, one in document.items() if isinstance(one, dict) and one.get("region")]


def with_centres(content: str, order: Sequence[str]) -> str:
    """The file with its centres in another order, each with the comment right above it. Centres
    that the order does not name come last. Raises NoSuchEntity.
    """
    before = tomlkit.parse(content).unwrap()
    own = centres(before)
    wanted = [name for name in order if name in own] + [name for name in own if name not in order]
    first, tables = _tables(content)
    following = iter(wanted)
    moved = [next(following) if name in own else name for name in tables]
    after = first + "".join(tables[name] for name in moved)
    if tomlkit.parse(after).unwrap() != before:
        raise NoSuchEntity("the tables of the file cannot be brought into another order")
    return after


def _tables(content: str) -> tuple[str, dict[str, str]]:
    """What stands before the first table, and each table by its name, with the comment above it."""
    parts: list[list[str]] = [[]]
    names: list[str] = []
    for line in content.splitlines(keepends=True):
        if found := _HEAD.match(line):
            names.append(found[1])
            parts.append(_comment_above(parts[-1]))
        parts[-1].append(line)
    if not parts[-1][-1].endswith("\n"):
        parts[-1][-1] += "\n"
    first, *tables = ("".join(part) for part in parts)
    return first, dict(zip(names, tables, strict=True))


def _comment_above(lines: list[str]) -> list[str]:
    """Remove the comment at the end of these lines, and return it."""
    start = len(lines)
    while start and lines[start - 1].startswith("#"):
        start -= 1
    comment = lines[start:]
    del lines[start:]
    return comment
