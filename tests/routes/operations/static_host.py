"""A static host, and a carrier that turns to it because the hotline's server is down."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from routes.call.hotline import Hotline
from routes.operations.fallback import files_of, write_files
from routes.simulator.simulated_carrier import HttpAnswer, SimulatedCarrier
from tests.conftest import HOTLINE_NUMBER
from tests.routes.in_thread import InThread
from tests.routes.server import free_port


class Files(SimpleHTTPRequestHandler):
    """Serves a folder, by GET alone."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Log nothing: the tests say what went wrong."""


class StaticHost(InThread):
    """Serves a folder on 127.0.0.1, from entering to leaving. types: what each ending is served
    as.
    """

    def __init__(self, folder: Path) -> None:
        self.types = {
            ".xml": "application/xml",
            ".wav": "audio/x-wav",
            "": "application/octet-stream",
        }
        handler = type("Handler", (Files,), {"extensions_map": self.types})
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), partial(handler, directory=str(folder))
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"


@contextmanager
def published(hotline: Hotline, folder: Path) -> Iterator[StaticHost]:
    """A host that serves the fallback of a hotline."""
    with StaticHost(folder) as host:
        write_files(folder, files_of(hotline, host.url))
        yield host


class StrandedCarrier(SimulatedCarrier):
    """Nothing answers at the hotline's address, so the carrier fetches the fallback URL, once for a
    call (Twilio, availability: VoiceFallbackUrl, with ErrorCode and ErrorUrl; here by GET).
    """

    def __init__(self, fallback: str) -> None:
        super().__init__(HOTLINE_NUMBER)
        self.start = f"http://127.0.0.1:{free_port()}/voice"
        self._fallback = fallback

    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        try:
            return _open(Request(url, data=urlencode(form).encode()))
        except URLError:
            told = form | {"ErrorCode": "11205", "ErrorUrl": url}
            return self.get(f"{self._fallback}?{urlencode(told)}")

    def get(self, url: str) -> HttpAnswer:
        return _open(Request(url))


def _open(request: Request) -> HttpAnswer:
    try:
        with urlopen(request, timeout=60) as response:
            return HttpAnswer(response.status, response.headers.get_content_type(), response.read())
    except HTTPError as error:
        with error:
            return HttpAnswer(error.code, error.headers.get_content_type(), error.read())
