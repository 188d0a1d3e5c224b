"""Several lines of one destination: one after the other, or all at once."""

from datetime import datetime
from pathlib import Path

import pytest

from ivr.destinations import MOST_AT_ONCE
from ivr.hours import BRUSSELS_TIME
from ivr.loading import with_emergency_trunk
from ivr.position import Position, Region
from ivr.step import Dial
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import (
    HELPLINE_LINE,
    NORTH_LINE,
    OTHER_LINE,
    lines,
    problems_calling,
    tree_calling,
)

ONE = lines(NORTH_LINE)
TWO = f'["{NORTH_LINE}", {{ uri = "{OTHER_LINE}", hours = "Mo-Fr 09:00-17:00" }}]'
MONDAY = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS_TIME)
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=BRUSSELS_TIME)


def dialled(tree: Tree, now: datetime) -> Dial:
    caller = Caller.at(tree, Position("person", "nl", region=Region.FLANDERS), now)
    assert isinstance(caller.step.then, Dial)
    return caller.step.then


def test_lines_ring_one_after_the_other_unless_told_otherwise(tmp_path: Path) -> None:
    dial = dialled(tree_calling(tmp_path, (ONE, f"lines = {TWO}")), MONDAY)
    assert (dial.uri, dial.also) == (NORTH_LINE, ())


def test_ring_all_means_all_that_are_open(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, (ONE, f"lines = {TWO}\nring_all = true"))
    assert dialled(tree, MONDAY).also == (OTHER_LINE,)
    assert dialled(tree, SUNDAY).also == ()


def test_lines_that_rang_at_once_are_not_rung_again(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, (ONE, f"lines = {TWO}\nring_all = true"))
    caller = Caller.at(tree, Position("person", "nl", region=Region.FLANDERS), MONDAY).line_ends()
    assert caller.rings == HELPLINE_LINE


@pytest.mark.parametrize(
    "entry",
    [
        lines(NORTH_LINE, "sip:a@b.example"),
        f'lines = ["{NORTH_LINE}", {{ uri = "{OTHER_LINE}", whisper = false }}]',
        lines(*[NORTH_LINE] * (MOST_AT_ONCE + 1)),
    ],
)
def test_what_a_carrier_cannot_ring_at_once_is_refused(entry: str, tmp_path: Path) -> None:
    told = problems_calling(tmp_path, (ONE, f"{entry}\nring_all = true"))
    assert told.startswith("destinations.toml: north: ")
    assert "lines that ring at once are at most 10, all tel: or all sip:" in told


def test_the_name_that_ring_all_had_before_is_refused_with_its_new_one(tmp_path: Path) -> None:
    told = problems_calling(tmp_path, (ONE, f"lines = {TWO}\ntogether = true"))
    assert told == "destinations.toml: north.together: is called 'ring_all' now"


def test_with_an_emergency_trunk_a_caller_who_stays_on_the_line_reaches_112(tree: Tree) -> None:
    caller = Caller.dials(with_emergency_trunk(tree, "trunk.example"), "nl").press("1").wait()
    assert caller.rings == "sip:112@trunk.example"
    assert isinstance(caller.step.then, Dial)
    assert caller.step.then.whisper is None
    assert caller.line_ends().rings == HELPLINE_LINE


def test_without_one_the_helpline_rings_and_nobody_pretends(tree: Tree) -> None:
    caller = Caller.dials(tree, "nl").press("1").wait()
    assert caller.rings == HELPLINE_LINE
    assert "transfer.police" not in caller.hears
