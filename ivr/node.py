"""What every node of the tree can do. Each kind of node has its own file in ivr/nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict

from ivr.events import EventKind, LineEnding, ListenerAnswer
from ivr.exits import Exit
from ivr.position import DialEnded, Position, Region
from ivr.step import Event, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn


class Node(BaseModel):
    """A place in the tree. Pure: the same turn always gives the same step.

    kind: the word that chooses this kind of node in hotline.toml.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    speaks_to_caller: ClassVar[bool] = True
    """False where it speaks to the person who picks up. 0, *, # and 9 are keys of callers only."""
    frame: ClassVar[tuple[str, str]] = ("{{", "}}")
    """What stands around its name in the drawing (Mermaid)."""

    kind: str

    # During a call

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

    def dialled(self, turn: Turn, ended: DialEnded) -> Step:
        """A line that this node rang is over."""
        return self.enter(turn)

    def waiting_in_conference(self, turn: Turn) -> Step:
        """The person who took the call waits for the caller in a conference."""
        return self.dialled(turn, DialEnded(LineEnding.CONNECTED))

    def line_ended(self, turn: Turn, ended: DialEnded) -> tuple[Event, ...]:
        """What there is to count of a line that is over."""
        return ()

    def interpreter_line(self, turn: Turn) -> str | None:
        """The line of the interpreter who was offered to the person who was rung; None when none
        was.
        """
        return None

    def attempts(self, tree: Tree) -> int:
        """How often the question is asked before the caller is taken to a person."""
        return tree.reprompt.attempts

    def undecided(self) -> tuple[str, ...]:
        """What a caller without a language hears of this node, before the page of languages.
        Nothing by default: a menu in three languages at once would confuse the caller.
        """
        return ()

    def spared(self) -> tuple[str, ...]:
        """The prompts that callers who leave from here do not hear."""
        return ()

    # About the tree, for those who check, draw, translate or simulate it

    def problems(self, tree: Tree, name: str) -> Iterator[str]:
        """What is wrong with this node. name: under which the tree has it."""
        for way_out in self.exits():
            if way_out.node not in tree.nodes:
                by = f"key {way_out.key}" if way_out.key else way_out.how
                yield f"{by} leads to {way_out.node!r}, and there is no such node"

    def exits(self) -> tuple[Exit, ...]:
        """Every way to another node."""
        return ()

    def choices(self) -> dict[str, str]:
        """The keys of this node besides those that work everywhere: key -> prompt that names it."""
        return {way_out.key: way_out.says for way_out in self.exits() if way_out.key}

    def script(self, tree: Tree) -> Iterator[Utterance]:
        """Everything that this node can say."""
        return iter(())

    def content(self, language: str) -> tuple[str, ...]:
        """The prompts that a caller in this language hears here, besides those that name keys."""
        return ()

    def positions(self, tree: Tree, name: str, language: str) -> Iterator[Position]:
        """Every position at which this node says something else, in one language."""
        yield Position(name, language)

    def offers(self) -> tuple[str, ...]:
        """The languages that a caller can choose here."""
        return ()

    def language_keys(self, tree: Tree, part: int) -> Mapping[str, str]:
        """Key -> the language that it chooses, on one page of languages."""
        return {}

    def rings(self, tree: Tree, region: Region | None) -> tuple[str, ...]:
        """The destinations that are rung here for a caller from this region, in order."""
        return ()

    def answer_keys(self, tree: Tree, position: Position) -> Mapping[ListenerAnswer, str]:
        """The keys with which the person who picks up can answer, other than to decline."""
        return {}
