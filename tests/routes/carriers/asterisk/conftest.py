"""The bridge between a played Asterisk and the real routes of the small hotline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from routes.call.hotline import HOTLINE, Hotline
from routes.carriers.asterisk.carrier import Asterisk
from routes.carriers.asterisk.leg import Bridge
from routes.carriers.asterisk.server import BridgeServer
from routes.carriers.asterisk.sounds import Sounds
from routes.carriers.asterisk.webhooks import Webhooks
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, make_settings
from tests.routes.carriers.asterisk.fake_asterisk import FakeCall, Line
from tests.routes.doctor.front import Front
from tests.routes.in_thread import InThread
from tests.small.hotline import create_small_app

CALLER, KEY = "+40712345678", "a key of sixteen"
DUTCH, SPEAK, NORTH = "2", "2", "2"
DUTCH_NUMBER = "+3222345679"


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
            asterisk_key=KEY,
            asterisk_sounds=tmp_path_factory.mktemp("sounds") / "new",
            language_numbers=f"{DUTCH_NUMBER}=nl",
            emergency_trunk="trunk.example",
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
