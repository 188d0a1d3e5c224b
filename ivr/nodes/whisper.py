"""The whisper: what the person who picks up hears, before the caller is put through.

Nobody accepts by accident, and no caller talks to a voicemail: only one key takes the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from ivr.nodes.listener import Listener
from ivr.position import UNDECIDED, Region
from ivr.step import Connect, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Whisper(Listener):
    """known: says which language the caller speaks. unknown: says that none was chosen.
    regions: where the caller is, as far as they have said so. accepts: says which key takes the call.
    """

    kind: Literal["whisper"]
    known: str
    unknown: str
    regions: dict[Region, str]
    accepts: str

    def question(self, turn: Turn) -> tuple[Utterance, ...]:
        here, listeners = turn.position, self.languages_of(turn)
        return tuple(line for one in listeners for line in self._say(here.language, here.region, one))

    def accepted(self, turn: Turn) -> Step:
        return Step((), Connect(), (turn.reached(turn.position.destination or ""),))

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
