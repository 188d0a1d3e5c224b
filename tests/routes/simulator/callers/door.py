"""A server in front of a hotline that can fail: first the faults, then the real routes."""

import socket
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from flask import Flask

from tests.conftest import PUBLIC_URL
from tests.routes.in_thread import InThread

BREAKS = "breaks"
"""The connection is closed before an answer."""
BREAKS_OFF = "breaks off"
"""The connection is closed in the middle of an answer."""
SILENT = "silent"
"""The connection is never answered."""


@dataclass
class Door(InThread):
    """faults: what comes before any real answer, in this order: a status, or one of the above.
    connections: how many were opened.
    """

    app: Flask
    faults: deque[int | str] = field(default_factory=deque)
    connections: int = 0

    def __post_init__(self) -> None:
        handler = type("Handler", (_Handler,), {"door": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.closed = threading.Event()

    def __exit__(self, *error: object) -> None:
        self.closed.set()
        super().__exit__(*error)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was kept waiting or broken off may have closed the connection first."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    door: Door
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.door.connections += 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.door.faults.popleft() if self.door.faults else None
        if isinstance(fault, str):
            self._fail(fault)
        elif fault:
            self._answer(fault, b"faulty", "text/plain")
        else:
            found = self.door.app.test_client().post(
                self.path, data=body, headers=list(self.headers.items()), base_url=PUBLIC_URL
            )
            self._answer(found.status_code, found.data, found.content_type)

    def do_GET(self) -> None:
        with self.door.app.test_client().get(self.path, base_url=PUBLIC_URL) as found:
            self._answer(found.status_code, found.data, found.content_type)

    def _fail(self, how: str) -> None:
        self.close_connection = True
        if how == SILENT:
            self.door.closed.wait()
        if how == BREAKS_OFF:
            self.wfile.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 900\r\n\r\n<?xml"
            )
        self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: what went wrong is for the test to say."""
