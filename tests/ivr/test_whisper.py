"""What the person who picks up hears, and how they take the call or leave it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.position import UNDECIDED, Position, Region
from ivr.step import Connect, Dial, HangUp, Wait
from ivr.tree import Tree
from tests.ivr.caller import Caller
from tests.ivr.files import NO_LINES, tree_calling


@pytest.fixture
def listener(tree: Tree) -> Caller:
    """A person at Centre Middle who picks up for a caller who speaks Dutch."""
    return Caller.at_node(tree, "person", "nl", Region.BRUSSELS).picked_up()


def test_every_language_of_the_destination_tells_where_and_in_which_language_somebody_calls(
    listener: Caller,
) -> None:
    assert listener.hears == ["whisper.known", "whisper.brussels", "whisper.accept"] * 2
    assert listener.hears_in == ["fr"] * 3 + ["nl"] * 3
    assert [dict(line.values) for line in listener.step.prompts] == [
        {"language": "nl"},
        {},
        {"key": "1"},
    ] * 2


@pytest.mark.parametrize(
    ("region", "languages"),
    [(Region.FLANDERS, ["nl"]), (Region.WALLONIA, ["fr"]), (None, ["nl", "fr"])],
)
def test_each_destination_is_spoken_to_in_its_own_languages(
    tree: Tree, region: Region | None, languages: list[str]
) -> None:
    caller = Caller.at_node(tree, "person", "ar", region)
    assert list(dict.fromkeys(caller.picked_up().hears_in)) == languages


def test_a_caller_without_a_language_is_announced_as_such(tree: Tree) -> None:
    listener = Caller.at_node(tree, "person", UNDECIDED).picked_up()
    assert listener.hears == ["whisper.unknown", "whisper.accept"] * 2
    assert listener.hears_in == ["nl", "nl", "fr", "fr"]


def test_1_takes_the_call_without_another_word(listener: Caller) -> None:
    listener.press("1")
    assert isinstance(listener.step.then, Connect)
    assert listener.hears == []


def test_1_takes_the_call_the_second_time_too(tree: Tree) -> None:
    listener = Caller.at_node(tree, "person", region=Region.FLANDERS).picked_up()
    assert isinstance(listener.wait().press("1").step.then, Connect)


@pytest.mark.parametrize("keys", [*"023456789*#", "11", "١"])
def test_every_other_key_declines(listener: Caller, keys: str) -> None:
    """Also the keys that work everywhere for a caller: the person who picks up is not one."""
    listener.press(keys)
    assert isinstance(listener.step.then, HangUp)
    assert listener.hears == []


@given(st.text(min_size=1).filter(lambda keys: keys != "1"))
def test_only_1_takes_the_call(tree: Tree, keys: str) -> None:
    listener = Caller.at_node(tree, "person").picked_up()
    assert isinstance(listener.press(keys).step.then, HangUp)


@pytest.mark.parametrize(("region", "waited"), [(Region.FLANDERS, [1, 4]), (Region.BRUSSELS, [4])])
def test_a_voicemail_hears_it_twice_in_one_language_or_once_in_two_and_is_left(
    tree: Tree, region: Region, waited: list[int]
) -> None:
    listener = Caller.at_node(tree, "person", region=region).picked_up()
    first = listener.step.prompts
    waits = []
    while isinstance(listener.step.then, Wait):
        assert listener.step.prompts == first
        waits.append(listener.step.then.seconds)
        assert len(waits) < 10, "the whisper never ends"
        listener.wait()
    assert waits == waited
    assert isinstance(listener.step.then, HangUp)


def test_a_whisper_knows_nothing_of_the_caller_but_language_and_region(tree: Tree) -> None:
    caller = Caller.at(tree, Position("person", "uk", region=Region.FLANDERS, chains=1))
    assert isinstance(caller.step.then, Dial)
    assert caller.step.then.whisper == Position(
        "whisper", "uk", attempt=0, region=Region.FLANDERS, destination="north"
    )


def test_who_does_not_know_where_they_are_is_not_announced_from_where_they_once_said(
    tree: Tree,
) -> None:
    caller = Caller.dials(tree, "en").press("2", "3").nobody_answers().press("2", "5")
    assert not [prompt for prompt in caller.picked_up().hears if "wallonia" in prompt]
    assert caller.position.region is None


def test_the_whisper_can_be_switched_off_for_a_line(tmp_path: Path) -> None:
    line = 'lines = [{ uri = "sip:112@trunk.example", whisper = false }]'
    caller = Caller.at(tree_calling(tmp_path, (NO_LINES, line)), Position("police", "en"))
    assert isinstance(caller.step.then, Dial)
    assert caller.step.then.whisper is None
    assert isinstance(caller.line_ends().step.then, Dial)
    assert caller.step.then.whisper, "the next line has one"
