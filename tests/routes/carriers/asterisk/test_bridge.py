"""Calls that Asterisk brings, through the bridge and the real routes of the small hotline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from audio.clip import seconds
from routes.call.hotline import HOTLINE, Hotline
from routes.carriers.asterisk.carrier import Asterisk
from routes.carriers.asterisk.leg import Bridge
from routes.carriers.asterisk.server import BridgeServer
from routes.carriers.asterisk.sounds import Sounds
from routes.carriers.asterisk.webhooks import Webhooks
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, make_settings
from tests.routes.carriers.asterisk.fake_asterisk import (
    BARGES_IN,
    HANGS_UP,
    FakeCall,
    FakeLeg,
    Line,
    ends,
    picks_up,
)
from tests.routes.doctor.front import Front
from tests.routes.in_thread import InThread
from tests.small.hotline import create_small_app

CALLER = "+40712345678"
DUTCH, SPEAK, NORTH = "2", "2", "2"


class Bridged(InThread):
    """The bridge, in a thread of this process."""

    def __init__(self, bridge: Bridge) -> None:
        self._server = self.server = BridgeServer(bridge, 0)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])


@pytest.fixture(scope="module")
def hotline_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The small hotline, of which Asterisk is the carrier."""
    return create_small_app(
        make_settings(
            signature_scheme="asterisk",
            asterisk_key="a key of sixteen",
            asterisk_sounds=tmp_path_factory.mktemp("sounds"),
        )
    )


@pytest.fixture(scope="module")
def on_asterisk(hotline_app: Flask) -> Hotline:
    return HOTLINE.of(hotline_app)


@pytest.fixture(scope="module")
def front(hotline_app: Flask) -> Iterator[Front]:
    with Front() as running:
        running.app = hotline_app
        yield running


@pytest.fixture(scope="module")
def bridge(front: Front, on_asterisk: Hotline) -> Iterator[Bridged]:
    carrier = on_asterisk.settings.carrier
    assert isinstance(carrier, Asterisk)
    webhooks = Webhooks(carrier, PUBLIC_URL, front.url)
    sounds = Sounds(on_asterisk.library, carrier.asterisk_sounds, webhooks.clip)
    sounds.make_all()
    with Bridged(Bridge(webhooks, sounds, HOTLINE_NUMBER)) as running:
        yield running
    webhooks.close()


@pytest.fixture
def prompts(on_asterisk: Hotline) -> dict[str, str]:
    """Clip without its ending -> what it says, by the name of the prompt and the language."""
    said = [*(one for _, one in on_asterisk.tree.script()), *on_asterisk.tree.openings()]
    clips = {one: on_asterisk.speech(one).clip for one in said}
    return {Path(clip).stem: f"{one.prompt} {one.language}" for one, clip in clips.items() if clip}


def call(bridge: Bridged, *acts: str, lines: tuple[Line, ...] = ()) -> FakeCall:
    made = FakeCall(bridge.port, list(acts), lines=iter(lines))
    made.runs("call", CALLER)
    return made


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


def test_key_9_leaves_quietly(bridge: Bridged) -> None:
    made = call(bridge, DUTCH, "9")
    assert made.ended
    assert made.dialled == []


def test_a_conversation_that_the_caller_ends_is_told(
    bridge: Bridged, front: Front, hotline_app: Flask
) -> None:
    """Else the desk would count only conversations that the centre ended."""
    told: list[str] = []
    front.meddles = lambda environ: told.append(str(environ["PATH_INFO"]))
    try:
        leaves = picks_up("1", caller_leaves=True)
        call(bridge, DUTCH, SPEAK, NORTH, lines=(leaves,))
    finally:
        front.meddles = lambda _environ: None
    assert told[-1].endswith("/person")


def test_a_hotline_that_is_down_is_left_to_the_dialplan(
    bridge: Bridged, front: Front, hotline_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    made = FakeCall(bridge.port, [DUTCH, SPEAK, NORTH])
    front.app = Response("gone", 503)
    try:
        made.runs("call", CALLER)
    finally:
        front.app = hotline_app
    assert not made.ended
    assert made.heard == []
    assert "a call was handed to the dialplan's apology: the hotline did not answer" in caplog.text
    assert CALLER[3:] not in caplog.text


def test_a_whisper_that_fails_connects_the_two(
    bridge: Bridged, front: Front, hotline_app: Flask
) -> None:
    """A caller is not lost because a whisper is."""

    def during_an_outage(made: FakeCall, whisper: str) -> tuple[str, str, int]:
        front.app = Response("gone", 503)
        try:
            return picks_up()(made, whisper)
        finally:
            front.app = hotline_app

    made = call(bridge, DUTCH, SPEAK, NORTH, HANGS_UP, lines=(during_an_outage,))
    assert made.asked[0].heard == []
    assert len(made.dialled) == 1


def test_a_clip_that_the_desk_publishes_later_is_fetched(
    bridge: Bridged, front: Front, on_asterisk: Hotline, small_clips: Path
) -> None:
    sounds = bridge.server.bridge.sounds
    new = "0123456789abcdef0123456789abcdef.wav"
    content = next(small_clips.glob("*.wav")).read_bytes()
    front.files[f"/clips/{new}"] = content
    sound = sounds.of(f"{PUBLIC_URL}/clips/{new}")
    assert (Path(f"{sound}.ulaw").stat().st_size) == round(
        8000 * seconds(next(small_clips.glob("*.wav")))
    )
    sounds.make_all()
    assert not Path(f"{sound}.ulaw").exists(), "what is no clip any more is removed at a start"


@pytest.mark.parametrize("address", ["https://x/clips/..", "/clips/a,b.wav", ""])
def test_only_clips_are_played(bridge: Bridged, address: str) -> None:
    with pytest.raises(ValueError, match="no clip"):
        bridge.server.bridge.sounds.of(address)


def test_the_dialplan_can_try_the_whole_way(
    bridge: Bridged, front: Front, hotline_app: Flask
) -> None:
    good, bad = FakeLeg(bridge.port, []), FakeLeg(bridge.port, [])
    good.runs("check")
    front.app = Response("gone", 503)
    try:
        bad.runs("check")
    finally:
        front.app = hotline_app
    assert (good.ended, bad.ended) == (True, False)
