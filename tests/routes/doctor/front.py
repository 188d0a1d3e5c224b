"""The server at the hotline's public address, with TLS, as a proxy would have it."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

from tests.routes.in_thread import InThread

Environ = dict[str, Any]
App = Callable[[Environ, Any], Iterable[bytes]]
TYPES = {".xml": "application/xml", ".wav": "audio/wav"}


class _Handler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Log nothing: the tests say what went wrong."""


class Front(InThread):
    """Answers on 127.0.0.1, from entering to leaving. app: what answers. meddles: what a proxy
    changes in a request. files: path -> content of a static site. certificate: without it, no TLS.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        self.app: App = Response("nothing is here", 503)
        self.meddles: Callable[[Environ], None] = lambda _environ: None
        self.files: dict[str, bytes] = {}
        context = None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
        self._server = make_server(
            "127.0.0.1",
            0,
            self._answer,
            threaded=True,
            request_handler=_Handler,
            ssl_context=context,
        )
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self._server.server_port}"

    def _answer(self, environ: Environ, start: Any) -> Iterable[bytes]:
        if content := self.files.get(environ["PATH_INFO"]):
            kind = TYPES[Path(environ["PATH_INFO"]).suffix]
            return Response(content, content_type=kind)(environ, start)
        self.meddles(environ)
        return self.app(environ, start)


CERTIFICATE = """\
[req]
prompt = no
distinguished_name = subject
x509_extensions = extensions
[subject]
CN = 127.0.0.1
[extensions]
subjectAltName = IP:127.0.0.1
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""
"""All that a certificate must say when it is its own authority (RFC 5280). Python checks that since
3.13. Without this file openssl takes what the machine's own openssl.cnf says.
"""


def make_certificate(path: Path, days: int) -> Path:
    """A key and a certificate for 127.0.0.1, in one file, good for so many days from now."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl 3 makes the certificate: install it")
    key = path.with_suffix(".key")
    settings = path.with_suffix(".cnf")
    settings.write_text(CERTIFICATE)
    command = ["openssl", "req", "-x509", "-config", str(settings), "-days", str(days), "-nodes"]
    command += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-keyout", str(key), "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


def decodes_escapes(environ: Environ) -> None:
    """A proxy that decodes addresses."""
    _rewrite(environ, unquote)


def sorts_fields(environ: Environ) -> None:
    """A proxy that sorts the query, for its cache."""
    _rewrite(environ, lambda query: "&".join(sorted(query.split("&"))))


def writes_escapes_large(environ: Environ) -> None:
    """A proxy that writes escapes in capitals (RFC 3986, 6.2.2.1)."""
    _rewrite(environ, lambda query: query.replace("%2f", "%2F"))


def moves_the_path(environ: Environ) -> None:
    """A proxy that serves the hotline below a path, and tells the server so."""
    for name in ("RAW_URI", "REQUEST_URI"):
        environ[name] = "/hotline" + environ[name]


def _rewrite(environ: Environ, change: Callable[[str], str]) -> None:
    path, _, query = environ["RAW_URI"].partition("?")
    environ["QUERY_STRING"] = change(query)
    environ["RAW_URI"] = environ["REQUEST_URI"] = f"{path}?{change(query)}"
