"""What is watched from outside while releases are published: the pointer in the database, and what
each instance answers to callers.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ivr.destinations import HELPLINE, Line
from ivr.hours import BRUSSELS_TIME
from ivr.position import Position, Region
from ivr.tree import Tree
from routes.call.position_url import url_of
from routes.database.engines import make_engine
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.entities import LineField, entity_of
from routes.settings.database import address
from routes.settings.settings import Settings
from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.web_carrier import Connections, Patience, Tally, WebCarrier
from tests.outage.timeline import Answer, Away, Move, Timeline

EVERY = 0.1
"""Seconds between two looks at the pointer."""
ASKS = 0.3
"""Seconds between two questions to an instance."""


class Watch:
    """Does something again and again, from entering to leaving. Raises what went wrong there."""

    def __init__(self, every: float, work: Callable[[], None]) -> None:
        self._every, self._work, self._ends = every, work, Event()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run)

    def __enter__(self) -> Self:
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
        if self._error and error is None:
            raise self._error

    def _run(self) -> None:
        try:
            while not self._ends.wait(self._every):
                self._work()
        except BaseException as error:
            self._error = error


@dataclass
class Pointer:
    """The pointer, and the hours that each release says. timeline: what it has done so far."""

    url: str
    timeline: Timeline = field(default_factory=Timeline)
    hours: dict[int, dict[str, str]] = field(default_factory=lambda: {0: {}})

    def __post_init__(self) -> None:
        self._engine = make_engine(address(self.url), 2)
        self._connection: Connection | None = None
        self._looked = time.monotonic()

    def look(self) -> None:
        """Look once. While the database is away, that is noted."""
        before = self._looked
        try:
            self._connection = self._connection or self._engine.connect()
            with self._connection.begin():
                live, changes = rows.live_changes(self._connection)
        except SQLAlchemyError:
            self._connection = None
            return
        self._looked = time.monotonic()
        if self._looked - before > 1:
            self.timeline.away.append(Away(before, self._looked))
        moves = self.timeline.moves
        if not moves or moves[-1].release != live:
            self.hours[live] = _hours(changes)
            moves.append(Move(live, before))


def _hours(changes: list[Change]) -> dict[str, str]:
    """Destination -> the hours that these changes give it."""
    found: dict[str, str] = {}
    for change in changes:
        entity = entity_of(change.entity)
        assert isinstance(entity, LineField)
        found[entity.destination] = str(change.after)
    return found


@dataclass(frozen=True, slots=True)
class Transfer:
    """A caller of a region was put through. rung: ends with the number."""

    region: Region
    rung: str
    sent: float
    received: float


@dataclass
class Ears:
    """Hears one instance at its own port: which release it says it has, and which line it rings.

    answers: with the release. transfers: what it rang. silent: questions without an answer, such as
    while it was killed.
    """

    name: str
    port: int
    tree: Tree
    settings: Settings
    pointer: Pointer
    answers: list[Answer] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    silent: int = 0

    def __post_init__(self) -> None:
        self._connections = Connections(f"http://127.0.0.1:{self.port}", Patience())
        self._regions = list(Region)

    def ask(self) -> None:
        """Ask for the release, and call the centre of a region."""
        try:
            sent = time.monotonic()
            told = self._connections.get("/healthz")
            received = time.monotonic()
            self.answers.append(Answer(self.name, _release(told.content), sent, received))
            self._call()
        except CarrierError:
            self.silent += 1

    def _call(self) -> None:
        region = self._regions[len(self.transfers) % len(self._regions)]
        carrier = WebCarrier(self.settings, self._connections, Tally())
        sent = time.monotonic()
        document = carrier.post(url_of(Position("main", "en", region=region)), Digits="0")
        rung = "".join(document.itertext()).rpartition("/")[2].strip()
        self.transfers.append(Transfer(region, rung, sent, time.monotonic()))

    def wrong_lines(self) -> list[Transfer]:
        """What it rang although no release that callers could hear says so."""
        return [
            one for one in self.transfers if not any(uri in one.rung for uri in self._right(one))
        ]

    def _right(self, transfer: Transfer) -> set[str]:
        releases = self.pointer.timeline.may_be_heard(transfer.sent, transfer.received)
        return {self._rings(transfer.region, self.pointer.hours[one]) for one in releases}

    def _rings(self, region: Region, hours: Mapping[str, str]) -> str:
        """The number that a caller of a region is put through to first."""
        [(name, centre)] = [
            (name, one) for name, one in self.tree.destinations.items() if one.region is region
        ]
        [line] = centre.lines
        now = datetime.now(BRUSSELS_TIME)
        line = Line(uri=line.uri, hours=hours.get(name, line.hours))
        chosen = line if line.is_open(now) else self.tree.destinations[HELPLINE].lines[0]
        return chosen.uri.removeprefix("tel:")


def _release(healthz: bytes) -> int:
    told: dict[str, Any] = json.loads(healthz)
    return int(told["release"])
