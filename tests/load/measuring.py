"""One line of a table: a load is replayed to a server, and judged."""

import asyncio
from dataclasses import dataclass

from flask import Flask

from tests.load.generator import Generator, Replayed
from tests.load.recording import Request, answered_now
from tests.load.schedule import Load, Window
from tests.measuring.machine import Meter
from tests.outage.instances import Instance
from tests.timeless import timeless

Wrong = tuple[Request, int, bytes]


@dataclass(frozen=True)
class Line:
    """at_once, new, asked: as the load has it, within the window. answered: steps a second that
    were answered in it.
    seconds: how long each answer took that was due in it, in order. meter: how busy everything was.
    wrong: answers that are none that the hotline could have given, of the whole replay. unanswered:
    how many had none.
    """

    at_once: float
    new: float
    asked: float
    answered: float
    seconds: list[float]
    meter: Meter
    wrong: list[Wrong]
    unanswered: int

    @property
    def keeps_up(self) -> bool:
        """Whether what was asked was answered, all but one step in twenty."""
        return self.answered >= 0.95 * self.asked


class Bench:
    """A server, and the same application in this process, which knows what is right at this
    moment.
    """

    def __init__(self, server: Instance, app: Flask) -> None:
        self.server, self._app = server, app

    def measured(self, load: Load, window: Window) -> Line:
        """Replay, and look at what happens within the window."""
        meter = Meter(self.server.pid)
        acts = [(window.begin, meter.start), (window.end, meter.stop)]
        replayed = asyncio.run(Generator(self.server.port).replay(load, acts))
        return line_of(load, window, replayed, meter, really_wrong(self._app, replayed))


def line_of(
    load: Load, window: Window, replayed: Replayed, meter: Meter, wrong: list[Wrong]
) -> Line:
    """What happened within the window; what was wrong, or not answered, in the whole replay."""
    return Line(
        load.at_once(window),
        load.new(window),
        load.steps(window),
        sum(window.holds(due + took) for due, took in replayed.seconds) / window.seconds,
        sorted(took for due, took in replayed.seconds if window.holds(due)),
        meter,
        wrong,
        replayed.unanswered,
    )


def really_wrong(app: Flask, replayed: Replayed) -> list[Wrong]:
    """Answers that are neither what was recorded nor what the application answers now: a line may
    have opened or closed in between.
    """
    return [one for one in replayed.wrong if not _right_now(app, *one)]


def _right_now(app: Flask, request: Request, status: int, content: bytes) -> bool:
    return status == 200 and timeless(content.decode()) == timeless(
        answered_now(app, request).decode()
    )
