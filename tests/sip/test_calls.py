"""Calls as they are heard: two SIP phones, G.711 over RTP, and the shipped hotline.

Nothing here measures whether something is quick enough, since a busy machine is no defect. The
figures are told at the end.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pjsua2", reason="pjsua2 is not installed: `make sip` installs it")
pytest.importorskip("numpy", reason="numpy is not installed: `make sip` installs it")

from routes.call.hotline import Hotline
from routes.operations.fallback import document
from routes.simulator.web_carrier import Connections, Tally
from tests.conftest import make_settings
from tests.outage.instances import Instance
from tests.sip.call import CALLER, CENTRE, RINGING, Call
from tests.sip.carrier import BUSY, SipCarrier
from tests.sip.endpoint import Endpoint, Leg
from tests.sip.phones import Line, Telephone
from tests.sip.with_fallback import FALLBACK, CarrierWithFallback

Dial = Callable[..., Call]


@pytest.fixture(scope="module")
def hotline_server(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """The shipped hotline as the unit starts it. Who kills it starts it again."""
    log = tmp_path_factory.mktemp("hotline") / "log"
    with Instance(log, CLIPS_FOLDER=str(clips)) as running:
        yield running


@pytest.fixture(scope="module")
def connections(hotline_server: Instance) -> Iterator[Connections]:
    """To the hotline, as a carrier keeps them."""
    kept = Connections(f"http://127.0.0.1:{hotline_server.port}")
    yield kept
    kept.close()


@pytest.fixture
def endpoint(library: Endpoint) -> Iterator[Endpoint]:
    """SIP, of which nothing is left after a test, also after one that has failed."""
    yield library
    library.end_everything()


@pytest.fixture
def dial(
    endpoint: Endpoint,
    connections: Connections,
    hotline: Hotline,
    clips: Path,
    tmp_path: Path,
    told: list[str],
) -> Callable[..., Call]:
    """Begin a call. Each call that comes to the centre meets one of these answers, in turn."""

    def begin(*answers: Callable[[Leg], None]) -> Call:
        by = CarrierWithFallback(make_settings(), connections, Tally())
        by.document, by.clips = document(hotline, FALLBACK), clips
        line = Line(endpoint, tmp_path, *answers)
        number = endpoint.account("hotline")
        carrier = SipCarrier(endpoint, number, by, line.account.uri, tmp_path)
        call = Call(endpoint, Telephone(endpoint, "caller", tmp_path), line, carrier, told)
        call.begins()
        return call

    return begin


@pytest.fixture(autouse=True)
def _told_in_a_line_of_its_own(told: list[str], request: pytest.FixtureRequest) -> None:
    told.append(request.node.name)


def picks_up(leg: Leg) -> None:
    """A person takes the telephone off the hook."""
    leg.take()


def is_busy(leg: Leg) -> None:
    """A person talks already."""
    leg.refuse(BUSY)


def rings_on(leg: Leg) -> None:
    """Nobody is there."""
    leg.rings()


def test_language_region_whisper_and_both_hear_each_other(dial: Dial) -> None:
    call = dial(picks_up)
    call.comes_to_the_ringing()
    call.centre_hears_the_whisper()
    call.line.presses("1")
    call.they_talk()
    call.line.hangs_up()
    call.until(lambda: "conversation_ends" in call.happened)
    call.caller.hangs_up()
    call.ends()
    assert call.whisper_was_heard()
    assert call.caller_heard(CENTRE)
    assert call.centre_heard(CALLER)
    assert not call.centre_heard(RINGING)


def test_who_declines_is_followed_by_the_helpline(dial: Dial) -> None:
    call = dial(picks_up)
    call.comes_to_the_ringing()
    call.centre_hears_the_whisper()
    call.line.hangs_up()
    call.until(lambda: call.line.rung == 2)
    call.centre_hears_the_whisper()
    call.line.presses("1")
    call.they_talk()
    call.caller.hangs_up()
    call.ends()
    assert "declines" in call.happened
    assert call.caller_heard(CENTRE)


def test_who_is_busy_is_followed_by_the_helpline(dial: Dial) -> None:
    call = dial(is_busy, picks_up)
    call.comes_to_the_ringing()
    call.until(lambda: call.line.rung == 2)
    call.centre_hears_the_whisper()
    call.caller.hangs_up()
    call.ends()
    assert call.happened[4:] == ["ends", "picks_up", "hang_up"]


def test_who_does_not_answer_is_followed_by_the_helpline(dial: Dial) -> None:
    call = dial(rings_on, picks_up)
    call.comes_to_the_ringing()
    call.until(lambda: call.line.rung == 2)
    call.lasts(1.0)
    call.caller.hangs_up()
    call.ends()
    assert call.caller_heard(RINGING)


def test_a_voicemail_is_never_connected(dial: Dial) -> None:
    call = dial(picks_up, rings_on)
    call.comes_to_the_ringing()
    call.until(lambda: call.line.rung == 2)
    call.lasts(1.0)
    call.caller.hangs_up()
    call.ends()
    assert "whisper_wait" in call.happened
    assert not call.caller_heard(CENTRE)


def test_a_silent_caller_is_taken_to_a_person(dial: Dial) -> None:
    call = dial(picks_up)
    call.until(lambda: call.line.rung > 0)
    call.centre_hears_the_whisper()
    call.line.presses("1")
    call.they_talk()
    call.caller.hangs_up()
    call.ends()
    assert call.pressed == []


def test_key_9_leaves_quietly(dial: Dial) -> None:
    call = dial(rings_on)
    call.presses("1")
    call.presses("9")
    call.ends()
    assert call.line.rung == 0


def test_the_hotline_dies_in_mid_call(dial: Dial, hotline_server: Instance) -> None:
    """The carrier plays the fallback that it keeps: an apology, and the helpline rings."""
    call = dial(picks_up)
    call.presses("1")
    hotline_server.kill()
    try:
        call.presses("2")
        call.until(lambda: call.line.rung > 0)
        call.they_talk()
        call.caller.hangs_up()
        call.ends()
    finally:
        hotline_server.start()
    assert call.caller_heard(CENTRE)
    assert call.centre_heard(CALLER)
