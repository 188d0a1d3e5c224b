"""A connection that is kept, and asks for the same step again and again: as little HTTP/1.1 as that
takes.
"""

import re
import socket
from types import TracebackType

from tests.bench.step import WrongAnswer

LONGEST = 60
"""Seconds for an answer: a server that takes longer stands still."""
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Connection:
    """request: the bytes to send. expected: the body that must come back."""

    def __init__(self, to: socket.socket, request: bytes, expected: bytes) -> None:
        self._socket, self._request, self._expected = to, request, expected

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def ask(self) -> int:
        """Ask once; the bytes of the answer. Raises WrongAnswer for another status or body, OSError
        without any.
        """
        self._socket.sendall(self._request)
        told = b""
        while not _is_whole(told):
            got = self._socket.recv(65_536)
            if not got:
                raise ConnectionResetError(
                    "the server closed the connection before it had answered"
                )
            told += got
        head, _, body = told.partition(_END)
        if not head.startswith(b"HTTP/1.1 200 ") or body != self._expected:
            status = head.partition(b"\r\n")[0].decode("latin-1")
            raise WrongAnswer(
                f"{status}, {len(body)} bytes, where 200 and {len(self._expected)} bytes were "
                "expected"
            )
        return len(told)


def connect(port: int, request: bytes, expected: bytes) -> Connection:
    """To a server on this machine. Raises OSError where there is none."""
    to = socket.create_connection(("127.0.0.1", port), timeout=LONGEST)
    to.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Connection(to, request, expected)


def _is_whole(told: bytes) -> bool:
    head, end, body = told.partition(_END)
    if not end:
        return False
    length = _LENGTH.search(head)
    if length is None:
        raise WrongAnswer("an answer without a Content-Length: nobody can tell where it ends")
    return len(body) >= int(length[1])
