"""Who is rung, and in what order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import HELPLINE, Destination, Line, hunt_order
from ivr.position import Region
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import NO_LINES, tree_calling

POLICE_LINE = (NO_LINES, 'lines = ["sip:112@trunk.example"]')
SECOND_LINE = (
    'lines = ["tel:+3232011690"]',
    'lines = ["tel:+3232011690", "sip:second@payoke.example"]',
)


def order(tree: Tree, first: str | None, region: Region | None = None) -> list[str]:
    return [step.destination for step in hunt_order(tree.destinations, first, region)]


def test_the_centre_of_the_region_comes_first_then_the_helpline_then_the_other_centres(
    tree: Tree,
) -> None:
    assert order(tree, None, Region.BRUSSELS) == ["pag-asa", "helpline", "payoke", "surya"]
    assert order(tree, None, Region.FLANDERS) == ["payoke", "helpline", "pag-asa", "surya"]
    assert order(tree, None, Region.WALLONIA) == ["surya", "helpline", "pag-asa", "payoke"]


def test_without_a_region_the_helpline_comes_first(tree: Tree) -> None:
    assert order(tree, None) == ["helpline", "pag-asa", "payoke", "surya"]


def test_whoever_asks_for_the_helpline_gets_it_first_and_their_own_centre_next(tree: Tree) -> None:
    assert order(tree, HELPLINE, Region.WALLONIA) == ["helpline", "surya", "pag-asa", "payoke"]


def test_police_without_a_line_are_skipped_for_the_helpline(tree: Tree) -> None:
    assert order(tree, "police") == ["helpline", "pag-asa", "payoke", "surya"]
    assert order(tree, "police", Region.FLANDERS) == ["helpline", "payoke", "pag-asa", "surya"]


def test_police_with_a_line_come_first_and_only_for_those_who_asked(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, POLICE_LINE)
    assert order(tree, "police") == ["police", "helpline", "pag-asa", "payoke", "surya"]
    assert "police" not in order(tree, None)


def test_the_lines_of_a_destination_ring_one_after_the_other(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, SECOND_LINE)
    assert order(tree, None, Region.FLANDERS) == [
        "payoke",
        "payoke",
        "helpline",
        "pag-asa",
        "surya",
    ]
    rung = [step.lines[0].uri for step in hunt_order(tree.destinations, None, Region.FLANDERS)]
    assert rung[:2] == ["tel:+3232011690", "sip:second@payoke.example"]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("1", "tel:+3225116464"),
        ("2", "tel:+3232011690"),
        ("3", "tel:+3242324030"),
        ("5", "tel:+3278055800"),
    ],
)
def test_a_caller_who_says_where_they_are_reaches_the_number_in_the_brochures(
    caller: Caller, key: str, line: str
) -> None:
    """content.md, W4 and W5."""
    assert caller.press("2", key).rings == line


DESTINATIONS = st.builds(
    Destination,
    name=st.just("somebody"),
    announce=st.just("transfer.somebody"),
    region=st.sampled_from([None, *Region]),
    whisper=st.just(("nl",)),
    lines=st.lists(st.builds(Line, uri=st.just("sip:somebody@example.org")), max_size=3),
)


@given(
    st.dictionaries(st.sampled_from("abcdef"), DESTINATIONS),
    st.data(),
    st.sampled_from([None, *Region]),
)
def test_nobody_is_rung_twice_and_every_centre_and_the_helpline_are_rung(
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
