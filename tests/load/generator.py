"""Sends every request when it is due, whatever became of those before it, and notes how long each
answer took.

A load that waited for the server would be slow whenever the server is, and would not notice.
"""

import asyncio
import gc
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.load.connection import Asked, Connection
from tests.load.recording import Request
from tests.load.schedule import Load

CONNECTIONS = 128
"""At most: what is due while all of them wait, waits too, as it would before a balancer."""
IDLE = 1.5
"""Seconds after which a connection is not used again: gunicorn closes it after two (its setting
keepalive).
"""
TRIES = 3
"""A kept connection may be closed in the moment in which it is used; a balancer then asks over
another one.
"""
GRACE = 10
"""Seconds that the last answers are waited for."""


@dataclass
class Replayed:
    """seconds: due -> how long the answer took from then on, for each that came. wrong: what came
    instead of what was recorded, with its status. unanswered: how many got no answer.
    """

    seconds: list[tuple[float, float]] = field(default_factory=list)
    wrong: list[tuple[Request, int, bytes]] = field(default_factory=list)
    unanswered: int = 0


class Generator:
    """now: a clock, in seconds. port: of the server on this machine."""

    def __init__(
        self,
        port: int,
        connections: int = CONNECTIONS,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._port, self._most, self._now = port, connections, now

    async def replay(
        self, load: Load, at: Sequence[tuple[float, Callable[[], object]]] = ()
    ) -> Replayed:
        """at: what else is to be done in between, and when."""
        loop = asyncio.get_running_loop()
        self._idle, self._waiting = deque[Connection](), deque[Asked]()
        self._all = set[Connection]()
        self._replayed, self._opening, self._open = (
            Replayed(),
            set[asyncio.Task[None]](),
            len(load.requests),
        )
        self._done, self._over = asyncio.Event(), False
        for when, act in at:
            loop.call_later(when, act)
        self._began = (
            self._now()
        )  # after that: what is to be done at the end is done before the end
        with _without_collections():
            await self._send_all(load)
            await self._last_answers()
        return self._replayed

    async def _send_all(self, load: Load) -> None:
        for due, request in load.requests:
            await self._until(due)
            self._send(Asked(self._began + due, request))
        await self._until(load.seconds)

    async def _until(self, moment: float) -> None:
        """Never without a look at the answers, however late it is."""
        await asyncio.sleep(max(self._began + moment - self._now(), 0))

    async def _last_answers(self) -> None:
        try:
            if self._open:
                await asyncio.wait_for(self._done.wait(), GRACE)
        except TimeoutError:
            self._replayed.unanswered += self._open
        self._over = True
        await asyncio.gather(*self._opening)
        for connection in list(self._all):
            connection.close()
        await asyncio.sleep(0)  # let the connections close

    def _send(self, asked: Asked) -> None:
        connection = self._free()
        if connection:
            connection.ask(asked)
            return
        self._waiting.append(asked)
        self._open_one()

    def _open_one(self) -> None:
        if len(self._all) + len(self._opening) < self._most:
            opening = asyncio.get_running_loop().create_task(self._connect())
            self._opening.add(opening)
            opening.add_done_callback(self._opening.discard)

    def _free(self) -> Connection | None:
        """The one that has been idle for longest, so that all of them are used in turns."""
        while self._idle:
            connection = self._idle.popleft()
            if connection.is_open and self._now() - connection.idle_since < IDLE:
                return connection
            self._all.discard(connection)
            connection.close()
        return None

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, connection = await loop.create_connection(
                lambda: Connection(self._answered, self._gone), "127.0.0.1", self._port
            )
        except OSError:
            if self._waiting:
                self._waiting.popleft()
                self._give_up()
            return
        self._all.add(connection)
        self._take(connection)

    def _take(self, connection: Connection) -> None:
        """The next that waits, or none."""
        if self._waiting:
            connection.ask(self._waiting.popleft())
        else:
            connection.idle_since = self._now()
            self._idle.append(connection)

    def _answered(self, connection: Connection, asked: Asked, status: int, content: bytes) -> None:
        self._replayed.seconds.append((asked.due - self._began, self._now() - asked.due))
        if not asked.request.is_answered_by(status, content):
            self._replayed.wrong.append((asked.request, status, content))
        if connection.closes:
            connection.close()
        else:
            self._take(connection)
        self._settled()

    def _gone(self, connection: Connection, asked: Asked | None) -> None:
        self._all.discard(connection)
        if self._over:  # what is not answered by now was counted
            return
        if asked and asked.tries < TRIES:
            self._send(asked)
        elif asked:
            self._give_up()
        if self._waiting:
            self._open_one()

    def _give_up(self) -> None:
        self._replayed.unanswered += 1
        self._settled()

    def _settled(self) -> None:
        self._open -= 1
        if not self._open:
            self._done.set()


@contextmanager
def _without_collections() -> Iterator[None]:
    """A pause of the generator's own would be taken for one of the server."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
