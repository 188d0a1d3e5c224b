"""One turn of a call: the tree, where the caller is, and what time it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ivr.events import EventKind, Outcome
from ivr.node import Node
from ivr.notices import Notices
from ivr.position import UNDECIDED, Position
from ivr.step import Event, Step, Utterance, Wait
from ivr.tree import Tree


@dataclass(frozen=True, slots=True)
class Turn:
    """What a node needs to answer. notices: what this caller is to be told, the newest first."""

    tree: Tree
    position: Position
    now: datetime
    notices: Notices = ()

    @property
    def node(self) -> Node:
        """The node that the caller is at."""
        return self.tree.nodes[self.position.node]

    def at(self, **changes: Any) -> Turn:
        """The same turn at another position."""
        return replace(self, position=replace(self.position, **changes))

    def first_at(self, node: str, **changes: Any) -> Turn:
        """The turn at another node, as if for the first time."""
        return self.at(node=node, attempt=1, part=1, lines=(), rung=0, **changes)

    def without_notices(self) -> Turn:
        """The same turn of a caller whom nothing may delay."""
        return replace(self, notices=())

    def say(self, prompts: Iterable[str], **values: str) -> tuple[Utterance, ...]:
        """Prompts in the caller's language; in several languages while none is chosen."""
        language = self.position.language
        spoken = self.tree.undecided if language == UNDECIDED else (language,)
        return tuple(
            Utterance(prompt, one, tuple(values.items())) for one in spoken for prompt in prompts
        )

    def untold(self, prompts: Iterable[str]) -> tuple[str, ...]:
        """These prompts, without those that are said once and that the caller has heard."""
        return tuple(prompt for prompt in prompts if prompt not in self.position.told)

    def wait(self, prompts: tuple[Utterance, ...], seconds: int, digits: int = 1) -> Step:
        """Say something and listen, at this position."""
        return Step(prompts, Wait(self.position, digits, seconds))

    def event(
        self, kind: EventKind, outcome: Outcome | None = None, destination: str = ""
    ) -> Event:
        """An event at this position."""
        return Event(kind, self.position.node, self.position.language, outcome, destination)

    def reached(self, destination: str, talked: int = 0) -> Event:
        """The caller has reached a person. talked: seconds of their conversation so far."""
        return replace(self.event(EventKind.REACHED, destination=destination), talked=talked)

    def go(self, node: str, **changes: Any) -> Step:
        """Take the caller to a node, as if for the first time.

        A caller without a language cannot use its keys: they hear what matters of the node in
        several languages, and then the page of languages. A caller who comes from a node that
        spares prompts hears neither these nor a notice.
        """
        spared = self.position.told.union(self.node.spared())
        turn = self.first_at(node, told=spared, **changes)
        turn = turn.without_notices() if self.node.spared() else turn
        if turn.position.language != UNDECIDED or not turn.node.choices():
            return turn.node.enter(turn).after((), turn.event(EventKind.ENTERED))
        start = turn.at(node=self.tree.goes.start)
        return start.node.enter(start).after(
            turn.say(turn.untold(turn.node.undecided())), turn.event(EventKind.ENTERED)
        )

    def retry(self, prompt: str, why: EventKind) -> Step:
        """Ask once more, or take the caller to a person when it was asked often enough."""
        if self.position.attempt >= self.node.attempts(self.tree):
            return self.give_up().after((), self.event(why))
        turn = self.at(attempt=self.position.attempt + 1)
        return turn.node.enter(turn).after(turn.say([prompt]), self.event(why))

    def give_up(self) -> Step:
        """Take a caller who finds no key to a person.

        After some chains in which nobody took the call, the line closes instead: a telephone in a
        pocket must not keep ringing the helpline.
        """
        if self.position.chains >= self.tree.ringing.chains:
            return self.go(self.tree.goes.farewell)
        return self.go(self.tree.goes.person)
