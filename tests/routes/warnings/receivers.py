"""A mail server and a webhook on this machine, which keep what arrives."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread

PATIENCE = 300
"""Seconds after which something counts as never coming. A busy machine is no defect."""


class Arrivals:
    """What has arrived. refuses: whether the server takes nothing for now."""

    def __init__(self) -> None:
        self.refuses = False
        self.titles: list[str] = []
        self.texts: list[str] = []
        self.to: list[str] = []
        self._changed = Condition()

    def add(self, title: str, text: str, to: str = "") -> None:
        with self._changed:
            self.titles.append(title)
            self.texts.append(text)
            self.to.append(to)
            self._changed.notify_all()

    def wait_for_text(self, words: str) -> str:
        """The first text with these words, once it has arrived."""

        def found() -> str:
            return next((text for text in self.texts if words in text), "")

        with self._changed:
            assert self._changed.wait_for(found, PATIENCE), self.texts
            return found()

    def wait_for(self, count: int) -> None:
        """Wait until so many have arrived."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.titles) >= count, PATIENCE)


class _Mail(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client without a log-in needs."""

    arrivals: Arrivals

    def handle(self) -> None:
        self._say("220 mail.test")
        to = ""
        for line in self.rfile:
            words = line.decode().strip()
            match words[:4].upper():
                case "RCPT" if self.arrivals.refuses:
                    self._say("550 no such person")
                case "RCPT":
                    to = words.partition(":")[2].strip("<> ")
                    self._say("250 go on")
                case "DATA":
                    self._say("354 go on")
                    self._keep(to)
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 go on")

    def _keep(self, to: str) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(("plain",))
        assert body is not None
        self.arrivals.add(str(mail["Subject"]), str(body.get_content()), to)
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Hook(BaseHTTPRequestHandler):
    arrivals: Arrivals

    def do_POST(self) -> None:  # http.server's own name for it
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.arrivals.refuses:
            self.arrivals.add(sent["title"], sent["message"], self.path)
        self.send_response(500 if self.arrivals.refuses else 200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@contextmanager
def mail_server() -> Iterator[tuple[Arrivals, int]]:
    """What arrives, and the port."""
    arrivals = Arrivals()
    handler = type("Mail", (_Mail,), {"arrivals": arrivals})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        yield from _serving(server, arrivals)


@contextmanager
def webhook() -> Iterator[tuple[Arrivals, int]]:
    """What arrives, and the port."""
    arrivals = Arrivals()
    handler = type("Hook", (_Hook,), {"arrivals": arrivals})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        yield from _serving(server, arrivals)


def _serving(server: socketserver.TCPServer, arrivals: Arrivals) -> Iterator[tuple[Arrivals, int]]:
    Thread(target=server.serve_forever, daemon=True).start()
    yield arrivals, server.socket.getsockname()[1]
    server.shutdown()
