"""What the person who picks up a test call hears, and which key confirms."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.engine import advance
from ivr.events import EventKind, ListenerAnswer
from ivr.position import Digits, Position
from ivr.step import HangUp, Wait
from ivr.tree import Tree
from tests.ivr.caller import NOON, Caller
from tests.ivr.files import problems_with, tree_calling, tree_with


def picks_up(tree: Tree, destination: str) -> Caller:
    """A person at a destination whose line was rung for a test."""
    asked = Position(tree.goes.verify, attempt=0, destination=destination)
    return Caller(tree, advance(tree, asked, Digits(), NOON))


@pytest.mark.parametrize(
    ("destination", "languages"), [("middle", ["fr", "nl"]), ("north", ["nl"]), ("south", ["fr"])]
)
def test_it_is_asked_in_the_languages_of_the_destination(
    tree: Tree, destination: str, languages: list[str]
) -> None:
    listener = picks_up(tree, destination)
    assert listener.hears == ["verify.ask"] * len(languages)
    assert listener.hears_in == languages
    assert all(line.values == (("key", "1"),) for line in listener.step.prompts)


def test_1_is_thanked_for_in_the_same_languages_and_the_line_closes(tree: Tree) -> None:
    listener = picks_up(tree, "middle").press("1")
    assert listener.hears == ["verify.thanks", "verify.thanks"]
    assert listener.hears_in == ["fr", "nl"]
    assert listener.is_over
    assert [(event.kind, event.outcome) for event in listener.step.events] == [
        (EventKind.VERIFY, ListenerAnswer.ACCEPTED)
    ]


@given(st.text(min_size=1).filter(lambda keys: keys != "1"))
def test_only_1_confirms(tree: Tree, keys: str) -> None:
    """Also the keys that ring a person elsewhere: there is no caller to be helped."""
    listener = picks_up(tree, "north").press(keys)
    assert isinstance(listener.step.then, HangUp)
    assert [event.outcome for event in listener.step.events] == [ListenerAnswer.DECLINED]


def test_a_voicemail_is_asked_twice_and_left(tree: Tree) -> None:
    listener = picks_up(tree, "north")
    waits = 0
    while isinstance(listener.step.then, Wait):
        assert listener.step.then.or_hang_up
        waits += 1
        assert waits < 10, "the question is asked for ever"
        listener.wait()
    assert waits == 2
    assert [event.outcome for event in listener.step.events] == [ListenerAnswer.NOT_TAKEN]


@pytest.mark.parametrize(("whisper", "hears"), [('["en"]', ["nl"]), ('["en", "fr"]', ["fr"])])
def test_a_destination_that_speaks_none_of_its_languages_hears_the_first(
    tmp_path: Path, whisper: str, hears: list[str]
) -> None:
    """A destination may be whispered to in any language; the test call is written in two."""
    tree = tree_calling(tmp_path, ('whisper = ["fr"]', f"whisper = {whisper}"))
    assert picks_up(tree, "south").hears_in == hears


def test_the_key_is_the_trees_own(tmp_path: Path) -> None:
    languages = 'languages = ["nl", "fr"]\n'
    tree = tree_with(tmp_path, (f'{languages}accept = "1"', f'{languages}accept = "5"'))
    assert dict(picks_up(tree, "north").step.prompts[0].values) == {"key": "5"}
    assert picks_up(tree, "north").press("5").hears == ["verify.thanks"]


def test_the_tree_knows_where_a_test_call_begins(tmp_path: Path) -> None:
    told = problems_with(tmp_path, ('verify = "verify"', 'verify = "whisper"'))
    assert "goes.verify: node 'whisper' is not of the kind verify" in told
