"""What travels with a call only to be counted: when it was answered, and how many keys were pressed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ivr.engine import MOST_KEYS, advance
from ivr.position import Awaited, DialEnded, Digits, Heard, Position
from ivr.step import Dial, Event, Meet, Step
from ivr.tree import Tree
from tests.ivr.caller import NOON, Caller
from tests.ivr.files import NO_LINES, tree_calling
from tests.ivr.walk import KEYS

ANSWERED = 11 * 3600
"""Second of the day at NOON: eleven hours UTC."""


def events(step: Step, what: str) -> list[Event]:
    return [event for event in step.events if event.what == what]


def to_a_line(tree: Tree) -> Caller:
    """Three keys lead to a centre, whose line rings."""
    return Caller.dials(tree).press("2", "2", "1")


def test_a_call_knows_when_it_was_answered_and_counts_its_keys(tree: Tree) -> None:
    position = to_a_line(tree).position
    assert (position.began, position.keys) == (ANSWERED, 3)


def test_both_are_kept_whatever_the_caller_does(tree: Tree) -> None:
    """Every key, silence and a line that nobody answers: began stays, and keys only grow by what was pressed."""
    for node in tree.nodes.values():
        if not node.keys_everywhere:
            continue
        place = Position(next(name for name, one in tree.nodes.items() if one is node), "nl", began=7, keys=5)
        ways: list[Heard] = [*KEYS, DialEnded(False, "busy")]
        for heard in ways:
            step = advance(tree, place, heard, NOON)
            if after := getattr(step.then, "next", None):
                pressed = len(heard.keys) if isinstance(heard, Digits) else 0
                assert (after.began, after.keys) == (7, 5 + pressed)


def test_whoever_picks_up_is_told_of_by_the_same_call_and_their_keys_are_not_the_callers(tree: Tree) -> None:
    dial = to_a_line(tree).step.then
    assert isinstance(dial, Dial)
    assert dial.whisper is not None
    assert (dial.whisper.began, dial.whisper.keys) == (ANSWERED, 3)
    [reached] = events(advance(tree, dial.whisper, Digits("1"), NOON), "reached")
    assert reached.keys == 3


def test_the_seconds_to_a_person_end_when_they_take_the_call(tree: Tree) -> None:
    listener = to_a_line(tree).picked_up()
    step = advance(tree, listener.position, Digits("1"), NOON + timedelta(seconds=42))
    assert events(step, "reached") == [Event("reached", "whisper", "nl", "first", "pag-asa", seconds=42, keys=3)]


def test_a_call_over_midnight_takes_seconds_and_not_a_day(tree: Tree) -> None:
    position = replace(to_a_line(tree).picked_up().position, began=24 * 3600 - 10)
    [reached] = events(advance(tree, position, Digits("1"), NOON.replace(hour=0, second=5)), "reached")
    assert reached.seconds == 15


def test_a_conversation_is_not_part_of_the_seconds_where_nobody_is_whispered_to(tmp_path: Path) -> None:
    line = 'lines = [{ uri = "sip:112@trunk.example", whisper = false }]'
    tree = tree_calling(tmp_path, (NO_LINES, line))
    rings = Caller.at(tree, Position("police", "en", began=ANSWERED, keys=1)).position
    step = advance(tree, rings, DialEnded(True, talked=300), NOON + timedelta(seconds=330))
    assert events(step, "reached") == [Event("reached", "police", "en", "first", "police", seconds=30, keys=1)]


def test_a_line_with_a_whisper_is_not_counted_again_when_the_conversation_ends(tree: Tree) -> None:
    step = to_a_line(tree).line_ends(connected=True).step
    assert events(step, "reached") == []
    assert events(step, "line") == [Event("line", "person", "nl", "connected", "pag-asa")]


def test_after_a_conversation_nothing_is_measured_any_more(tree: Tree) -> None:
    caller = to_a_line(tree).line_ends(connected=True)
    assert (caller.position.began, caller.position.keys) == (None, 0)
    caller.press("2", "1")
    [reached] = events(caller.picked_up().press("1").step, "reached")
    assert (reached.detail, reached.seconds) == ("again", None)


def test_a_test_call_measures_nothing(tree: Tree) -> None:
    asked = Position(tree.goes.verify, attempt=0, destination="pag-asa")
    for heard in (Digits(), Digits("1"), Digits("5")):
        step = advance(tree, asked, heard, NOON)
        assert events(step, "reached") == []
        if after := getattr(step.then, "next", None):
            assert (after.began, after.keys) == (None, 0)


def test_keys_beyond_all_reason_are_not_counted(tree: Tree) -> None:
    position = Position("main", "nl", keys=MOST_KEYS)
    assert advance(tree, position, Digits("#"), NOON).then.next.keys == MOST_KEYS  # type: ignore[union-attr]


@pytest.mark.parametrize("how", ["busy", "no-answer", "failed", "canceled", "not taken", "other"])
def test_how_a_line_ended_is_counted_for_its_destination(tree: Tree, how: str) -> None:
    rings = to_a_line(tree).position
    [line] = events(advance(tree, rings, DialEnded(False, how), NOON), "line")
    assert (line.detail, line.destination) == (how, "pag-asa")


def test_a_line_that_is_no_longer_in_the_files_is_not_counted_and_the_call_goes_on(tree: Tree) -> None:
    rings = replace(to_a_line(tree).position, line=99)
    assert events(advance(tree, rings, DialEnded(False, "busy"), NOON), "line") == []


def test_a_carrier_that_does_not_tell_how_a_line_ended_is_counted_as_such(tree: Tree) -> None:
    [line] = events(to_a_line(tree).wait().step, "line")
    assert line.detail == "not told"


def test_a_conversation_with_an_interpreter_is_measured_once_like_any_other(tmp_path: Path) -> None:
    lines = 'lines = ["tel:+3225116464"]'
    tree = tree_calling(tmp_path, (lines, f'{lines}\ninterpreters = {{ nl = "tel:+3222345679" }}'))
    rings = to_a_line(tree)
    step = advance(tree, rings.picked_up().position, Digits("2"), NOON + timedelta(seconds=42))
    assert events(step, "reached") == [Event("reached", "whisper", "nl", "first", "pag-asa", seconds=42, keys=3)]
    meets = advance(tree, rings.position, Awaited(), NOON)
    assert events(meets, "reached") == []
    assert events(meets, "line") == [Event("line", "person", "nl", "connected", "pag-asa")]
    assert isinstance(meets.then, Meet)
    assert (meets.then.next.began, meets.then.next.keys) == (None, 0)
