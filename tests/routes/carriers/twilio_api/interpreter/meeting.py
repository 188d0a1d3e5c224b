"""Questions to a call in which the person who picked up may ask for an interpreter."""

from routes.call.hotline import HOTLINE, Hotline
from routes.simulator.handset import Handset
from routes.simulator.view import view
from tests.routes.carriers.twilio_api.meetings import Conference
from tests.routes.carriers.twilio_api.server import Carrier
from tests.routes.carriers.twilio_api.with_api import WithApi


def asked(carrier: Carrier) -> list[str]:
    """The requests to the API, in order."""
    return [one.kind for one in carrier.asked]


def account(handset: Handset) -> WithApi:
    assert isinstance(handset.carrier, WithApi)
    return handset.carrier


def hotline_of(handset: Handset) -> Hotline:
    return HOTLINE.of(account(handset).app)


def heard(handset: Handset) -> list[str]:
    """What the caller heard since the last key, in words."""
    return [sound.words for sound in view(hotline_of(handset), handset).heard]


def whispered(handset: Handset) -> list[str]:
    """What the person who picked up heard since their last key, in words."""
    return [sound.words for sound in view(hotline_of(handset), handset).whispered]


def conference(carrier: Carrier) -> Conference:
    """The only conference that there was."""
    (one,) = carrier.meetings.conferences
    return one


def room(handset: Handset) -> str:
    """The name of the conference that the caller is in."""
    assert handset.meeting
    return handset.meeting.room


def legs(handset: Handset) -> list[str]:
    """The call ids of the caller and of each line that was picked up."""
    return account(handset).legs


def document_after_2(handset: Handset) -> str:
    """The document that answered the request for an interpreter."""
    (one,) = [
        one
        for one in handset.carrier.exchanges
        if "/whisper" in one.url and one.form == {"Digits": "2"}
    ]
    return one.twiml
