"""The centre hangs up first, and the caller stays: where it can be known, they may choose again."""

import pytest
from pydantic import SecretStr

from routes.simulator.handset import Handset, State
from routes.simulator.simulated_carrier import AppCarrier
from tests.conftest import make_settings
from tests.small.hotline import create_small_app

KEYS: dict[str, dict[str, object]] = {
    "twilio": {},
    "signalwire": {"signalwire_signing_key": (SecretStr("key"),)},
    "somleng": {},
}
"""The carriers whose requests the simulator can sign, with their settings."""


def conversation(scheme: str, *, talks: bool, seconds: int) -> Handset:
    """A caller in Dutch rings Centre North, which picks up, takes the call or not, and hangs up."""
    app = create_small_app(make_settings(signature_scheme=scheme, **KEYS[scheme]))
    handset = Handset(AppCarrier(app))
    handset.call()
    handset.press("222")
    handset.picks_up()
    if talks:
        handset.accepts()
        handset.conversation_ends(after=seconds)
    else:
        handset.declines()
    return handset


@pytest.mark.parametrize("scheme", ["twilio", "signalwire"])
def test_after_a_conversation_the_caller_chooses_again(scheme: str) -> None:
    state = conversation(scheme, talks=True, seconds=120).state
    assert state is State.LISTENING, "no further line rings"


def test_where_no_whisper_is_played_a_long_call_may_have_been_a_voicemail() -> None:
    assert conversation("somleng", talks=True, seconds=20).state is State.RINGING, "the next line"
    later = conversation("somleng", talks=True, seconds=120).listening
    assert later is not None, "all lines together have their time, too"
    assert "/nobody" in later.action


@pytest.mark.parametrize("scheme", KEYS)
def test_after_a_whisper_that_was_declined_the_next_line_rings(scheme: str) -> None:
    assert conversation(scheme, talks=False, seconds=0).state is State.RINGING
