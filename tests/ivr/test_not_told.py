"""A carrier that does not tell whether the two talked: the seconds tell."""

from pathlib import Path

import pytest

from ivr.events import LineEnding
from ivr.position import DialEnded, Region
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import NO_LINES, tree_calling

LONGEST_WHISPER = 18
"""Seconds, in tests/small/hotline.toml."""


def picked_up_for(seconds: int) -> DialEnded:
    return DialEnded(LineEnding.NOT_TAKEN, seconds, told=False)


@pytest.mark.parametrize(
    ("seconds", "talked"),
    [(0, False), (5, False), (LONGEST_WHISPER, False), (LONGEST_WHISPER + 1, True), (600, True)],
)
def test_who_stayed_longer_than_a_whisper_lasts_has_talked(
    tree: Tree, seconds: int, talked: bool
) -> None:
    caller = Caller.at_node(tree, "person", region=Region.FLANDERS)
    caller.hears_of(picked_up_for(seconds))
    assert (caller.position.node == "ended") is talked
    [line] = [event for event in caller.step.events if event.kind == "line"]
    assert line.outcome == (LineEnding.CONNECTED if talked else LineEnding.NOT_TAKEN)


def test_a_carrier_that_tells_is_believed(tree: Tree) -> None:
    caller = Caller.at_node(tree, "person", region=Region.FLANDERS)
    caller.hears_of(DialEnded(LineEnding.NOT_TAKEN, 600))
    assert caller.position.node != "ended"


def test_without_a_whisper_whoever_picks_up_talks(tmp_path: Path) -> None:
    line = 'lines = [{ uri = "sip:112@trunk.example", whisper = false }]'
    caller = Caller.at_node(tree_calling(tmp_path, (NO_LINES, line)), "police")
    assert caller.hears_of(picked_up_for(0)).position.node == "ended"
