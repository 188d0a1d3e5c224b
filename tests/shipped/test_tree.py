"""The tree as it is shipped: the limits that protect a caller's patience, and who hears what."""

from dataclasses import replace

from ivr.destinations import POLICE, Line
from ivr.nodes.listener import Listener
from ivr.tree import Tree
from tests.ivr.caller import Caller

LONGEST_LINE = 20
LONGEST_CHAIN = 75
LONGEST_WHISPER = 10
"""Seconds, at most: the design of a transfer."""


def test_no_line_and_no_chain_rings_longer_than_a_caller_waits(tree: Tree) -> None:
    assert tree.ringing.line <= LONGEST_LINE
    assert tree.ringing.chain <= LONGEST_CHAIN


def test_a_voicemail_is_left_soon(tree: Tree) -> None:
    listeners = [node for node in tree.nodes.values() if isinstance(node, Listener)]
    assert len(listeners) == 2
    assert all(node.times * node.seconds <= LONGEST_WHISPER for node in listeners)


def test_only_ukrainian_and_russian_have_the_part_for_people_from_ukraine(tree: Tree) -> None:
    hear = {one for one in tree.offered if "help.ukraine" in tree.nodes["signs"].content(one)}
    assert hear == {"uk", "ru"}


def test_no_interpreter_is_shipped(tree: Tree) -> None:
    assert not any(destination.interpreters for destination in tree.destinations.values())


def test_who_is_in_danger_and_tries_again_rings_the_police_and_is_not_held_up(tree: Tree) -> None:
    """Also who presses nothing when nobody answered, or 0."""
    police = tree.destinations[POLICE].model_copy(update={"lines": (Line(uri="sip:1@p.example"),)})
    reachable = replace(tree, destinations={**tree.destinations, POLICE: police})
    for keys, first in (("1", "sip:1@p.example"), ("0", ""), (("", "", ""), "")):
        caller = Caller.dials(reachable, "en").press("1").wait().nobody_answers().press(*keys)
        assert caller.rings.startswith(first or "tel:")
        assert not {"transfer.stay", "transfer.phone"} & {*caller.hears}
