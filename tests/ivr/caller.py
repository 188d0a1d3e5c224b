"""A person on the line: a conversation with the engine alone, without web and without sound."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from ivr.engine import advance, remember, start
from ivr.events import LineEnding
from ivr.notices import Notices
from ivr.position import UNDECIDED, DialEnded, Digits, Heard, Position, Region
from ivr.step import Dial, HangUp, Step, Wait
from ivr.tree import Tree
from ivr.turn import Turn

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
"""An ordinary Tuesday, noon in Brussels."""

_ENDLESS = 100
"""No chain has so many lines."""


@dataclass
class Caller:
    """Remembers the last step, as a carrier does. Every act returns the caller."""

    tree: Tree
    step: Step
    now: datetime = NOON
    notices: Notices = ()

    @classmethod
    def dials(cls, tree: Tree, language: str = UNDECIDED, notices: Notices = ()) -> Self:
        """A caller of the hotline, or of its number for one language."""
        step = start(tree, NOON, language, notices=notices)
        return cls(tree, step, notices=notices)

    @classmethod
    def at(cls, tree: Tree, position: Position, now: datetime = NOON) -> Self:
        """A caller who has just come to a position."""
        turn = Turn(tree, position, now)
        return cls(tree, remember(turn, turn.node.enter(turn)), now)

    @classmethod
    def at_node(
        cls, tree: Tree, node: str, language: str = "en", region: Region | None = None
    ) -> Self:
        """A caller who has just come to a node. At the page of languages they have chosen none."""
        chosen = UNDECIDED if node == tree.goes.start else language
        return cls.at(tree, Position(node, chosen, region=region))

    def press(self, *keys: str) -> Self:
        """Press keys, one answer each."""
        for key in keys:
            self._tell(Digits(key))
        return self

    def wait(self, times: int = 1) -> Self:
        """Press nothing."""
        return self.press(*[""] * times)

    def line_ends(self, *, connected: bool = False) -> Self:
        """The line that rings is over."""
        assert isinstance(self.step.then, Dial), "nothing rings"
        return self.hears_of(DialEnded(LineEnding.CONNECTED if connected else LineEnding.NO_ANSWER))

    def hears_of(self, ended: DialEnded) -> Self:
        """The line that rings is over in this way."""
        return self._tell(ended)

    def nobody_answers(self) -> Self:
        """Every line rings out."""
        for _ in range(_ENDLESS):
            if not self.rings:
                return self
            self.line_ends()
        raise AssertionError("the lines ring for ever")

    def picked_up(self) -> "Caller":
        """The person who picks up the line that rings, and has pressed nothing yet."""
        assert isinstance(self.step.then, Dial)
        assert self.step.then.whisper, "nothing is whispered on this line"
        return Caller(
            self.tree, advance(self.tree, self.step.then.whisper, Digits(), self.now), self.now
        )

    @property
    def hears(self) -> list[str]:
        """The prompts of the last step."""
        return [utterance.prompt for utterance in self.step.prompts]

    @property
    def hears_in(self) -> list[str]:
        """The languages of the last step's prompts."""
        return [utterance.language for utterance in self.step.prompts]

    @property
    def position(self) -> Position:
        """Where the call stands now."""
        assert isinstance(self.step.then, Wait | Dial), "the call is over"
        return self.step.then.next

    @property
    def rings(self) -> str:
        """The line that rings, or nothing."""
        return self.step.then.uri if isinstance(self.step.then, Dial) else ""

    @property
    def is_over(self) -> bool:
        """Whether the hotline closes the line."""
        return isinstance(self.step.then, HangUp)

    def _tell(self, heard: Heard) -> Self:
        self.step = advance(self.tree, self.position, heard, self.now, self.notices)
        return self
