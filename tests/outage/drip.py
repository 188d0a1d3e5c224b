"""Clients that keep connections busy with next to nothing: they send a request a byte at a time."""

import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from threading import Condition, Event, Thread
from types import TracebackType

_LINE = b"POST /voice HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HEADER = _LINE + b"X-Slow: "
BODY = (
    _LINE
    + b"X-Twilio-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n"  # without one, no body is read
    + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8000\r\n\r\n"
    + b"x" * 7000  # more than a proxy that buffers a little keeps to itself
)
SILENT = b""
"""What a client sends at once. One byte after the other follows, but for a silent client."""
_PACE = 1.0
"""Seconds from one byte of a connection to its next."""


class Drip:
    """Connections to a port of this machine, from entering to leaving. One that the server closes
    is opened anew.

    kinds: the connections send these in turn. sources: so many addresses of this machine are used.
    closed: connections that the server has closed. most: open at once at most.
    """

    def __init__(self, port: int, kinds: list[bytes], connections: int, sources: int) -> None:
        self.closed = 0
        self.most = 0
        self._port = port
        self._connections = connections
        self._kinds = cycle(kinds)
        self._addresses = cycle(f"127.0.1.{number}" for number in range(1, sources + 1))
        self._next: dict[socket.socket, bytes] = {}
        self._ends = Event()
        self._changed = Condition()
        self._thread = Thread(target=self._run)

    def __enter__(self) -> "Drip":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        self._thread.join()

    def wait_until(self, *, most: int = 0, closed: int = 0, seconds: float) -> bool:
        """Whether so many were open at once, and so many closed by the server, within the time."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self.most >= most and self.closed >= closed, seconds
            )

    def _run(self) -> None:
        while not self._ends.wait(_PACE):
            going_on = {client: _send(client, data) for client, data in self._next.items()}
            self._next = {client: data for client, data in going_on.items() if data is not None}
            with self._changed:
                self.closed += len(going_on) - len(self._next)
                self.most = max(self.most, len(self._next))
                self._changed.notify_all()
            while len(self._next) < self._connections:
                self._next[self._connect()] = next(self._kinds)
        for client in self._next:
            client.close()

    def _connect(self) -> socket.socket:
        client = socket.socket()
        client.bind((next(self._addresses), 0))
        client.setblocking(False)
        with suppress(BlockingIOError):
            client.connect(("127.0.0.1", self._port))
        return client


def _send(client: socket.socket, data: bytes) -> bytes | None:
    """Send it, and return what this client sends next: None when the server has closed the
    connection, or has answered.
    """
    try:
        if data:
            client.send(data)
        client.recv(1)
    except BlockingIOError:
        return b"x" if data else SILENT
    except OSError:
        pass
    client.close()
    return None


@contextmanager
def many_files() -> Iterator[int]:
    """This process may open as many files as its user allows. Gives their number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
