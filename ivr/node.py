"""What every node of the tree can do. Each kind of node has its own file in ivr/nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict

from ivr.events import EventKind
from ivr.position import DialEnded
from ivr.step import Event, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Node(BaseModel):
    """A place in the tree. Pure: the same turn always gives the same step."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys_everywhere: ClassVar[bool] = True
    """Whether 0, *, # and 9 keep their meaning here."""

    def enter(self, turn: Turn) -> Step:
        """The caller comes here, or is asked again."""
        raise NotImplementedError

    def hear(self, turn: Turn, keys: str) -> Step | None:
        """The caller pressed keys. None: they mean nothing here."""
        return None

    def silent(self, turn: Turn) -> Step:
        """The caller pressed nothing."""
        return turn.retry(turn.tree.reprompt.silence, EventKind.SILENCE)

    def wrong(self, turn: Turn) -> Step:
        """The caller pressed what means nothing here."""
        return turn.retry(turn.tree.reprompt.wrong, EventKind.WRONG_KEY)

    def back(self, turn: Turn) -> Step:
        """The caller goes one step back."""
        return turn.go(turn.tree.parents.get(turn.position.node, turn.tree.goes.start))

    def again(self, turn: Turn) -> Step:
        """The caller wants to hear it again."""
        return self.enter(turn.at(attempt=1))

    def dialled(self, turn: Turn, connected: bool) -> Step:
        """A line that this node rang is over."""
        return self.enter(turn)

    def waiting_in_conference(self, turn: Turn) -> Step:
        """The person who took the call waits for the caller in a conference."""
        return self.dialled(turn, connected=True)

    def line_ended(self, turn: Turn, ended: DialEnded) -> tuple[Event, ...]:
        """What there is to count of a line that is over."""
        return ()

    def attempts(self, tree: Tree) -> int:
        """How often the question is asked before the caller is taken to a person."""
        return tree.reprompt.attempts

    def undecided(self) -> tuple[str, ...]:
        """What a caller without a language hears of this node, before the page of languages.

        None of it by default: a menu in three languages at once helps nobody.
        """
        return ()

    def choices(self) -> dict[str, str]:
        """The keys of this node besides those that work everywhere: key -> prompt that names it."""
        return {}

    def targets(self) -> dict[str, str]:
        """The nodes that this one leads to: how -> node."""
        return {}

    def script(self, tree: Tree) -> Iterator[Utterance]:
        """Everything that this node can say."""
        return iter(())
