"""What the person who picks up hears: a question that one key answers, said a few times over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from ivr.events import EventKind, ListenerAnswer
from ivr.node import Node
from ivr.position import Position
from ivr.step import HangUp, Step, Utterance, Wait

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Listener(Node):
    """A node that speaks to the person who picks up a line, in the languages of their destination.

    accept: the key that says yes. times: how often the question is said, in all languages of the
    listener together: someone who hears two languages hears each of them half as often.
    seconds: how long to wait for a key at the end. pause: how long before it is said again; a key
    counts then, and at any moment of the question.
    """

    speaks_to_caller: ClassVar[bool] = False
    counted_as: ClassVar[EventKind]
    """The kind of event that counts what is answered."""

    accept: str = Field(pattern=r"^[0-9]$")
    times: int = Field(ge=1, le=3)
    seconds: int = Field(ge=2, le=10)
    pause: int = Field(ge=1, le=10)

    def enter(self, turn: Turn) -> Step:
        seconds = self.pause if self._says_it_again(turn) else self.seconds
        wait = Wait(turn.position, digits=1, seconds=seconds, or_hang_up=True)
        return Step(self.question(turn), wait)

    def hear(self, turn: Turn, keys: str) -> Step | None:
        if keys != self.accept:
            return None
        return self.accepted(turn).after((), turn.event(self.counted_as, ListenerAnswer.ACCEPTED))

    def silent(self, turn: Turn) -> Step:
        """Also how a whisper begins: at attempt 0 the person has just picked up."""
        if self._says_it_again(turn):
            return self.enter(turn.at(attempt=turn.position.attempt + 1))
        return Step((), HangUp(), (turn.event(self.counted_as, ListenerAnswer.NOT_TAKEN),))

    def _says_it_again(self, turn: Turn) -> bool:
        return turn.position.attempt < max(self.times // len(self.languages_of(turn)), 1)

    def wrong(self, turn: Turn) -> Step:
        """Any other key declines, and the line closes at once."""
        return Step((), HangUp(), (turn.event(self.counted_as, ListenerAnswer.DECLINED),))

    def positions(self, tree: Tree, name: str, language: str) -> Iterator[Position]:
        for destination in tree.destinations:
            yield Position(name, language, destination=destination)

    def answer_keys(self, tree: Tree, position: Position) -> Mapping[ListenerAnswer, str]:
        return {ListenerAnswer.ACCEPTED: self.accept}

    def question(self, turn: Turn) -> tuple[Utterance, ...]:
        """What is asked, in every language of the listener."""
        raise NotImplementedError

    def accepted(self, turn: Turn) -> Step:
        """What a yes leads to."""
        raise NotImplementedError

    def languages_of(self, turn: Turn) -> tuple[str, ...]:
        """The languages in which this listener is spoken to."""
        return turn.tree.destinations[turn.position.destination or ""].whisper
