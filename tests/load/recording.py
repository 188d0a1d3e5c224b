"""Calls that are recorded once, as the requests that they are made of. A call lives in its URLs:
the same requests at the same moments make the same call again, to any instance.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

from flask import Flask

from routes.call.clock import Clock
from routes.call.hotline import HOTLINE
from routes.simulator.callers.call import Ending, SimulatedCall
from routes.simulator.callers.languages import any_language, key_of
from routes.simulator.callers.pace import Pace, SoundLengths
from routes.simulator.callers.people import People
from routes.simulator.simulated_carrier import AppCarrier, HttpAnswer, proof
from routes.statistics.cells import Counts
from routes.statistics.recorder import STATISTICS, Statistics
from routes.statistics.writer import Writer
from tests.measuring.http import wire
from tests.timeless import timeless


@dataclass(frozen=True, slots=True)
class Request:
    """One webhook. at: seconds after the call began. wire: what is sent, byte by byte. answer: what
    came back.
    counts: what the step raised.
    """

    at: float
    url: str
    form: dict[str, str]
    wire: bytes
    answer: bytes
    counts: Counts

    def is_answered_by(self, status: int, content: bytes) -> bool:
        """Whether that is what was recorded. Only the second at which a call was answered may be
        another one.
        """
        same = content == self.answer or timeless(content.decode()) == timeless(
            self.answer.decode()
        )
        return status == 200 and same


@dataclass(frozen=True, slots=True)
class Call:
    """seconds: how long it lasted, conversations included."""

    seconds: float
    requests: tuple[Request, ...]


class NotRecorded(Exception):
    """A call was lost while it was recorded: the hotline is broken, and there is nothing to
    measure.
    """


class Kept(Writer):
    """Keeps what the last step raised, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(lambda counts: None, lambda: None)
        self.last = Counts()

    def add(self, counts: Counts) -> None:
        """Of the step that is taken now."""
        self.last = counts


class _Recorder(AppCarrier):
    """The carrier of a call that keeps its requests."""

    def __init__(self, app: Flask, clock: Clock, kept: Kept) -> None:
        super().__init__(app, clock, as_call=True)
        self._now, self._began, self._kept = clock, clock.now, kept
        self.requests: list[Request] = []

    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        """The application's own answer, which is kept."""
        answer = super().send(url, form)
        at = (self._now.now - self._began).total_seconds()
        sent = wire(url, form, proof(self._settings, url, form))
        self.requests.append(Request(at, url, form, sent, answer.content, self._kept.last))
        return answer


def record(app: Flask, seeds: Iterable[int]) -> list[Call]:
    """A call for each seed, all of them at this moment, in any language. Raises NotRecorded."""
    lengths, now = SoundLengths(), datetime.now(UTC)
    with _kept_counts(app) as kept:
        return [_recorded(app, seed, Clock(now), lengths, kept) for seed in seeds]


@contextmanager
def _kept_counts(app: Flask) -> Iterator[Kept]:
    kept, statistics = Kept(), STATISTICS.of(app)
    assert isinstance(statistics, Statistics)
    STATISTICS.put(app, replace(statistics, writer=kept))
    try:
        yield kept
    finally:
        STATISTICS.put(app, statistics)


def _recorded(app: Flask, seed: int, clock: Clock, lengths: SoundLengths, kept: Kept) -> Call:
    hotline = HOTLINE.of(app)
    began, carrier = clock.now, _Recorder(app, clock, kept)
    language = any_language(hotline.tree, Random(f"language {seed}"))
    pace = Pace(clock, Random(f"pace {seed}"), lengths)
    call = SimulatedCall(
        People(Random(seed), choose=key_of(hotline.tree, language), takes=pace), carrier
    )
    while call.step():
        pass
    if call.ending is Ending.LOST:
        raise NotRecorded(f"the call of seed {seed} was lost: {call.why}")
    return Call((clock.now - began).total_seconds(), tuple(carrier.requests))


def answered_now(app: Flask, request: Request) -> bytes:
    """What the application answers at this moment: a line may have opened or closed since the
    recording.
    """
    return AppCarrier(app).send(request.url, request.form).content
