"""Kills fall among the steps of calls, however fast the machine is: steps are counted, and wait for
their turn.
"""

from threading import Condition

from routes.simulator.simulated_carrier import HttpAnswer
from routes.simulator.web_carrier import Connections, Tally, WebCarrier
from tests.conftest import make_settings

PATIENCE = 60
"""Seconds after which a machine does not get on."""


class Pace:
    """Lets steps through up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._steps = 0
        self._changed = Condition()

    def step(self) -> None:
        """Take a step, as soon as the limit allows it."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._steps < self._limit, PATIENCE)
            self._steps += 1
            self._changed.notify_all()

    def wait_for(self, steps: int) -> None:
        """Until so many steps were taken."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._steps >= steps, PATIENCE)

    def allow(self, limit: int) -> None:
        """Let steps through up to another limit."""
        with self._changed:
            self._limit = limit
            self._changed.notify_all()


class PacedCarrier(WebCarrier):
    """A carrier whose steps keep pace."""

    def __init__(self, connections: Connections, tally: Tally, pace: Pace) -> None:
        super().__init__(make_settings(), connections, tally)
        self._pace = pace

    def send(self, url: str, form: dict[str, str]) -> HttpAnswer:
        self._pace.step()
        return super().send(url, form)
