"""Four digits at a time, with the keys that work everywhere among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.position import Region
from ivr.regions import region_of
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import HELPLINE_LINE, MIDDLE_LINE, NORTH_LINE, SOUTH_LINE

CENTRES = {
    Region.BRUSSELS: MIDDLE_LINE,
    Region.FLANDERS: NORTH_LINE,
    Region.WALLONIA: SOUTH_LINE,
}


@pytest.fixture
def asked(caller: Caller) -> Caller:
    """A caller who is asked for a postcode."""
    return caller.press("2", "4")


def test_four_digits_are_waited_for(asked: Caller) -> None:
    assert asked.hears == ["postcode.ask"]
    assert getattr(asked.step.then, "digits", 0) == 4


@pytest.mark.parametrize(
    ("postcode", "line"),
    [
        ("1000", CENTRES[Region.BRUSSELS]),
        ("2000", CENTRES[Region.FLANDERS]),
        ("9000", CENTRES[Region.FLANDERS]),
        ("9990", CENTRES[Region.FLANDERS]),
        ("4000", CENTRES[Region.WALLONIA]),
        ("4780", CENTRES[Region.WALLONIA]),
    ],
)
def test_a_postcode_rings_the_centre_of_its_region(asked: Caller, postcode: str, line: str) -> None:
    assert asked.press(postcode).rings == line


@given(st.integers(1000, 9998).map(str))
def test_every_postcode_reaches_the_centre_of_its_region(tree: Tree, postcode: str) -> None:
    region = region_of(postcode)
    assert region
    assert Caller.at_node(tree, "postcode").press(postcode).rings == CENTRES[region]


@pytest.mark.parametrize("keys", ["*", "1*", "12*", "123*", "*123", "0*", "9*", "*#"])
def test_a_star_among_the_digits_goes_back(asked: Caller, keys: str) -> None:
    assert asked.press(keys).position.node == "speak"


@pytest.mark.parametrize("keys", ["#", "1#", "12#", "123#", "#123", "0#"])
def test_a_hash_among_the_digits_asks_again_without_a_reproach(asked: Caller, keys: str) -> None:
    assert asked.press(keys).hears == ["postcode.ask"]


@pytest.mark.parametrize("keys", ["0", "00", "0000", "0123", "0999"])
def test_a_caller_who_begins_with_0_wants_a_person(asked: Caller, keys: str) -> None:
    assert asked.press(keys).rings == HELPLINE_LINE


@pytest.mark.parametrize("keys", ["9", "99", "999", "9999"])
def test_a_caller_who_presses_nothing_but_9_wants_to_be_gone(asked: Caller, keys: str) -> None:
    assert asked.press(keys).is_over
    assert asked.hears == ["quiet"]


@pytest.mark.parametrize("keys", ["1", "12", "123", "12345", "5", "98", "٢٠٠٠", "²²²²", "ABCD"])
def test_what_is_no_postcode_is_said_to_be_none_and_asked_again(asked: Caller, keys: str) -> None:
    assert asked.press(keys).hears == ["postcode.wrong", "postcode.ask"]


def test_after_three_unknown_postcodes_a_person_is_rung(asked: Caller) -> None:
    assert asked.press("123", "12", "1").rings == HELPLINE_LINE


def test_silence_and_unknown_postcodes_count_together(asked: Caller) -> None:
    assert asked.wait().hears == ["again.silence", "postcode.ask"]
    assert asked.press("123").wait().rings == HELPLINE_LINE


def test_a_postcode_replaces_the_region_that_was_chosen_before(tree: Tree) -> None:
    caller = Caller.at_node(tree, "postcode", region=Region.FLANDERS)
    assert caller.press("4000").rings == CENTRES[Region.WALLONIA]
