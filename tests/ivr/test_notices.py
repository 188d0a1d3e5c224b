"""Notices are said where they are true, in the caller's language, and end by themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivr.destinations import Line, Override
from ivr.hours import BRUSSELS_TIME
from ivr.notices import RINGING, WELCOME, Notice, Template
from ivr.tree import Tree
from tests.ivr.caller import NOON, Caller
from tests.ivr.files import HELPLINE_LINE, NORTH_LINE, problems_with

TOMORROW = NOON + timedelta(days=1)
SHUT = Notice("north", Template.CLOSED, NOON, TOMORROW)
WAITING = Notice(RINGING, Template.WAITING, NOON, TOMORROW)
WORKS = Notice(WELCOME, Template.WORKS, NOON, TOMORROW)
OWN = Notice(WELCOME, None, NOON, TOMORROW, (("nl", "Goed nieuws."), ("so", "War fiican.")))


@pytest.fixture
def shut(tree: Tree) -> Tree:
    """The tree while the centre in the north is closed."""
    line = Line(uri=NORTH_LINE, override=Override(since=NOON, until=TOMORROW))
    north = tree.destinations["north"].model_copy(update={"lines": (line,)})
    return replace(tree, destinations={**tree.destinations, "north": north})


def test_a_centre_that_is_closed_is_told_before_another_line_rings(shut: Tree) -> None:
    caller = Caller.dials(shut, "nl", (SHUT,)).press("2", "2")
    assert caller.hears[:3] == ["notice.closed.north", "notice.tomorrow", "transfer.helpline"]
    assert set(caller.hears_in) == {"nl"}
    assert caller.rings == HELPLINE_LINE
    assert "notice.closed.north" not in Caller.dials(shut, "nl", (SHUT,)).press("2", "1").hears


def test_it_is_not_told_while_its_line_rings(tree: Tree) -> None:
    caller = Caller.dials(tree, "nl", (SHUT, WAITING)).press("2", "2")
    assert caller.hears[:2] == ["notice.waiting", "transfer.north"]


def test_the_centre_that_was_asked_for_goes_before_what_all_are_told(shut: Tree) -> None:
    hears = Caller.dials(shut, "nl", (WAITING, SHUT)).press("2", "2").hears
    assert "notice.closed.north" in hears
    assert "notice.waiting" not in hears
    other = Caller.dials(shut, "nl", (WAITING, SHUT)).press("2", "1").hears
    assert other[:2] == ["notice.waiting", "transfer.middle"]


def test_nothing_is_said_before_a_notice_begins_and_after_it_ends(tree: Tree) -> None:
    for now, said in (
        (NOON - timedelta(seconds=1), False),
        (NOON, True),
        (TOMORROW - timedelta(seconds=1), True),
        (TOMORROW, False),
    ):
        caller = Caller.dials(tree, "nl", (WAITING,)).press("2")
        caller.now = now
        assert ("notice.waiting" in caller.press("5").hears) is said


def test_the_welcome_is_followed_by_the_newest_notice_that_the_language_has(tree: Tree) -> None:
    for language, notices, said in (
        ("nl", (OWN, WORKS), "notice"),
        ("nl", (WORKS, OWN), "notice.works"),
        ("fr", (OWN, WORKS), "notice.works"),
        ("fr", (OWN,), "main.danger"),
        ("so", (WORKS,), "main.danger"),
        ("so", (WORKS, OWN), "notice"),
    ):
        assert Caller.dials(tree, language, notices).hears[:2] == ["main.welcome", said]
    words = [line.words for line in Caller.dials(tree, "nl", (OWN,)).step.prompts]
    assert words[:2] == ["", "Goed nieuws."]


def test_no_notice_delays_a_caller_in_danger_or_who_presses_the_key_for_a_person(
    tree: Tree,
) -> None:
    everything = (WAITING, WORKS, OWN, SHUT, Notice("helpline", None, NOON, TOMORROW, OWN.words))
    in_danger = Caller.dials(tree, "nl", everything).press("1")
    for caller in (
        Caller.dials(tree, "nl", everything).press("0"),
        Caller.dials(tree, notices=everything).press("0"),
        in_danger,
        Caller(tree, in_danger.step, notices=everything).wait(),
        Caller(tree, in_danger.step, notices=everything).press("0"),
        Caller(tree, in_danger.step, notices=everything).press("7"),
    ):
        assert not [prompt for prompt in caller.hears if prompt.startswith("notice")]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "notice.today"),
        (1, "notice.tomorrow"),
        (2, "notice.day"),
        (5, "notice.sunday"),
        (6, "notice.day"),
        (7, None),
        (30, None),
    ],
)
def test_until_when_is_told_by_the_day_in_belgium(shut: Tree, days: int, told: str | None) -> None:
    midnight = datetime(2026, 3, 10, tzinfo=BRUSSELS_TIME) + timedelta(days=days, hours=23)
    said = Notice("north", Template.CLOSED, NOON, midnight).said(shut, "en", NOON)
    assert [line.prompt for line in said] == ["notice.closed.north", *([told] if told else [])]


def test_a_template_that_a_place_does_not_have_says_nothing(tree: Tree) -> None:
    for place, template in (
        ("middle", Template.CLOSED),
        ("north", Template.FAULT),
        (WELCOME, Template.WAITING),
        (RINGING, Template.WORKS),
        ("nowhere", Template.CLOSED),
    ):
        assert Notice(place, template, NOON, TOMORROW).said(tree, "en", NOON) == ()


def test_a_notice_of_a_destination_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert problems_with(tmp_path, ("closed = { north", "closed = { nowhere")) == (
        "hotline.toml: notices: there is no destination 'nowhere' in the file of destinations"
    )
    assert problems_with(tmp_path, ('days = ["notice.day", ', "days = [")) == (
        "hotline.toml: notices.days: name a prompt for each of the seven days, from Monday on"
    )
