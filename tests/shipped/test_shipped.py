"""The shipped data: it is consistent, and each caller reaches the right destination.

All other tests use a tree of their own.
"""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from flask import Flask

from ivr.destinations import HELPLINE, POLICE
from ivr.loading import offer
from ivr.nodes.menu import Menu
from ivr.position import Region
from ivr.tree import Tree
from prompts.languages import load_languages
from prompts.review import load_signed
from routes.call.hotline import Hotline
from routes.carriers.twiml import render
from routes.operations.first_time_caller import listening_times
from routes.operations.listening_time import ListeningTime
from routes.simulator.handset import Handset
from tests.calls.conversation import destination_of
from tests.ivr.walk import every_step, forgetful

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
CENTRES = {Region.BRUSSELS: "pag-asa", Region.FLANDERS: "payoke", Region.WALLONIA: "surya"}


def test_flask_check_finds_nothing(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["check"])
    assert (result.exit_code, result.output.partition(":")[0]) == (0, "Good")


def test_what_is_signed_is_what_was_signed() -> None:
    for language, signed in load_signed().items():
        assert load_languages()[language].signed == signed.digest


def rung(handset: Handset, tree: Tree, keys: str) -> str:
    """The destination that rings first for a caller who presses these keys in English."""
    handset.call()
    handset.press("1" + keys)
    assert handset.ringing
    return destination_of(tree, handset.ringing.uri)


@pytest.mark.parametrize("region", Region)
def test_a_region_is_served_by_its_centre(handset: Handset, tree: Tree, region: Region) -> None:
    menu = tree.nodes["speak"]
    assert isinstance(menu, Menu)
    [key] = [option.key for option in menu.options if option.region is region]
    assert tree.destinations[CENTRES[region]].region is region
    assert rung(handset, tree, "2" + key) == CENTRES[region]


def test_without_a_region_and_with_0_the_helpline_is_rung(handset: Handset, tree: Tree) -> None:
    assert tree.destinations[HELPLINE].region is None
    assert rung(handset, tree, tree.keys.person) == HELPLINE


def test_a_caller_in_danger_is_put_through_although_the_police_have_no_line(
    handset: Handset, tree: Tree
) -> None:
    assert tree.destinations[POLICE].lines == ()
    assert rung(handset, tree, "1" + "8") == HELPLINE, "any other key stays on the line"


@pytest.fixture(scope="module")
def found(hotline: Hotline) -> dict[str, ListeningTime]:
    """How long each language keeps a caller listening."""
    return {one.language: one for one in listening_times(hotline, NOON)}


def test_no_language_keeps_its_callers_waiting_too_long(
    found: dict[str, ListeningTime], hotline: Hotline
) -> None:
    assert [(name, text) for name, one in found.items() for text in one.complaints(hotline)] == []
    assert set(found) == set(hotline.tree.offered)


def test_every_centre_is_three_keys_away(found: dict[str, ListeningTime], tree: Tree) -> None:
    """Four for a language on a page that silence does not turn to."""
    for one in found.values():
        to_the_page = one.page > (tree.language_page.by_silence or one.page)
        assert {one.rings[centre].keys for centre in CENTRES.values()} == {3 + to_the_page}
        assert one.danger.keys == 2 + to_the_page


def test_times_are_those_that_every_carrier_accepts(hotline: Hotline) -> None:
    """Telnyx: <Dial timeout> 5 to 120 seconds, <Gather timeout> 1 to 120. SignalWire dials for 5
    seconds or more.
    """
    steps = every_step(forgetful(offer(hotline.tree, frozenset({"nl"}))))
    documents = [
        ElementTree.fromstring(render(step, hotline.speech, hotline.outgoing)) for step in steps
    ]
    dials = [dial.attrib["timeout"] for document in documents for dial in document.iter("Dial")]
    gathers = [one.attrib["timeout"] for document in documents for one in document.iter("Gather")]
    assert dials
    assert all(5 <= int(seconds) <= 120 for seconds in dials)
    assert gathers
    assert all(1 <= int(seconds) <= 120 for seconds in gathers)
