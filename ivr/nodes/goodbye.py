"""Last words, and the line closes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from ivr.node import Node
from ivr.step import HangUp, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Goodbye(Node):
    """says: the last words."""

    frame: ClassVar[tuple[str, str]] = ("[/", "/]")

    kind: Literal["goodbye"]
    says: tuple[str, ...] = Field(min_length=1)

    def enter(self, turn: Turn) -> Step:
        return Step(turn.say(self.says), HangUp())

    def script(self, tree: Tree) -> Iterator[Utterance]:
        return (line for prompt in self.says for line in tree.in_every_language(prompt))

    def content(self, language: str) -> tuple[str, ...]:
        return self.says
