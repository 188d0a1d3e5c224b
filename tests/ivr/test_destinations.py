"""Who is rung, and in what order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import HELPLINE, Destination, Line
from ivr.hunt_order import hunt_order
from ivr.position import Region
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import (
    HELPLINE_LINE,
    MIDDLE_LINE,
    NO_LINES,
    NORTH_LINE,
    SOUTH_LINE,
    lines,
    tree_calling,
)

SECOND = "sip:second@north.example"
POLICE_LINE = (NO_LINES, lines("sip:112@trunk.example"))
SECOND_LINE = (lines(NORTH_LINE), lines(NORTH_LINE, SECOND))


def order(tree: Tree, first: str | None, region: Region | None = None) -> list[str]:
    return [step.destination for step in hunt_order(tree.destinations, first, region)]


def test_the_centre_of_the_region_comes_first_then_the_helpline_then_the_other_centres(
    tree: Tree,
) -> None:
    assert order(tree, None, Region.BRUSSELS) == ["middle", "helpline", "north", "south"]
    assert order(tree, None, Region.FLANDERS) == ["north", "helpline", "middle", "south"]
    assert order(tree, None, Region.WALLONIA) == ["south", "helpline", "middle", "north"]


def test_without_a_region_the_helpline_comes_first(tree: Tree) -> None:
    assert order(tree, None) == ["helpline", "middle", "north", "south"]


def test_a_caller_who_asks_for_the_helpline_gets_it_first_and_their_own_centre_next(
    tree: Tree,
) -> None:
    assert order(tree, HELPLINE, Region.WALLONIA) == ["helpline", "south", "middle", "north"]


def test_police_without_a_line_are_skipped_for_the_helpline(tree: Tree) -> None:
    assert order(tree, "police") == ["helpline", "middle", "north", "south"]
    assert order(tree, "police", Region.FLANDERS) == ["helpline", "north", "middle", "south"]


def test_police_with_a_line_come_first_and_only_for_those_who_asked(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, POLICE_LINE)
    assert order(tree, "police") == ["police", "helpline", "middle", "north", "south"]
    assert "police" not in order(tree, None)


def test_the_lines_of_a_destination_ring_one_after_the_other(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, SECOND_LINE)
    assert order(tree, None, Region.FLANDERS) == [
        "north",
        "north",
        "helpline",
        "middle",
        "south",
    ]
    rung = [step.lines[0].uri for step in hunt_order(tree.destinations, None, Region.FLANDERS)]
    assert rung[:2] == [NORTH_LINE, SECOND]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("1", MIDDLE_LINE),
        ("2", NORTH_LINE),
        ("3", SOUTH_LINE),
        ("5", HELPLINE_LINE),
    ],
)
def test_a_caller_who_says_where_they_are_reaches_the_centre_of_their_region(
    caller: Caller, key: str, line: str
) -> None:
    assert caller.press("2", key).rings == line


DESTINATIONS = st.builds(
    Destination,
    name=st.just("centre"),
    announce=st.just("transfer.centre"),
    region=st.sampled_from([None, *Region]),
    whisper=st.just(("nl",)),
    lines=st.lists(st.builds(Line, uri=st.just("sip:centre@example.org")), max_size=3),
)


@given(
    st.dictionaries(st.sampled_from("abcdef"), DESTINATIONS),
    st.data(),
    st.sampled_from([None, *Region]),
)
def test_no_destination_is_rung_twice_and_every_centre_and_the_helpline_are_rung(
    others: dict[str, Destination], data: st.DataObject, region: Region | None
) -> None:
    helpline = Destination(
        name="helpline", announce="a", whisper=("nl",), lines=(Line(uri="sip:help@example.org"),)
    )
    destinations = others | {HELPLINE: helpline}
    first = data.draw(st.sampled_from([None, *destinations]))
    steps = hunt_order(destinations, first, region)
    rung = dict.fromkeys(step.destination for step in steps)
    expected = {
        name for name, one in destinations.items() if one.region or name in (first, HELPLINE)
    }
    assert rung.keys() == {name for name in expected if destinations[name].lines}
    assert len(steps) == sum(len(destinations[name].lines) for name in rung)
