"""Servers of the tests' own, which answer in a thread of this process."""

from socketserver import BaseServer
from threading import Thread
from typing import Self


class InThread:
    """Answers from entering to leaving."""

    _server: BaseServer

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
