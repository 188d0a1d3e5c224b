"""The whisper: what the person who picks up hears, before the caller is put through.

Nobody accepts by accident, and no caller talks to a voicemail: only one key takes the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from ivr.events import EventKind, ListenerAnswer
from ivr.nodes.listener import Listener
from ivr.position import UNDECIDED, Region
from ivr.step import Connect, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Whisper(Listener):
    """known: says which language the caller speaks. unknown: says that none was chosen.
    regions: where the caller is, as far as they have said so. accepts: says which key takes the
    call.
    interprets: says which key takes it together with an interpreter, where the destination has one
    for the caller's language. interpreter: that key.
    """

    counted_as: ClassVar[EventKind] = EventKind.WHISPER

    kind: Literal["whisper"]
    known: str
    unknown: str
    regions: dict[Region, str]
    accepts: str
    interprets: str
    interpreter: str = Field(pattern=r"^[0-9]$")

    def hear(self, turn: Turn, keys: str) -> Step | None:
        line = self._line(turn)
        if line and keys == self.interpreter:
            accepted = turn.event(self.counted_as, ListenerAnswer.WITH_INTERPRETER)
            reached = turn.reached(turn.position.destination or "")
            return Step((), Connect(line), (accepted, reached))
        return super().hear(turn, keys)

    def question(self, turn: Turn) -> tuple[Utterance, ...]:
        here, listeners = turn.position, self.languages_of(turn)
        offers = self._line(turn) is not None
        return tuple(
            line for one in listeners for line in self._say(here.language, here.region, one, offers)
        )

    def accepted(self, turn: Turn) -> Step:
        return Step((), Connect(), (turn.reached(turn.position.destination or ""),))

    def script(self, tree: Tree) -> Iterator[Utterance]:
        """Also what nobody hears as long as no destination has an interpreter: naming one then
        takes no recording.
        """
        listeners = {one for place in tree.destinations.values() for one in place.whisper}
        for listener in sorted(listeners):
            for language in (UNDECIDED, *sorted(tree.offered)):
                yield from self._say(language, None, listener)
            yield from (Utterance(prompt, listener) for prompt in self.regions.values())
            yield self._offer(listener)

    def _line(self, turn: Turn) -> str | None:
        """The interpreter's line: that of the destination for the caller's language, if there is
        one.
        """
        here = turn.position
        rung = turn.tree.destinations.get(here.destination or "")
        return rung.interpreters.get(here.language) if rung else None

    def _say(
        self, language: str, region: Region | None, listener: str, offers: bool = False
    ) -> Iterator[Utterance]:
        if language == UNDECIDED:
            yield Utterance(self.unknown, listener)
        else:
            yield Utterance(self.known, listener, (("language", language),))
        if region:
            yield Utterance(self.regions[region], listener)
        yield Utterance(self.accepts, listener, (("key", self.accept),))
        if offers:
            yield self._offer(listener)

    def _offer(self, listener: str) -> Utterance:
        return Utterance(self.interprets, listener, (("key", self.interpreter),))
