"""What a step tells of lines and of people who are reached, only to be counted."""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.engine import advance
from ivr.events import EventKind, LineEnding
from ivr.position import DialEnded, Digits, Position, WaitingInConference
from ivr.step import Event, JoinConference, Step
from ivr.tree import Tree
from tests.ivr.caller import NOON, Caller
from tests.ivr.files import NO_LINES, tree_calling


def events(step: Step, kind: EventKind) -> list[Event]:
    return [event for event in step.events if event.kind is kind]


def to_a_line(tree: Tree) -> Caller:
    """Three keys lead to a centre, whose line rings."""
    return Caller.dials(tree).press("2", "2", "1")


def test_a_person_who_takes_the_call_is_counted_as_reached(tree: Tree) -> None:
    step = to_a_line(tree).picked_up().press("1").step
    assert events(step, EventKind.REACHED) == [
        Event(EventKind.REACHED, "whisper", "nl", destination="middle")
    ]


def test_a_conversation_that_is_over_is_told_of_where_nobody_is_whispered_to(
    tmp_path: Path,
) -> None:
    line = 'lines = [{ uri = "sip:112@trunk.example", whisper = false }]'
    tree = tree_calling(tmp_path, (NO_LINES, line))
    rings = Caller.at(tree, Position("police", "en")).position
    step = advance(tree, rings, DialEnded(LineEnding.CONNECTED, talked=300), NOON)
    assert events(step, EventKind.REACHED) == [
        Event(EventKind.REACHED, "police", "en", destination="police", talked=300)
    ]


def test_a_line_with_a_whisper_is_not_counted_again_when_the_conversation_ends(tree: Tree) -> None:
    step = to_a_line(tree).line_ends(connected=True).step
    assert events(step, EventKind.REACHED) == []
    assert events(step, EventKind.LINE) == [
        Event(EventKind.LINE, "person", "nl", LineEnding.CONNECTED, "middle")
    ]
    assert step.ends_conversation


def test_nothing_but_a_conversation_ends_one(tree: Tree) -> None:
    caller = to_a_line(tree)
    assert not caller.step.ends_conversation
    assert not caller.line_ends().step.ends_conversation


def test_a_test_call_reaches_nobody(tree: Tree) -> None:
    asked = Position(tree.goes.verify, attempt=0, destination="middle")
    for heard in (Digits(), Digits("1"), Digits("5")):
        assert events(advance(tree, asked, heard, NOON), EventKind.REACHED) == []


@pytest.mark.parametrize("ending", LineEnding)
def test_how_a_line_ended_is_counted_for_its_destination(tree: Tree, ending: LineEnding) -> None:
    rings = to_a_line(tree).position
    [line] = events(advance(tree, rings, DialEnded(ending), NOON), EventKind.LINE)
    assert (line.outcome, line.destination) == (ending, "middle")


def test_a_line_that_is_no_longer_in_the_files_is_not_counted_and_the_call_goes_on(
    tree: Tree,
) -> None:
    rings = replace(to_a_line(tree).position, lines=("gone",))
    assert events(advance(tree, rings, DialEnded(LineEnding.BUSY), NOON), EventKind.LINE) == []


def test_a_carrier_that_does_not_tell_how_a_line_ended_is_counted_as_such(tree: Tree) -> None:
    [line] = events(to_a_line(tree).wait().step, EventKind.LINE)
    assert line.outcome is LineEnding.NOT_TOLD


def test_a_conversation_with_an_interpreter_is_counted_once_like_any_other(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, ("interpreters = { uk", "interpreters = { nl"))
    rings = to_a_line(tree)
    step = advance(tree, rings.picked_up().position, Digits("2"), NOON)
    assert events(step, EventKind.REACHED) == [
        Event(EventKind.REACHED, "whisper", "nl", destination="middle")
    ]
    meets = advance(tree, rings.position, WaitingInConference(), NOON)
    assert events(meets, EventKind.REACHED) == []
    assert events(meets, EventKind.LINE) == [
        Event(EventKind.LINE, "person", "nl", LineEnding.CONNECTED, "middle")
    ]
    assert isinstance(meets.then, JoinConference)
    assert meets.ends_conversation
