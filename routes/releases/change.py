"""A change of one thing that the files of the hotline say, as the desk keeps it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Value = Any
"""What JSON can hold: None, a text, a number, true or false, or a list or an object of these."""

Content = dict[str, bytes]
"""Path -> content of everything that a start reads (operations/last_good.py)."""


@dataclass(frozen=True, slots=True)
class Change:
    """entity: what is changed, such as `destinations.payoke.lines.3f2a90bc.uri`. before, after: its
    value. by: who changed it. at: in seconds since 1970. why: in their words; may be empty.
    """

    id: int
    entity: str
    before: Value
    after: Value
    by: str = ""
    at: int = 0
    why: str = ""

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(0, self.entity, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that no longer fits the files. found: what the files say now; None, with a problem
    in words, where they have no such thing.
    """

    change: Change
    found: Value
    problem: str = ""

    def __str__(self) -> str:
        change = self.change
        if self.problem:
            return f"{change.entity}: {self.problem}"
        return (
            f"{change.entity}: was {written(change.before)} when {change.by or 'somebody'} changed "
            f"it to {written(change.after)}, and is {written(self.found)} now"
        )


def written(value: Value) -> str:
    """A value as JSON: two values are the same when this is the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def chains(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Entity -> its changes, in their order."""
    found: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda one: one.id):
        found.setdefault(change.entity, []).append(change)
    return found
