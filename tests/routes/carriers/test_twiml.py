"""Steps as TwiML: portable verbs, clips before carrier's voices, SIP lines, the carrier's rules."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask

from audio.text import Text
from ivr.position import Position
from ivr.step import Connect, Dial, HangUp, Step, Utterance, Wait
from prompts.languages import CarrierVoice
from routes.call.hotline import Speech
from routes.call.outgoing import Outgoing
from routes.carriers import CARRIERS
from routes.carriers.twiml import render
from routes.simulator.handset import Handset

PORTABLE = {"Response", "Say", "Play", "Gather", "Dial", "Number", "Sip", "Redirect", "Hangup"}
HERE = Position("main", "nl")
OUTGOING = Outgoing("+3222345678", {"trunk.example": ("hotline", "secret")})


def speak(utterance: Utterance) -> Speech:
    voice = CarrierVoice(language="nl-NL", voice="Polly.Lotte")
    clip = "a.wav" if utterance.prompt == "with a clip" else None
    return Speech(Text("nl", "Bel 112 & zeg <waar>"), clip, voice)


def rendered(step: Step) -> ElementTree.Element:
    document = ElementTree.fromstring(render(step, speak, OUTGOING))
    assert {element.tag for element in document.iter()} <= PORTABLE
    return document


def test_a_clip_is_played() -> None:
    assert [verb.text for verb in rendered(Step((Utterance("with a clip", "nl"),), HangUp()))] == [
        "/clips/a.wav",
        None,
    ]


def test_without_a_clip_the_carrier_says_the_words_as_they_sound() -> None:
    say, _ = rendered(Step((Utterance("without", "nl"),), HangUp()))
    assert say.attrib == {"language": "nl-NL", "voice": "Polly.Lotte"}
    assert say.text == "Bel honderd twaalf & zeg <waar>"


def test_the_document_begins_with_its_declaration() -> None:
    """Twilio, error 12100: nothing may stand before it."""
    assert render(Step((), HangUp()), speak, OUTGOING).startswith("<?xml")


def test_a_connect_is_an_empty_document() -> None:
    assert list(rendered(Step((), Connect()))) == []


def test_a_sip_line_is_rung_as_such() -> None:
    dial = rendered(Step((), Dial("sip:112@other.example", 20, HERE, None)))[0]
    assert [(noun.tag, noun.text, noun.attrib) for noun in dial] == [
        ("Sip", "sip:112@other.example", {})
    ]


@pytest.mark.parametrize(
    "uri", ["sip:112@trunk.example", "sip:112@trunk.example:5061", "sip:112@trunk.example;x=y"]
)
def test_a_trunk_that_asks_who_calls_is_told(uri: str) -> None:
    [noun] = rendered(Step((), Dial(uri, 20, HERE, None)))[0]
    assert (noun.get("username"), noun.get("password")) == ("hotline", "secret")


def test_lines_that_ring_together_stand_in_one_dial() -> None:
    dial = rendered(Step((), Dial("tel:+3210000001", 20, HERE, HERE, ("tel:+3250000002",))))[0]
    assert [noun.text for noun in dial] == ["+3210000001", "+3250000002"]
    assert len({noun.get("url") for noun in dial}) == 1


@pytest.mark.parametrize(("scheme", "timeout"), [("twilio", "15"), ("signalwire", "20")])
def test_twilio_alone_adds_five_seconds_to_every_ring(scheme: str, timeout: str) -> None:
    """Twilio, <Dial timeout>."""
    carrier = CARRIERS[scheme].model_construct()
    step = Step((), Dial("tel:+3210000001", 20, HERE, HERE))
    dial = ElementTree.fromstring(carrier.render(step, speak, OUTGOING))[0]
    assert dial.get("timeout") == timeout


def test_a_caller_hears_ringing_while_the_whisper_is_spoken() -> None:
    """Twilio, <Number url>: without answerOnBridge the line is silent meanwhile."""
    dial = rendered(Step((), Dial("tel:+3210000001", 20, HERE, HERE)))[0]
    assert dial.get("answerOnBridge") == "true"


def test_a_gather_hears_silence_and_every_key() -> None:
    gather = rendered(Step((), Wait(HERE, 4, 6)))[0]
    assert gather.get("actionOnEmptyResult") == "true"
    assert gather.get("finishOnKey") == ""
    assert gather.get("numDigits") == "4"


def test_a_carrier_that_does_not_tell_of_silence_asks_again_and_never_connects_a_voicemail() -> (
    None
):
    """Twilio, <Number url>: a whisper that ends without <Hangup/> connects the two."""
    assert [verb.tag for verb in rendered(Step((), Wait(HERE, 1, 6)))] == ["Gather", "Redirect"]
    assert [verb.tag for verb in rendered(Step((), Wait(HERE, 1, 6, or_hang_up=True)))] == [
        "Gather",
        "Hangup",
    ]


def test_every_address_is_whole_where_the_hotline_knows_its_own() -> None:
    """Somleng plays no clip with a relative address, SignalWire documents no relative action, and a
    document that is handed over has no address to be relative to (Twilio, error 15004).
    """
    heard = (Utterance("with a clip", "nl"), Utterance("without", "nl"))
    steps = [
        Step(heard, Wait(Position("verify", destination="north"), 1, 6)),
        Step(heard, HangUp()),
    ]
    steps.append(Step(heard, Dial("tel:+3210000001", 20, HERE, HERE)))
    for step in steps:
        path = render(step, speak, OUTGOING)
        whole = render(step, speak, replace(OUTGOING, root="https://hotline.test"))
        for address in ('"/voice', ">/voice", ">/clips"):
            assert address not in whole
            assert whole.count(address[0] + "https://hotline.test" + address[1:]) == path.count(
                address
            )
        assert whole.replace("https://hotline.test", "") == path


def test_a_whisper_has_only_the_verbs_that_a_carrier_allows_there(app: Flask) -> None:
    handset = Handset(app)
    handset.call()
    handset.press("221")
    handset.picks_up()
    document = ElementTree.fromstring(handset.carrier.exchanges[-1].twiml)
    assert {element.tag for element in document.iter()} == {"Response", "Gather", "Play", "Hangup"}
