"""Calls that Asterisk brings, through the bridge and the real routes of the small hotline."""

from xml.etree import ElementTree

import pytest

from routes.carriers.asterisk.leg import BadDocument, line_of
from tests.conftest import HOTLINE_NUMBER
from tests.routes.carriers.asterisk.conftest import CALLER, DUTCH, NORTH, SPEAK, Bridged, call
from tests.routes.carriers.asterisk.fake_asterisk import (
    BARGES_IN,
    HANGS_UP,
    FakeCall,
    Line,
    ends,
    picks_up,
)
from tests.routes.doctor.front import Front


def test_language_region_whisper_and_both_talk(bridge: Bridged, prompts: dict[str, str]) -> None:
    made = call(bridge, DUTCH, SPEAK, NORTH, HANGS_UP, lines=(picks_up("1"),))
    heard = [prompts.get(one, one) for one in made.heard]
    assert "language.announce nl" in heard
    assert heard.index("speak.intro nl") < heard.index("transfer.north nl")
    assert heard[-1] == "menu.return nl", "after the conversation the caller may choose again"
    assert made.dialled[0].startswith("PJSIP/+3250000002@trunk,12,grU(whisper^")
    assert made.shown == [HOTLINE_NUMBER], "the centre never sees the caller's number"
    (centre,) = made.asked
    assert [prompts[one].split()[1] for one in centre.heard[:1]] == ["nl"]
    assert not any(CALLER in one for one in made.commands + centre.commands)
    assert not made.ended, "the caller hung up: nobody is there for whom anything is to end"


@pytest.mark.parametrize(
    "first",
    [
        ends("BUSY"),
        ends("NOANSWER"),
        ends("CHANUNAVAIL"),
        picks_up(HANGS_UP),
        picks_up("", "", ""),
    ],
    ids=["busy", "not answered", "not reached", "declined", "a voicemail"],
)
def test_a_line_that_does_not_take_the_call_is_followed_by_the_helpline(
    bridge: Bridged, first: Line
) -> None:
    made = call(bridge, DUTCH, SPEAK, NORTH, HANGS_UP, lines=(first, picks_up("1")))
    assert [one.partition(",")[0] for one in made.dialled] == [
        "PJSIP/+3250000002@trunk",
        "PJSIP/+3271000004@trunk",
    ]


def test_a_voicemail_is_hung_up_by_dial(bridge: Bridged) -> None:
    made = call(bridge, DUTCH, SPEAK, NORTH, lines=(picks_up("", "", ""), ends("BUSY")) * 9)
    assert made.asked[0].variables["GOSUB_RESULT"] == "CONTINUE"


def test_a_key_ends_what_is_said(bridge: Bridged, prompts: dict[str, str]) -> None:
    made = call(bridge, BARGES_IN, DUTCH, BARGES_IN, SPEAK)
    heard = [prompts[one] for one in made.heard]
    assert sum(one.startswith("language.announce") for one in heard) == 1
    assert "speak.brussels nl" in heard


def test_a_postcode_is_typed_digit_by_digit(bridge: Bridged) -> None:
    made = call(bridge, DUTCH, SPEAK, "4", *"9000", lines=(ends("BUSY"),) * 9)
    assert made.dialled[0].startswith("PJSIP/+3250000002@")


def test_an_emergency_line_rings_longer(bridge: Bridged) -> None:
    made = call(bridge, DUTCH, "1", "", lines=(ends("BUSY"),) * 9)
    assert made.dialled[0].startswith("PJSIP/trunk/sip:112@trunk.example,30,gr")
    assert made.dialled[1].startswith("PJSIP/+3271000004@trunk,12,gr")


def test_key_9_leaves_quietly(bridge: Bridged) -> None:
    made = call(bridge, DUTCH, "9")
    assert made.ended
    assert made.dialled == []


def test_a_conversation_that_the_caller_ends_is_told(bridge: Bridged, front: Front) -> None:
    """Else the desk would count only conversations that the centre ended."""
    told: list[str] = []
    front.meddles = lambda environ: told.append(str(environ["PATH_INFO"]))
    try:
        leaves = picks_up("1", caller_leaves=True)
        call(bridge, DUTCH, SPEAK, NORTH, lines=(leaves,))
    finally:
        front.meddles = lambda _environ: None
    assert told[-1].endswith("/person")


@pytest.mark.parametrize("address", ["https://x/clips/..", "/clips/a,b.wav", ""])
def test_only_clips_are_played(bridge: Bridged, address: str) -> None:
    with pytest.raises(ValueError, match="no clip"):
        bridge.server.bridge.sounds.of(address)


@pytest.mark.parametrize("written", ["+3222345679", "003222345679", "022345679"])
def test_the_called_number_is_known_however_the_operator_writes_it(
    bridge: Bridged, prompts: dict[str, str], written: str
) -> None:
    made = FakeCall(bridge.port, [HANGS_UP])
    made.runs("call", "", written)
    assert {prompts[one].split()[1] for one in made.heard} == {"nl"}


def test_lines_are_dialled_through_the_trunk() -> None:
    number, sip = "<Number>+3250000002</Number>", "<Sip>sip:112@trunk.example</Sip>"
    assert line_of(ElementTree.fromstring(number)) == "PJSIP/+3250000002@trunk"
    assert line_of(ElementTree.fromstring(sip)) == "PJSIP/trunk/sip:112@trunk.example"


@pytest.mark.parametrize("address", ["a@b,20,A(x)", "a@b&PJSIP/c", "a@b)", "a b@c"])
def test_an_address_that_would_be_more_than_an_address_is_refused(address: str) -> None:
    with pytest.raises(BadDocument):
        line_of(ElementTree.fromstring(f"<Sip>sip:{address.replace('&', '&amp;')}</Sip>"))
