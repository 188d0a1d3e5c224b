"""One turn of a call: the tree, where the caller is, and what time it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ivr.events import EventKind, Outcome
from ivr.node import Node
from ivr.position import UNDECIDED, Position
from ivr.step import Event, Step, Utterance, Wait
from ivr.tree import Tree


@dataclass(frozen=True, slots=True)
class Turn:
    """What a node needs to answer."""

    tree: Tree
    position: Position
    now: datetime

    @property
    def node(self) -> Node:
        """The node that the caller is at."""
        return self.tree.nodes[self.position.node]

    def at(self, **changes: Any) -> Turn:
        """The same turn at another position."""
        return replace(self, position=replace(self.position, **changes))

    def first_at(self, node: str, **changes: Any) -> Turn:
        """The turn at another node, as if for the first time."""
        return self.at(node=node, attempt=1, part=1, line=0, rung=0, **changes)

    def say(self, prompts: Iterable[str], **values: str) -> tuple[Utterance, ...]:
        """Prompts in the caller's language; in several, one after the other, while it is unknown."""
        language = self.position.language
        spoken = self.tree.undecided if language == UNDECIDED else (language,)
        return tuple(
            Utterance(prompt, one, tuple(values.items())) for one in spoken for prompt in prompts
        )

    def wait(self, prompts: tuple[Utterance, ...], seconds: int, digits: int = 1) -> Step:
        """Say something and listen, at this position."""
        return Step(prompts, Wait(self.position, digits, seconds))

    def event(
        self, kind: EventKind, outcome: Outcome | None = None, destination: str = ""
    ) -> Event:
        """Something to count at this position."""
        return Event(kind, self.position.node, self.position.language, outcome, destination)

    def reached(self, destination: str, talked: int = 0) -> Event:
        """The caller has reached a person. talked: seconds of their conversation so far."""
        return replace(self.event(EventKind.REACHED, destination=destination), talked=talked)

    def go(self, node: str, **changes: Any) -> Step:
        """Take the caller to a node, as if for the first time.

        Without a language there is no menu to go to: the caller hears what matters of the node in
        several languages, and then the page of languages.
        """
        turn = self.first_at(node, **changes)
        if turn.position.language != UNDECIDED or not turn.node.choices():
            return turn.node.enter(turn).after((), turn.event(EventKind.ENTERED))
        start = turn.at(node=self.tree.goes.start)
        return start.node.enter(start).after(
            turn.say(turn.node.undecided()), turn.event(EventKind.ENTERED)
        )

    def retry(self, prompt: str, why: EventKind) -> Step:
        """Ask once more, or take the caller to a person when it was asked often enough."""
        if self.position.attempt >= self.node.attempts(self.tree):
            return self.give_up().after((), self.event(why))
        turn = self.at(attempt=self.position.attempt + 1)
        return turn.node.enter(turn).after(turn.say([prompt]), self.event(why))

    def give_up(self) -> Step:
        """The caller does not find a key: a person is rung.

        A line on which nobody ever answers or speaks is let go after some chains, so that a
        telephone in a pocket does not keep ringing the helpline.
        """
        if self.position.chains >= self.tree.ringing.chains:
            return self.go(self.tree.goes.farewell)
        return self.go(self.tree.goes.person)
