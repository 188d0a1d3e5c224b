"""Every step of every call as TwiML: only what all carriers know, and the known exceptions."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from ivr.loading import offer
from ivr.step import Utterance
from routes.call.hotline import Hotline, Speech
from routes.carriers import CARRIERS
from routes.carriers.twiml import render
from routes.webhook.apology import BRIDGE, apologies
from tests.ivr.walk import beginnings, every_step

PAGE = Path(__file__).parents[3] / "deploy/README.md"

SHARED = {
    "Response": set[str](),
    "Say": {"language", "voice"},
    "Play": set[str](),
    "Gather": {"action", "numDigits", "timeout", "finishOnKey"},
    "Dial": {"action", "callerId", "timeout"},
    "Number": set[str](),
    "Redirect": set[str](),
    "Hangup": set[str](),
}
"""Element -> attributes that Twilio, SignalWire, Telnyx and Somleng all know (the first three:
reference of the voice verbs; Somleng: its source).
"""

UNKNOWN = {kind.name: set(kind.unknown) for kind in CARRIERS.values()}
"""Carrier -> what is rendered for it although it does not know it. deploy/README.md says what
happens then.
"""

NESTED = {
    "Response": set(SHARED) - {"Response", "Number"},
    "Gather": {"Say", "Play"},
    "Dial": {"Number"},
}


def in_the_carriers_voice(hotline: Hotline) -> Callable[[Utterance], Speech]:
    """Without clips, where the carrier has a voice for the language."""

    def speak(utterance: Utterance) -> Speech:
        speech = hotline.speech(utterance)
        return replace(speech, clip=None) if speech.voice else speech

    return speak


@pytest.fixture(scope="module")
def documents(hotline: Hotline) -> list[Element]:
    """Every step in one language, since the others differ in words only; the first steps in all of
    them; with clips and without; and what is answered when a step fails.
    """
    steps = every_step(offer(hotline.tree, frozenset({"nl"}))) | set(beginnings(hotline.tree))
    voices = (hotline.speech, in_the_carriers_voice(hotline))
    rendered = [render(step, speak, hotline.outgoing) for step in steps for speak in voices]
    return [
        ElementTree.fromstring(one) for one in (*rendered, *apologies(hotline).values(), BRIDGE)
    ]


def parts(elements: Iterable[Element]) -> set[str]:
    """Elements, and elements with their attributes: "Gather", "Gather action"."""
    return {
        part
        for one in elements
        for part in (one.tag, *(f"{one.tag} {name}" for name in one.attrib))
    }


def every(tag: str, documents: list[Element]) -> list[Element]:
    found = [one for document in documents for one in document.iter(tag)]
    assert found, f"no document has a <{tag}>"
    return found


def test_only_what_the_carriers_share_is_used_and_what_is_known_not_to_be_shared(
    documents: list[Element],
) -> None:
    """After a change: look the attribute up at every carrier, and say in deploy/README.md what
    happens without it.
    """
    shared = {
        part
        for tag, names in SHARED.items()
        for part in (tag, *(f"{tag} {name}" for name in names))
    }
    used = parts(element for document in documents for element in document.iter())
    assert used - shared == set().union(*UNKNOWN.values())
    assert shared <= used, "a part that no step uses any more needs no carrier to know it"


def test_verbs_are_nested_only_where_every_carrier_allows_it(documents: list[Element]) -> None:
    for document in documents:
        assert document.tag == "Response"
        for element in document.iter():
            assert {child.tag for child in element} <= NESTED.get(element.tag, set())


def test_a_carrier_that_goes_on_after_silence_asks_again_or_hangs_up(
    documents: list[Element],
) -> None:
    """Telnyx documents no actionOnEmptyResult. A redirect without digits is silence, and counts as
    such.
    """
    for document in documents:
        for gather, after in pairwise(document):
            if gather.tag == "Gather":
                assert (after.tag, after.text) in {
                    ("Redirect", gather.get("action")),
                    ("Hangup", None),
                }
        assert len(document) == 0 or document[-1].tag != "Gather"


def test_times_are_those_that_every_carrier_accepts(documents: list[Element]) -> None:
    """Telnyx: <Dial timeout> 5 to 120 seconds, <Gather timeout> 1 to 120. SignalWire dials for 5
    seconds or more.
    """
    assert all(5 <= int(dial.attrib["timeout"]) <= 120 for dial in every("Dial", documents))
    assert all(1 <= int(gather.attrib["timeout"]) <= 120 for gather in every("Gather", documents))


@pytest.mark.parametrize("carrier", sorted(UNKNOWN.keys() - {"Twilio"}))
def test_operators_read_what_a_carrier_does_not_know(carrier: str) -> None:
    (row,) = [
        line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| {carrier} |")
    ]
    assert [part for part in UNKNOWN[carrier] if f"`{part.split()[-1]}`" not in row] == []
