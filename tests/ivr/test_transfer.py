"""Lines ring one after the other, each for a while, all together not for long."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.destinations import HELPLINE, Destination, Destinations, Line
from ivr.engine import advance
from ivr.events import EventKind, LineEnding, TransferEnding
from ivr.hunt_order import hunt_order
from ivr.position import DialEnded, Position, Region
from ivr.step import Dial, Wait
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

ROLES = {
    HELPLINE: None,
    "police": None,
    "b": Region.BRUSSELS,
    "f": Region.FLANDERS,
    "w": Region.WALLONIA,
}
HOURS = st.sampled_from(["", "24/7", "off", "Mo-Fr 09:00-17:00; PH off", "Mo-Su 22:00-06:00"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
PLACES = st.builds(
    Position,
    st.sampled_from(["person", "helpline", "police"]),
    region=st.sampled_from([None, *Region]),
)


@st.composite
def destinations(draw: st.DrawFn) -> Destinations:
    """Any number of lines, with any hours; at least one at the helpline."""
    found = {}
    for name, region in ROLES.items():
        hours = draw(st.lists(HOURS, min_size=name == HELPLINE, max_size=6))
        lines = tuple(
            Line(uri=f"sip:{name}{number}@example.org", hours=one)
            for number, one in enumerate(hours)
        )
        found[name] = Destination(
            name=name, announce=name, region=region, whisper=("nl",), lines=lines
        )
    return found


def rung(caller: Caller) -> list[Dial]:
    """Every line that is rung, until the hotline gives up."""
    dials = []
    while isinstance(caller.step.then, Dial):
        dials.append(caller.step.then)
        assert len(dials) < 100, "the lines ring for ever"
        caller.line_ends()
    return dials


@given(destinations(), PLACES, MOMENTS)
def test_no_line_and_no_chain_rings_too_long_whatever_the_lines(
    tree: Tree, drawn: Destinations, place: Position, now: datetime
) -> None:
    dials = rung(Caller.at(replace(tree, destinations=drawn), place, now))
    assert dials, "a line is always rung"
    assert all(5 <= dial.seconds <= tree.ringing.line for dial in dials)
    assert sum(dial.seconds for dial in dials) <= tree.ringing.chain


@given(destinations(), PLACES, MOMENTS)
def test_a_line_rings_once_and_only_when_it_is_open(
    tree: Tree, drawn: Destinations, place: Position, now: datetime
) -> None:
    uris = [dial.uri for dial in rung(Caller.at(replace(tree, destinations=drawn), place, now))]
    assert len(uris) == len(set(uris))
    every = {line.uri: line for one in drawn.values() for line in one.lines}
    closed = [uri for uri in uris if not every[uri].is_open(now)]
    assert closed in ([], ["sip:helpline0@example.org"])
    assert not closed or uris == closed, (
        "the helpline is rung in spite of its hours only when nobody is open"
    )


@given(destinations(), PLACES, MOMENTS)
def test_a_caller_who_reached_nobody_has_a_menu_and_a_way_back(
    tree: Tree, drawn: Destinations, place: Position, now: datetime
) -> None:
    caller = Caller.at(
        replace(tree, destinations=drawn), replace(place, language="en"), now
    ).nobody_answers()
    assert isinstance(caller.step.then, Wait)
    assert caller.hears == ["nobody.intro", "nobody.again", "nobody.other", "menu.return"]
    assert caller.press("*").position.node == "main"


def test_after_every_failure_the_next_line_rings(caller: Caller) -> None:
    dials = rung(caller.press("2", "2"))
    assert [dial.uri for dial in dials] == [
        NORTH_LINE,
        HELPLINE_LINE,
        MIDDLE_LINE,
        SOUTH_LINE,
    ]
    assert [dial.seconds for dial in dials] == [12, 12, 12, 10], "46 in all"


def test_the_caller_is_told_who_is_called_and_once_what_protects_them(caller: Caller) -> None:
    told = ["transfer.stay", "transfer.phone", "transfer.language"]
    assert caller.press("2", "2").hears == ["transfer.north", *told]
    assert caller.line_ends().hears == ["transfer.next", "transfer.helpline"]
    assert caller.line_ends().hears == ["transfer.next", "transfer.middle"]


def test_a_fifth_line_is_not_rung_when_the_time_is_over(tmp_path: Path) -> None:
    tree = tree_calling(tmp_path, (NO_LINES, lines("sip:112@trunk.example")))
    uris = [dial.uri for dial in rung(Caller.at_node(tree, "police"))]
    assert uris == ["sip:112@trunk.example", HELPLINE_LINE, MIDDLE_LINE, NORTH_LINE]


def test_a_new_chain_has_its_whole_time_again(caller: Caller) -> None:
    first = rung(caller.press("0"))
    assert rung(caller.press("1")) != []
    assert [dial.seconds for dial in rung(caller.press("1"))] == [dial.seconds for dial in first]


@pytest.mark.parametrize(
    ("key", "node"), [("1", "person"), ("2", "speak"), ("3", "main"), ("*", "main")]
)
def test_every_way_on_from_nobody(caller: Caller, key: str, node: str) -> None:
    caller.press("2", "3").nobody_answers()
    assert caller.press(key).position.node == node


def test_trying_again_rings_the_same_centre_first(caller: Caller) -> None:
    assert caller.press("2", "3").nobody_answers().press("1").rings == SOUTH_LINE


def test_a_line_that_closes_while_another_rings_is_skipped(tmp_path: Path) -> None:
    closes = f'lines = [{{ uri = "{HELPLINE_LINE}", hours = "Mo-Fr 09:00-12:00" }}]'
    tree = tree_calling(tmp_path, (lines(HELPLINE_LINE), closes))
    caller = Caller.at_node(tree, "person", region=Region.FLANDERS)
    caller.now = datetime(2026, 3, 10, 11, 0, 30, tzinfo=UTC)
    assert caller.line_ends().rings == MIDDLE_LINE


def test_after_a_conversation_nobody_else_is_rung(caller: Caller) -> None:
    caller.press("0").line_ends(connected=True)
    assert caller.position.node == "ended"
    assert [event.outcome for event in caller.step.events if event.kind is EventKind.TRANSFER] == [
        TransferEnding.CONNECTED
    ]


@given(
    PLACES,
    st.integers(0, 4),
    st.integers(0, 75),
    st.integers(0, 3),
    st.sampled_from(LineEnding),
    MOMENTS,
)
def test_a_step_that_is_delivered_twice_has_the_same_answer(
    tree: Tree,
    place: Position,
    count: int,
    rung: int,
    chains: int,
    ending: LineEnding,
    now: datetime,
) -> None:
    """A carrier that gets no answer in time may deliver a webhook twice."""
    steps = hunt_order(tree.destinations, None, place.region)
    lines = tuple(step.ids[0] for step in steps[:count])
    position = replace(place, language="en", lines=lines, rung=rung, chains=chains)
    once = advance(tree, position, DialEnded(ending), now)
    assert advance(tree, position, DialEnded(ending), now) == once


def test_a_carrier_that_does_not_say_how_a_line_ended_rings_the_next(caller: Caller) -> None:
    assert caller.press("2", "2").wait().rings == HELPLINE_LINE


def test_without_a_language_the_next_line_rings_sooner(tree: Tree) -> None:
    """In several languages the names of destinations would keep the next line from ringing."""
    newcomer = Caller.dials(tree).wait(4).line_ends()
    assert newcomer.rings
    assert newcomer.hears == ["transfer.next"] * len(tree.undecided)


@pytest.mark.parametrize(
    ("language", "region", "foreign"),
    [
        ("uk", Region.FLANDERS, True),
        ("nl", Region.FLANDERS, False),
        ("fr", Region.FLANDERS, True),
        ("fr", Region.BRUSSELS, False),
        ("fr", Region.WALLONIA, False),
        ("nl", None, False),
        ("en", None, True),
    ],
)
def test_a_caller_whose_language_may_not_be_spoken_there_is_told_before_it_rings(
    tree: Tree, language: str, region: Region | None, foreign: bool
) -> None:
    """Somebody who has heard Ukrainian hears a Dutch "hallo" next, and may hang up."""
    caller = Caller.at_node(tree, "person", language, region)
    assert (caller.hears[-1] == "transfer.language") == foreign


def test_it_is_told_when_the_first_such_line_rings(tree: Tree) -> None:
    caller = Caller.at_node(tree, "person", "fr", Region.WALLONIA)
    heard = [caller.hears]
    while caller.line_ends().rings:
        heard.append(caller.hears)
    assert ["transfer.language" in one for one in heard] == [False, False, False, True]
    assert heard[-1] == ["transfer.next", "transfer.north", "transfer.language"]


def test_a_language_that_a_destination_has_told_is_known(tmp_path: Path) -> None:
    told = 'region = "flanders"\nlanguages = ["uk"]'
    caller = Caller.at_node(
        tree_calling(tmp_path, ('region = "flanders"', told)), "person", "uk", Region.FLANDERS
    )
    assert "transfer.language" not in caller.hears


def test_without_a_whisper_nobody_promises_that_the_language_is_told(tmp_path: Path) -> None:
    unannounced = f'lines = [{{ uri = "{NORTH_LINE}", whisper = false }}]'
    tree = tree_calling(tmp_path, (lines(NORTH_LINE), unannounced))
    caller = Caller.at_node(tree, "person", "uk", Region.FLANDERS)
    assert "transfer.language" not in caller.hears
    assert "transfer.language" in caller.line_ends().hears, "the next line has one"


@pytest.mark.parametrize("act", ["", "0", "7"])
def test_in_danger_nothing_is_said_that_can_wait(caller: Caller, act: str) -> None:
    caller.press("1", act)
    assert caller.hears == ["transfer.helpline", "transfer.language"]


def test_a_caller_who_was_in_danger_is_told_the_rest_when_they_try_again(caller: Caller) -> None:
    caller.press("1").wait().nobody_answers()
    told = ["transfer.helpline", "transfer.stay", "transfer.phone"]
    assert caller.press("1").hears == told
