"""The whisper: what the person who picks up hears, before the caller is put through.

Nobody accepts by accident, and no caller talks to a voicemail: only one key takes the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from ivr.node import Node
from ivr.position import UNDECIDED, Region
from ivr.step import Connect, HangUp, Step, Utterance, Wait

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Whisper(Node):
    """known: says which language the caller speaks. unknown: says that none was chosen.
    regions: where the caller is, as far as they have said so.
    accepts: says which key takes the call. accept: that key.
    times: how often it is said. seconds: silence after each time; together, when it gives up.
    """

    keys_everywhere: ClassVar[bool] = False

    kind: Literal["whisper"]
    known: str
    unknown: str
    regions: dict[Region, str]
    accepts: str
    accept: str = Field(pattern=r"^[0-9]$")
    times: int = Field(ge=1, le=3)
    seconds: int = Field(ge=2, le=10)

    def enter(self, turn: Turn) -> Step:
        listeners = turn.tree.destinations[turn.position.destination or ""].whisper
        here = turn.position
        prompts = tuple(line for one in listeners for line in self._say(here.language, here.region, one))
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
                yield from self._say(language, None, listener)
            yield from (Utterance(prompt, listener) for prompt in self.regions.values())

    def _say(self, language: str, region: Region | None, listener: str) -> Iterator[Utterance]:
        if language == UNDECIDED:
            yield Utterance(self.unknown, listener)
        else:
            yield Utterance(self.known, listener, (("language", language),))
        if region:
            yield Utterance(self.regions[region], listener)
        yield Utterance(self.accepts, listener, (("key", self.accept),))
