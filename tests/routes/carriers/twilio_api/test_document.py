"""The document that the carrier plays in a test call, and what the person who picks up hears."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask

from ivr.tree import Tree
from routes.call.hotline import HOTLINE
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, whole
from tests.routes.carriers.twilio_api.callee import Callee
from tests.routes.carriers.twilio_api.conftest import MakeApp, Verify
from tests.routes.carriers.twilio_api.server import Carrier

NORTH = "+3250000002"


def test_the_call_comes_from_the_hotline_and_is_short(
    verify: Verify, carrier: Carrier, tree: Tree
) -> None:
    verify("north")
    [fields] = [asked.fields for asked in carrier.asked if asked.method == "POST"]
    assert (fields["From"], fields["To"]) == (HOTLINE_NUMBER, NORTH)
    assert (fields["Timeout"], fields["TimeLimit"]) == (str(tree.ringing.line), "60")


def document_for(verify: Verify, carrier: Carrier, name: str, **how: object) -> str:
    verify(name, **how)
    return [asked.fields["Twiml"] for asked in carrier.asked if asked.method == "POST"][-1]


def test_the_document_stands_on_its_own(verify: Verify, carrier: Carrier) -> None:
    """It is handed over, not fetched, so a relative address in it would have no base (Twilio,
    errors 15004, 32018).
    """
    document = document_for(verify, carrier, "middle")
    assert document.startswith("<?xml")
    assert len(document) < 4000
    gather, hangup = ElementTree.fromstring(document)
    assert hangup.tag == "Hangup", "a carrier that does not tell of silence ends the call"
    address = str(gather.get("action"))
    secret = re.search("&secret=([A-Za-z0-9_-]{22})#", address)
    assert secret
    asks = f"/voice/und/verify?destination=middle&secret={secret[1]}"
    assert address == whole(asks)
    assert len(gather) == 2
    assert all(str(play.text).startswith(f"{PUBLIC_URL}/clips/") for play in gather)


def test_it_is_said_in_every_language_of_the_destination_that_this_is_a_test(
    verify: Verify, carrier: Carrier, make_app: MakeApp, file: Path
) -> None:
    app = make_app(verified_file=file)
    callee = Callee(app, document_for(verify, carrier, "middle"))
    assert words(app, callee) == [
        "Un essai. Confirmez avec le un.",
        "Een test. Bevestig met één.",
    ]
    callee.press("1")
    assert words(app, callee) == [
        "Merci, au revoir.",
        "Dank je, dag.",
    ]
    assert callee.hung_up


def words(app: Flask, callee: Callee) -> list[str]:
    texts = HOTLINE.of(app).texts_of_clips
    return [texts[sound.file].words for sound in callee.sounds]


def test_when_the_server_cannot_write_the_confirmation_nobody_is_thanked(
    verify: Verify,
    carrier: Carrier,
    make_app: MakeApp,
    file: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And nothing connects them, as there is no caller: the call ends."""
    callee = Callee(make_app(verified_file=file), document_for(verify, carrier, "north"))
    file.write_text("[{")
    callee.press("1")
    assert (callee.sounds, callee.now) == ([], None)
    assert "step failed at und/verify: ValidationError" in caplog.text
