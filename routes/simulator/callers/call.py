"""A simulated call, one act at a time, and many of them at the same time."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from queue import Empty, SimpleQueue

from routes.simulator.callers.people import People
from routes.simulator.carrier import Carrier, CarrierError
from routes.simulator.handset import Handset, State


class Ending(StrEnum):
    """How a call ended."""

    CALLER = "the caller hung up"
    HOTLINE = "the hotline closed the line"
    LOST = "a step failed"


class SimulatedCall:
    """ending: how it ended; None while it goes on. why: what the carrier had to say of a call that
    was lost.
    """

    def __init__(self, people: People, carrier: Carrier) -> None:
        self.handset = Handset(carrier)
        self.ending: Ending | None = None
        self.why = ""
        self._people = people

    def step(self) -> bool:
        """Dial, or one act of one of the people. Returns whether the call goes on."""
        try:
            self._act()
        except CarrierError as error:
            self.ending, self.why = Ending.LOST, str(error)
            return False
        if self.handset.state is State.OVER:
            self.ending = Ending.CALLER if self._people.left else Ending.HOTLINE
        return self.ending is None

    def _act(self) -> None:
        if self.handset.carrier.exchanges:
            self._people.act(self.handset)
        else:
            self.handset.call()


def play(calls: Iterable[SimulatedCall], threads: int) -> None:
    """Play calls to their ends, all of them under way at the same time: each thread takes the call
    that has waited longest, and brings it one step on.
    """
    waiting: SimpleQueue[SimulatedCall] = SimpleQueue()
    for call in calls:
        waiting.put(call)
    with ThreadPoolExecutor(threads) as pool:
        for thread in [pool.submit(_take_turns, waiting) for _ in range(threads)]:
            thread.result()


def _take_turns(waiting: SimpleQueue[SimulatedCall]) -> None:
    """Until no call waits: the last few are in the hands of other threads."""
    while True:
        try:
            call = waiting.get_nowait()
        except Empty:
            return
        if call.step():
            waiting.put(call)
