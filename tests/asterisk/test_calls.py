"""Real SIP telephones call the shipped hotline through a real Asterisk with the shipped files."""

from pathlib import Path

import pytest

pytest.importorskip("pjsua2", reason="pjsua2 is not installed: `make sip` installs it")
pytest.importorskip("numpy", reason="numpy is not installed: `make sip` installs it")

from audio.clip import RATE
from routes.call.hotline import Hotline
from routes.operations.fallback import clips_played
from routes.simulator.handset import Handset
from routes.simulator.leg import Sound
from tests.asterisk.call import CALLER, CENTRE, RINGING, Call, place_of
from tests.asterisk.capture import Capture
from tests.asterisk.conftest import Dial
from tests.asterisk.machine import Machine
from tests.outage.instances import Instance
from tests.sip.carrier import BUSY
from tests.sip.drawing import Named, drawing
from tests.sip.endpoint import Leg
from tests.sip.sound import Samples, samples_of_clip

KEYS = "121"
"""English, a person, Brussels."""
NUMBER = "470123456"
"""The end of the caller's number, in every form that a network writes it."""
SHOWN = {"name": f"+32{NUMBER}"}
WITHHELD = {
    "name": "anonymous",
    "headers": {
        "P-Asserted-Identity": f"<sip:+32{NUMBER}@operator.test>",
        "Privacy": "id",
        "Diversion": f"<sip:+32{NUMBER}@operator.test>;reason=unconditional",
    },
}


def picks_up(leg: Leg) -> None:
    """A person takes the telephone off the hook."""
    leg.take()


def is_busy(leg: Leg) -> None:
    """A person talks already."""
    leg.refuse(BUSY)


@pytest.mark.parametrize("caller", [SHOWN, WITHHELD], ids=["shown", "withheld"])
def test_both_hear_each_other_and_nobody_is_told_who_called(
    dial: Dial,
    machine: Machine,
    handset: Handset,
    hotline: Hotline,
    caller: dict[str, object],
    told: list[str],
    tmp_path: Path,
) -> None:
    with Capture() as capture:
        call: Call = dial(picks_up, **caller)
        call.presses(KEYS)
        call.rings()
        call.is_taken()
        call.they_talk()
        call.line.hangs_up()
        call.lasts(3.0)
        call.ends()
    heard = call.caller.heard
    places = [place_of(samples(handset, step[0]), heard) for step in said_in(handset, KEYS)]
    told.append(f"{caller['name']}: clips at {places}, {len(heard) / RATE:.1f} s")
    told.append(str(drawn(call, heard, handset, hotline, tmp_path / "call.svg")))
    assert places == sorted(place for place in places if place is not None)
    assert call.caller_heard(RINGING)
    assert call.caller_heard(CENTRE)
    assert call.centre_heard(CALLER)
    assert not call.centre_heard(RINGING)
    to_hotline = capture.messages(machine.port)
    centre = capture.messages(int(call.line.account.uri.rpartition(":")[2]))
    assert any(NUMBER in message for message in to_hotline), "the capture sees the caller's number"
    assert any(message.startswith("INVITE") for message in centre)
    assert [message for message in centre if NUMBER in message] == []


def test_who_is_busy_or_declines_is_followed_by_the_next_line(dial: Dial) -> None:
    call = dial(is_busy, picks_up, picks_up)
    call.presses(KEYS)
    call.rings(2)
    call.lasts(2.0)
    call.line.hangs_up()
    call.rings(3)
    call.is_taken()
    call.they_talk()
    call.ends()
    assert call.caller_heard(CENTRE)


def test_the_bridge_is_killed(dial: Dial, machine: Machine, hotline: Hotline) -> None:
    call = dial(picks_up)
    call.presses("1")
    machine.bridge.kill()
    try:
        apologised_and_rang(call, hotline)
    finally:
        machine.bridge.start()
        machine.bridge.wait_for("The bridge answers")


def test_a_conversation_outlives_the_bridge(dial: Dial, machine: Machine) -> None:
    """When the centre has hung up, nobody can offer the menu again: the helpline rings."""
    call = dial(picks_up, picks_up)
    call.presses(KEYS)
    call.rings()
    call.is_taken()
    call.lasts(1.0)
    machine.bridge.kill()
    try:
        call.they_talk()
        call.line.hangs_up()
        call.rings(2)
        call.ends()
    finally:
        machine.bridge.start()
        machine.bridge.wait_for("The bridge answers")
    assert call.caller_heard(CENTRE)


def test_the_hotline_is_killed(dial: Dial, hotline_server: Instance, hotline: Hotline) -> None:
    call = dial(picks_up)
    call.presses("1")
    hotline_server.kill()
    try:
        call.presses("2")
        apologised_and_rang(call, hotline)
    finally:
        hotline_server.start()


def test_nothing_of_a_call_is_kept(dial: Dial, machine: Machine) -> None:
    call = dial(picks_up, **WITHHELD)
    call.presses(KEYS)
    call.rings()
    call.ends()
    loaded = machine.tells("module show")
    assert "chan_pjsip.so" in loaded
    unwanted = ("mixmonitor", "res_monitor", "app_record", "cdr_", "cel_", "res_ari", "voicemail")
    assert [one for one in unwanted if one in loaded] == []
    assert "Logging: " not in machine.tells("cel show status").replace("Logging: Disabled", "")
    kept = [path for path in machine.folder.rglob("*") if path.is_file()]
    assert [path for path in kept if "spool" in path.parts] == []
    assert [path for path in kept if NUMBER.encode() in path.read_bytes()] == []
    assert any(path.name == "bridge.log" for path in kept)


def apologised_and_rang(call: Call, hotline: Hotline) -> None:
    """The fallback's words are heard, and the helpline rings and is connected."""
    call.rings()
    call.until(lambda: call.line.leg is not None and call.line.leg.media is not None)
    call.they_talk()
    call.ends()
    first, *_ = clips_played(hotline)
    apology = samples_of_clip(hotline.library.path(first).read_bytes())
    assert place_of(apology, call.caller.heard) is not None
    assert call.caller_heard(CENTRE)
    assert call.centre_heard(CALLER)


def said_in(handset: Handset, keys: str) -> list[list[Sound]]:
    """What is said before each key, and after the last one."""
    handset.call()
    said = [handset.sounds]
    for key in keys:
        handset.press(key)
        said.append(handset.sounds)
    return said


def samples(handset: Handset, sound: Sound) -> Samples:
    """How a clip sounds."""
    return samples_of_clip(handset.carrier.fetch(sound.clip))


def drawn(call: Call, heard: Samples, handset: Handset, hotline: Hotline, file: Path) -> Path:
    """Draw the call as the caller heard it, with what people did and what was said."""
    names = {hotline.speech(one).clip: one.prompt for _, one in hotline.tree.script()}
    named = [Named(at - call.caller.since, what) for what, at in call.moments]
    for step in said_in(handset, KEYS):
        for sound in step[:2]:
            if (at := place_of(samples(handset, sound), heard)) is not None:
                named.append(Named(at, f"“{names.get(sound.file, 'welcome')}”"))
    file.write_text(drawing(heard, sorted(named, key=lambda one: one.at), "A call"), "utf-8")
    return file
