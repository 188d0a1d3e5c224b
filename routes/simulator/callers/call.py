"""A simulated call, one act at a time, and many of them at the same time."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from queue import Empty, SimpleQueue

from routes.simulator.callers.people import People
from routes.simulator.handset import Handset, State
from routes.simulator.simulated_carrier import CarrierError, SimulatedCarrier


class Ending(StrEnum):
    """How a call ended."""

    CALLER = "the caller hung up"
    HOTLINE = "the hotline closed the line"
    LOST = "a step failed"


class SimulatedCall:
    """ending: how the call ended; None while it goes on. why: for a lost call, what the carrier
    would not play.
    """

    def __init__(self, people: People, carrier: SimulatedCarrier) -> None:
        self.handset = Handset(carrier)
        self.ending: Ending | None = None
        self.why = ""
        self._people = people

    def step(self) -> bool:
        """Dial, or let one of the people act. Returns whether the call goes on."""
        try:
            if self.handset.carrier.exchanges:
                self._people.act(self.handset)
            else:
                self.handset.call()
        except CarrierError as error:
            self.ending = Ending.LOST
            self.why = str(error)
            return False
        if self.handset.state is State.OVER:
            self.ending = Ending.CALLER if self._people.left else Ending.HOTLINE
        return self.ending is None


def play(calls: Iterable[SimulatedCall], threads: int) -> None:
    """Play calls to their ends, all of them at the same time: each thread takes the call that has
    waited longest, and plays one step of it.
    """
    waiting: SimpleQueue[SimulatedCall] = SimpleQueue()
    for call in calls:
        waiting.put(call)
    with ThreadPoolExecutor(threads) as pool:
        for thread in [pool.submit(_take_turns, waiting) for _ in range(threads)]:
            thread.result()


def _take_turns(waiting: SimpleQueue[SimulatedCall]) -> None:
    """Return when no call waits. The last few calls are then played by other threads."""
    while True:
        try:
            call = waiting.get_nowait()
        except Empty:
            return
        if call.step():
            waiting.put(call)
