"""The whisper: what the person who picks up hears, before the caller is put through.

Nobody accepts by accident, and no caller talks to a voicemail: only one key takes the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from ivr.node import Node
from ivr.position import UNDECIDED
from ivr.step import Connect, HangUp, Step, Utterance, Wait

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Whisper(Node):
    """known: says which language the caller speaks. unknown: says that none was chosen.
    accept: the key that takes the call.
    times: how often it is said. seconds: silence after each time; together, when it gives up.
    """

    keys_everywhere: ClassVar[bool] = False

    kind: Literal["whisper"]
    known: str
    unknown: str
    accept: str = Field(pattern=r"^[0-9]$")
    times: int = Field(ge=1, le=3)
    seconds: int = Field(ge=2, le=10)

    def enter(self, turn: Turn) -> Step:
        listeners = turn.tree.destinations[turn.position.destination or ""].whisper
        prompts = tuple(self._say(turn.position.language, one) for one in listeners)
        return Step(prompts, Wait(turn.position, digits=1, seconds=self.seconds, or_hang_up=True))

    def hear(self, turn: Turn, keys: str) -> Step | None:
        if keys != self.accept:
            return None
        return Step((), Connect(), (turn.event("whisper", "accepted"),))

    def silent(self, turn: Turn) -> Step:
        """Also how it begins: whoever picks up has been asked nothing yet (attempt 0)."""
        if turn.position.attempt < self.times:
            return self.enter(turn.at(attempt=turn.position.attempt + 1))
        return Step((), HangUp(), (turn.event("whisper", "not taken"),))

    def wrong(self, turn: Turn) -> Step:
        """Any other key declines: the next line rings at once."""
        return Step((), HangUp(), (turn.event("whisper", "declined"),))

    def script(self, tree: Tree) -> Iterator[Utterance]:
        listeners = {one for place in tree.destinations.values() for one in place.whisper}
        for listener in sorted(listeners):
            for language in (UNDECIDED, *sorted(tree.offered)):
                yield self._say(language, listener)

    def _say(self, language: str, listener: str) -> Utterance:
        if language == UNDECIDED:
            return Utterance(self.unknown, listener, (("key", self.accept),))
        return Utterance(self.known, listener, (("key", self.accept), ("language", language)))
