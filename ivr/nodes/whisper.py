"""The whisper: what the person who picks up hears, before the caller is put through.

Only one key takes the call, so that nobody accepts by accident and no caller talks to a voicemail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from ivr.events import EventKind, ListenerAnswer
from ivr.nodes.listener import Listener
from ivr.position import UNDECIDED, Position, Region
from ivr.step import Connect, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Whisper(Listener):
    """known: says which language the caller speaks. unknown: says that the caller chose none.
    regions: says where the caller is, when the caller has told. accepts: says which key takes the
    call.
    interprets: says which key takes the call together with an interpreter. It is said where the
    destination has one for the caller's language. interpreter: that key.
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
        line = self._line(turn.tree, turn.position)
        if line and keys == self.interpreter:
            accepted = turn.event(self.counted_as, ListenerAnswer.WITH_INTERPRETER)
            reached = turn.reached(turn.position.destination or "")
            return Step((), Connect(line), (accepted, reached))
        return super().hear(turn, keys)

    def question(self, turn: Turn) -> tuple[Utterance, ...]:
        here = turn.position
        listeners = self.languages_of(turn)
        offers = self._line(turn.tree, turn.position) is not None
        return tuple(
            line for one in listeners for line in self._say(here.language, here.region, one, offers)
        )

    def accepted(self, turn: Turn) -> Step:
        return Step((), Connect(), (turn.reached(turn.position.destination or ""),))

    def script(self, tree: Tree) -> Iterator[Utterance]:
        """Also how an interpreter is offered, even while no destination has one: naming one later
        then takes no new recording.
        """
        listeners = {one for place in tree.destinations.values() for one in place.whisper}
        for listener in sorted(listeners):
            for language in (UNDECIDED, *sorted(tree.offered)):
                yield from self._say(language, None, listener)
            yield from (Utterance(prompt, listener) for prompt in self.regions.values())
            yield self._offer(listener)

    def problems(self, tree: Tree, name: str) -> Iterator[str]:
        yield from super().problems(tree, name)
        if self.interpreter == self.accept:
            yield (
                f"key {self.accept} cannot both take the call and ask for an interpreter: "
                "give 'interpreter' another"
            )

    def answer_keys(self, tree: Tree, position: Position) -> Mapping[ListenerAnswer, str]:
        keys = super().answer_keys(tree, position)
        if self._line(tree, position) is None:
            return keys
        return {**keys, ListenerAnswer.WITH_INTERPRETER: self.interpreter}

    def _line(self, tree: Tree, position: Position) -> str | None:
        """The line of the destination's interpreter for the caller's language, if there is one."""
        rung = tree.destinations.get(position.destination or "")
        return rung.interpreters.get(position.language) if rung else None

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
