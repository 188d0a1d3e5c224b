"""A test call: the person who picks up confirms that the line is that of the destination.

There is no caller. It is placed from the command line, never during a call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from ivr.events import EventKind
from ivr.nodes.listener import Listener
from ivr.step import HangUp, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Verify(Listener):
    """asks: says what this call is, and which key confirms. thanks: said before the line closes.
    languages: those in which both are written. A destination whose whisper is in none of them hears
    the first.
    """

    counted_as: ClassVar[EventKind] = EventKind.VERIFY

    kind: Literal["verify"]
    asks: str
    thanks: str
    languages: tuple[str, ...] = Field(min_length=1)

    def question(self, turn: Turn) -> tuple[Utterance, ...]:
        return tuple(self._ask(one) for one in self.languages_of(turn))

    def accepted(self, turn: Turn) -> Step:
        return Step(tuple(Utterance(self.thanks, one) for one in self.languages_of(turn)), HangUp())

    def languages_of(self, turn: Turn) -> tuple[str, ...]:
        destination = turn.tree.destinations[turn.position.destination or ""]
        known = tuple(one for one in destination.whisper if one in self.languages)
        return known or self.languages[:1]

    def script(self, tree: Tree) -> Iterator[Utterance]:
        """Everything in all languages of this node: a destination may come to speak any of them."""
        for language in self.languages:
            yield self._ask(language)
            yield Utterance(self.thanks, language)

    def _ask(self, language: str) -> Utterance:
        return Utterance(self.asks, language, (("key", self.accept),))
