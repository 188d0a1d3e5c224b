"""One kept connection to a server: a request out, an answer in. As little work as possible, so that
the server is what is measured.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.load.recording import Request

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


@dataclass(slots=True)
class Asked:
    """due: the moment at which it was to be sent, by the clock of the generator. tries: how often
    it was sent.
    """

    due: float
    request: Request
    tries: int = 0


class Connection(asyncio.Protocol):
    """answered: is told the status and the content. gone: is told of a connection that ends, and of
    what was asked over it and not answered, if anything.
    """

    def __init__(
        self,
        answered: Callable[["Connection", Asked, int, bytes], None],
        gone: Callable[["Connection", Asked | None], None],
    ) -> None:
        self.idle_since = 0.0
        self.closes = False
        self._answered, self._gone = answered, gone
        self._asked: Asked | None = None
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, asked: Asked) -> None:
        """Send one, once the one before is answered."""
        assert self._transport is not None
        self._asked, self._received = asked, b""
        asked.tries += 1
        self._transport.write(asked.request.wire)

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.close()

    @property
    def is_open(self) -> bool:
        """Whether nobody has hung up yet."""
        return self._transport is not None and not self._transport.is_closing()

    def data_received(self, data: bytes) -> None:
        """Called by the loop."""
        self._received += data
        head, found, content = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not (found and length and self._asked) or len(content) < int(length[1]):
            return
        asked, self._asked = self._asked, None
        self.closes = _CLOSES.search(head) is not None
        self._answered(self, asked, int(head[9:12]), content)

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the loop."""
        asked, self._asked = self._asked, None
        self._gone(self, asked)
