"""The caller types the postcode of the place where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ivr.events import EventKind
from ivr.exits import Exit, How
from ivr.node import Node
from ivr.regions import region_of
from ivr.step import Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Postcode(Node):
    """asks: the question. wrong_code: said when there is no such postcode. goes: where next.

    Digits are gathered four at a time, so the keys that work everywhere arrive among them.
    """

    kind: Literal["postcode"]
    asks: str
    wrong_code: str
    goes: str
    seconds: int = Field(ge=1, le=15)

    def enter(self, turn: Turn) -> Step:
        return turn.wait(turn.say([self.asks]), self.seconds, digits=4)

    def hear(self, turn: Turn, keys: str) -> Step | None:
        """A postcode of Belgium, or one of the keys that work everywhere.

        * and # are no digits, so they work among the digits too. No postcode begins with 0, so a
        caller who begins with it wants a person. 9999 is no postcode, so a caller who presses
        nothing but 9 wants to leave quietly.
        """
        tree = turn.tree
        if tree.keys.back in keys:
            return self.back(turn)
        if tree.keys.again in keys:
            return self.again(turn)
        if keys.startswith(tree.keys.person):
            return turn.go(tree.goes.person)
        if set(keys) == {tree.keys.quiet}:
            return turn.go(tree.goes.quiet)
        region = region_of(keys)
        return turn.go(self.goes, region=region) if region else None

    def wrong(self, turn: Turn) -> Step:
        return turn.retry(self.wrong_code, EventKind.WRONG_POSTCODE)

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(How.POSTCODE, self.goes),)

    def script(self, tree: Tree) -> Iterator[Utterance]:
        yield from tree.in_every_language(self.asks)
        yield from tree.in_every_language(self.wrong_code)
