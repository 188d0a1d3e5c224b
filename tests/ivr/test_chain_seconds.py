"""How long all lines of a transfer may take, with voicemails that pick up."""

from itertools import product
from pathlib import Path

import pytest

from ivr.events import LineEnding
from ivr.loading import with_emergency_trunk
from ivr.position import DialEnded, Region
from ivr.step import Dial
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import tree_calling

WHISPER = 18
"""Seconds that a whisper may last in the small tree: tests/small/hotline.toml."""
VOICEMAIL = LineEnding.NOT_TAKEN
LINES = {
    "busy": (LineEnding.BUSY, 1, 0),
    "failed": (LineEnding.FAILED, 3, 0),
    "nobody answers": (LineEnding.NO_ANSWER, 99, 0),
    "voicemail at once": (VOICEMAIL, 1, WHISPER),
    "voicemail at last": (VOICEMAIL, 99, WHISPER),
}
"""What a line does -> how it ends, after how many seconds of ringing, and seconds of a whisper."""


def seconds_of(caller: Caller, chain: tuple[str, ...]) -> tuple[int, int]:
    """Ring lines that do this, the last one again and again. Lines rung, and seconds in all."""
    number = total = 0
    while isinstance(caller.step.then, Dial):
        ending, after, whispered = LINES[chain[min(number, len(chain) - 1)]]
        total += min(after, caller.step.then.seconds) + whispered
        number += 1
        caller.hears_of(DialEnded(ending, whispered))
    return number, total


@pytest.mark.parametrize("chain", list(product(LINES, repeat=3)))
def test_whatever_three_lines_do_the_next_words_come_in_time(
    tree: Tree, chain: tuple[str, str, str]
) -> None:
    rung, seconds = seconds_of(Caller.at_node(tree, "person", region=Region.FLANDERS), chain)
    assert seconds <= tree.ringing.chain
    assert rung >= 2


def test_lines_that_are_busy_leave_the_whole_time_to_the_last(tree: Tree) -> None:
    caller = Caller.at_node(tree, "person", region=Region.FLANDERS)
    for _ in range(3):
        caller.hears_of(DialEnded(LineEnding.BUSY))
    assert isinstance(caller.step.then, Dial)
    assert caller.step.then.seconds == tree.ringing.line


def test_a_whisper_of_which_the_carrier_tells_no_seconds_counts_as_long_as_it_may_be(
    tree: Tree,
) -> None:
    told, untold = (
        Caller.at_node(tree, "person").hears_of(DialEnded(VOICEMAIL, seconds))
        for seconds in (WHISPER, 0)
    )
    assert told.position.rung == untold.position.rung == tree.ringing.line + WHISPER


def test_the_emergency_trunk_rings_longer(tmp_path: Path) -> None:
    tree = with_emergency_trunk(tree_calling(tmp_path), "trunk.example")
    caller = Caller.at_node(tree, "police")
    assert isinstance(caller.step.then, Dial)
    assert (caller.rings, caller.step.then.seconds) == (
        "sip:112@trunk.example",
        tree.ringing.emergency,
    )
