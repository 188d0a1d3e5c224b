"""A transfer: lines are rung one after the other until a person takes the call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from ivr.destinations import HELPLINE, Line
from ivr.events import EventKind, LineEnding, TransferEnding
from ivr.exits import Exit, How
from ivr.hunt_order import HuntStep, asked_for, first_open, hunt_order, not_rung
from ivr.node import Node
from ivr.notices import before_ringing
from ivr.position import UNDECIDED, DialEnded, Position, Region
from ivr.step import Dial, Event, JoinConference, Step, Utterance

if TYPE_CHECKING:
    from ivr.tree import Tree
    from ivr.turn import Turn

LEAST_RING = 5
"""Seconds. A line that rings for less time cannot be picked up."""
_AT_ONCE = 3
"""Seconds that a line takes to tell that it is busy, or that it cannot be rung."""


class Transfer(Node):
    """to: a destination; without one, the centre of the caller's region, else the helpline.
    stay, phone: said before the first line rings: what the caller may keep to themselves, and what
    their own telephone keeps. next: said before every further line.
    language: said before a line rings whose people are not known to speak the caller's language.
    whisper: the node that speaks to the person who picks up.
    ended: where the caller goes after a conversation.
    nobody: where the caller goes when every line was rung and nobody took the call.
    """

    frame: ClassVar[tuple[str, str]] = ("([", "])")

    kind: Literal["transfer"]
    to: str | None = None
    stay: str
    phone: str
    language: str
    next: str
    whisper: str
    ended: str
    nobody: str

    def enter(self, turn: Turn) -> Step:
        steps = self._hunt_order(turn)
        rings = first_open(steps, turn.now)
        if rings is None:  # every line is closed: the helpline is rung all the same
            rings = next(step for step in steps if step.destination == HELPLINE)
        prompts = [turn.tree.destinations[rings.destination].announce]
        if turn.position.language != UNDECIDED:  # in several languages it would take too long
            prompts += turn.untold([self.stay, self.phone])
        asked = asked_for(turn.tree.destinations, self.to, turn.position.region)
        told = before_ringing(turn, asked, rings.destination)
        return self._ring(turn, rings, prompts).after(told)

    def dialled(self, turn: Turn, ended: DialEnded) -> Step:
        """After a conversation the caller may choose again; otherwise the next line rings."""
        ended = self._judged(turn, ended)
        if ended.connected:
            done = turn.go(self.ended, chains=turn.tree.ringing.chains)
            return done.after((), turn.event(EventKind.TRANSFER, TransferEnding.CONNECTED))
        spent = turn.position.rung + self._spent(turn, ended)
        turn = turn.at(rung=spent)
        rings = first_open(not_rung(self._hunt_order(turn), turn.position.lines), turn.now)
        if rings is None or self._seconds(turn, rings) < LEAST_RING:
            nobody = turn.event(EventKind.TRANSFER, TransferEnding.NOBODY)
            return turn.go(self.nobody, chains=turn.position.chains + 1).after((), nobody)
        prompts = [self.next]
        if turn.position.language != UNDECIDED:
            prompts.append(turn.tree.destinations[rings.destination].announce)
        return self._ring(turn, rings, prompts)

    def waiting_in_conference(self, turn: Turn) -> Step:
        """The caller joins the conference. When it is over, they are where they would be after any
        conversation.
        """
        after = turn.first_at(self.ended, chains=turn.tree.ringing.chains)
        line = self.line_ended(turn, DialEnded(LineEnding.CONNECTED))
        transfer = turn.event(EventKind.TRANSFER, TransferEnding.CONNECTED)
        return Step((), JoinConference(after.position), (*line, transfer))

    def interpreter_line(self, turn: Turn) -> str | None:
        rung = self._rung_last(turn)
        if rung is None or not rung.lines[0].whisper:
            return None
        interpreters = turn.tree.destinations[rung.destination].interpreters
        return interpreters.get(turn.position.language)

    def silent(self, turn: Turn) -> Step:
        """The carrier does not tell how the line ended: go on as if nobody had answered."""
        ended = DialEnded(LineEnding.NOT_TOLD)
        return self.dialled(turn, ended).after((), *self.line_ended(turn, ended))

    def line_ended(self, turn: Turn, ended: DialEnded) -> tuple[Event, ...]:
        """How the line ended. A line without a whisper tells only now that a person was reached."""
        rung = self._rung_last(turn)
        if rung is None:
            return ()
        ended = self._judged(turn, ended)
        line = turn.event(EventKind.LINE, ended.ending, rung.destination)
        if not ended.connected or rung.lines[0].whisper:
            return (line,)
        return (line, turn.reached(rung.destination, ended.talked))

    def problems(self, tree: Tree, name: str) -> Iterator[str]:
        yield from super().problems(tree, name)
        if tree.destinations and self.to and self.to not in tree.destinations:
            yield f"there is no destination {self.to!r} in the file of destinations"
        if self.whisper in tree.nodes and tree.nodes[self.whisper].kind != "whisper":
            yield f"node {self.whisper!r} is no whisper"

    def exits(self) -> tuple[Exit, ...]:
        return (
            Exit(How.CONVERSATION, self.ended),
            Exit(How.NOBODY, self.nobody),
            Exit(How.WHISPER, self.whisper),
        )

    def script(self, tree: Tree) -> Iterator[Utterance]:
        """Also the name of a destination without a line, since a setting may give it one."""
        announces = (one.announce for one in tree.destinations.values())
        for prompt in (self.stay, self.phone, self.next, *announces):
            yield from tree.in_every_language(prompt)
        for line in tree.in_every_language(self.language):
            if any(line.language not in one.speaks for one in tree.destinations.values()):
                yield line

    def rings(self, tree: Tree, region: Region | None) -> tuple[str, ...]:
        steps = hunt_order(tree.destinations, self.to, region)
        return tuple(dict.fromkeys(step.destination for step in steps))

    def _hunt_order(self, turn: Turn) -> list[HuntStep]:
        return hunt_order(turn.tree.destinations, self.to, turn.position.region)

    def _rung_last(self, turn: Turn) -> HuntStep | None:
        """What was rung last; None when that line was removed during the call."""
        last = turn.position.lines[-1:]
        return next((one for one in self._hunt_order(turn) if {*last} & {*one.ids}), None)

    def _judged(self, turn: Turn, ended: DialEnded) -> DialEnded:
        """For a carrier that does not tell whether the two talked. A whisper that nobody answers is
        over after `whisper` seconds, so a longer call was a conversation. Without a whisper, the
        person who picks up talks with the caller.
        """
        rung = self._rung_last(turn)
        if ended.told or rung is None:
            return ended
        if rung.lines[0].whisper and ended.talked <= turn.tree.ringing.whisper:
            return ended
        return replace(ended, ending=LineEnding.CONNECTED)

    def _seconds(self, turn: Turn, step: HuntStep) -> int:
        """How long a line may ring, so that its whisper ends before the chain's time is over."""
        limits, line = turn.tree.ringing, step.lines[0]
        left = limits.chain - turn.position.rung - (limits.whisper if line.whisper else 0)
        return min(line.seconds or limits.line, left)

    def _spent(self, turn: Turn, ended: DialEnded) -> int:
        """Seconds that the line which rang last took, at most."""
        rung = self._rung_last(turn)
        if rung is None or ended.ending in (LineEnding.BUSY, LineEnding.FAILED):
            return _AT_ONCE
        whispered = 0
        if ended.ending is LineEnding.NOT_TAKEN:
            whispered = ended.talked or turn.tree.ringing.whisper
        return self._seconds(turn, rung) + whispered

    def _of_language(self, turn: Turn, destination: str, line: Line) -> tuple[str, ...]:
        """What is said of the language of the person who picks up. Without a whisper nobody tells
        them the caller's, so it is not promised.
        """
        known = turn.tree.destinations[destination].speaks
        if not line.whisper or turn.position.language in {UNDECIDED, *known}:
            return ()
        return turn.untold([self.language])

    def _ring(self, turn: Turn, step: HuntStep, prompts: list[str]) -> Step:
        here = turn.position
        destination = step.destination
        seconds = self._seconds(turn, step)
        first, *others = step.open_lines(turn.now) or step.lines
        whisper = None
        if first.whisper:
            whisper = Position(
                self.whisper, here.language, 0, region=here.region, destination=destination
            )
        rings = turn.at(lines=(*here.lines, *step.ids)).position
        also = tuple(line.uri_at(turn.now) for line in others)
        dial = Dial(first.uri_at(turn.now), seconds, rings, whisper, also)
        counted = turn.event(EventKind.RINGS, destination=destination)
        said = turn.say([*prompts, *self._of_language(turn, destination, first)])
        return Step(said, dial, (counted,))
