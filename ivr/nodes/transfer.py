"""A transfer: lines are rung one after the other until somebody takes the call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from ivr.destinations import HELPLINE, Place, chain, first_open
from ivr.events import EventKind, LineEnding, TransferEnding
from ivr.node import Node
from ivr.position import UNDECIDED, DialEnded, Position
from ivr.step import Dial, Event, Meet, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn

_LEAST_RING = 5
"""Seconds. Less than this is not worth ringing: nobody could pick up."""


class Transfer(Node):
    """to: a destination; without one, the centre of the caller's region, else the helpline.
    stay: said before the first line rings. next: said before every further line.
    whisper: the node that speaks to whoever picks up.
    ended: where the caller goes after a conversation. nobody: where, when every line was tried.
    """

    kind: Literal["transfer"]
    to: str | None = None
    stay: str
    next: str
    whisper: str
    ended: str
    nobody: str

    def enter(self, turn: Turn) -> Step:
        places = self._places(turn)
        index = first_open(places, 0, turn.now)
        if index is None:  # everything is closed: the helpline is rung all the same
            index = next(i for i, place in enumerate(places) if place.destination == HELPLINE)
        announce = turn.tree.destinations[places[index].destination].announce
        return self._ring(turn, places, index, [announce, self.stay])

    def dialled(self, turn: Turn, connected: bool) -> Step:
        """After a conversation the caller may choose again; otherwise the next line rings."""
        if connected:
            done = turn.go(self.ended, chains=turn.tree.ringing.chains)
            return done.after((), turn.event(EventKind.TRANSFER, TransferEnding.CONNECTED))
        places = self._places(turn)
        index = first_open(places, turn.position.line + 1, turn.now)
        if index is None or self._seconds(turn) < _LEAST_RING:
            tried = turn.position.chains + 1
            nobody = turn.event(EventKind.TRANSFER, TransferEnding.NOBODY)
            return turn.go(self.nobody, chains=tried).after((), nobody)
        return self._ring(turn, places, index, self._between(turn, places[index]))

    def awaited(self, turn: Turn) -> Step:
        """The caller joins them. What follows the conference follows every conversation."""
        after = turn.first_at(self.ended, chains=turn.tree.ringing.chains)
        line = self.line_ended(turn, DialEnded(LineEnding.CONNECTED))
        transfer = turn.event(EventKind.TRANSFER, TransferEnding.CONNECTED)
        return Step((), Meet(after.position), (*line, transfer))

    def interpreter(self, turn: Turn) -> str | None:
        """The interpreter whom whoever was rung could ask to join; None when none was offered to
        them.
        """
        place = self._rang(turn)
        if place is None or not place.lines[0].whisper:
            return None
        rung = turn.tree.destinations[place.destination]
        return rung.interpreters.get(turn.position.language)

    def silent(self, turn: Turn) -> Step:
        """A carrier that does not tell how the line ended: as if nobody had answered."""
        ended = DialEnded(LineEnding.NOT_TOLD)
        return self.dialled(turn, connected=False).after((), *self.line_ended(turn, ended))

    def line_ended(self, turn: Turn, ended: DialEnded) -> tuple[Event, ...]:
        """How the line ended. Where nobody is whispered to, this is also the first that is known of
        a conversation.
        """
        place = self._rang(turn)
        if place is None:
            return ()
        line = turn.event(EventKind.LINE, ended.ending, place.destination)
        if not ended.connected or place.lines[0].whisper:
            return (line,)
        return (line, turn.reached(place.destination, ended.talked))

    def targets(self) -> dict[str, str]:
        return {
            "somebody took the call": self.ended,
            "nobody answered": self.nobody,
            "whisper": self.whisper,
        }

    def script(self, tree: Tree) -> Iterator[Utterance]:
        announces = (one.announce for one in tree.destinations.values() if one.lines)
        for prompt in (self.stay, self.next, *announces):
            yield from tree.in_every_language(prompt)

    def _places(self, turn: Turn) -> list[Place]:
        return chain(turn.tree.destinations, self.to, turn.position.region)

    def _rang(self, turn: Turn) -> Place | None:
        """What was rung last. None when the files of the tree have changed during the call."""
        places = self._places(turn)
        return places[turn.position.line] if turn.position.line < len(places) else None

    def _seconds(self, turn: Turn) -> int:
        """How long the next line may ring."""
        return min(turn.tree.ringing.line, turn.tree.ringing.chain - turn.position.rung)

    def _ring(self, turn: Turn, places: list[Place], index: int, prompts: list[str]) -> Step:
        place, seconds = places[index], self._seconds(turn)
        rings = turn.at(line=index, rung=turn.position.rung + seconds)
        first, *others = place.open_lines(turn.now) or place.lines
        whisper = self._whisper(turn, place) if first.whisper else None
        dial = Dial(first.uri, seconds, rings.position, whisper, tuple(line.uri for line in others))
        counted = turn.event(EventKind.RINGS, destination=place.destination)
        return Step(turn.say(prompts), dial, (counted,))

    def _between(self, turn: Turn, place: Place) -> list[str]:
        """Without a language all is said several times over: then only that another line is tried,
        so that it rings sooner.
        """
        announce = turn.tree.destinations[place.destination].announce
        return [self.next] if turn.position.language == UNDECIDED else [self.next, announce]

    def _whisper(self, turn: Turn, place: Place) -> Position:
        here = turn.position
        return Position(
            self.whisper, here.language, 0, region=here.region, destination=place.destination
        )
