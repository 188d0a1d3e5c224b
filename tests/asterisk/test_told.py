"""What the hotline is told when the caller hangs up first: Asterisk still answers the bridge."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

pytest.importorskip("pjsua2", reason="pjsua2 is not installed: `make sip` installs it")
pytest.importorskip("numpy", reason="numpy is not installed: `make sip` installs it")

from app import create_app
from tests.asterisk.conftest import Dial
from tests.conftest import TOKEN, make_settings
from tests.routes.doctor.front import Environ, Front
from tests.sip.endpoint import Leg


class Remembering(Front):
    """The shipped hotline in this process, which remembers what it was told: path and form."""

    def __init__(self, clips: Path) -> None:
        super().__init__()
        given = {"signature_scheme": "asterisk", "asterisk_key": TOKEN}
        self.app = create_app(make_settings(clips_folder=clips, **given))
        self.meddles = self._remember
        self.port = urlsplit(self.url).port
        self.told: list[tuple[str, dict[str, str]]] = []

    def _remember(self, environ: Environ) -> None:
        form = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(form)
        self.told.append((environ["PATH_INFO"], dict(parse_qsl(form.decode()))))


@pytest.fixture(scope="module")
def hotline_server(clips: Path, chroot: Path) -> Iterator[Remembering]:
    """Takes the place of the one that the machine would ask."""
    with Remembering(clips) as running:
        yield running


def test_a_conversation_that_the_caller_ends_is_told(
    dial: Dial, hotline_server: Remembering
) -> None:
    """Else the desk would count only conversations that a centre ended."""
    call = dial(Leg.take)
    call.presses("121")
    call.rings()
    call.is_taken()
    call.they_talk()
    call.ends()
    call.until(lambda: "DialCallStatus" in hotline_server.told[-1][1])
    path, form = hotline_server.told[-1]
    assert path == "/voice/en/person"
    assert (form["DialCallStatus"], form["DialBridged"]) == ("completed", "true")
    assert form["CallStatus"] == "completed"
    assert int(form["DialCallDuration"]) >= 2
