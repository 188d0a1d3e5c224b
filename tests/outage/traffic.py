"""Calls at a steady rate, with people who take their time, and what they heard of faults."""

import itertools
import time
from collections import Counter, deque
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, PriorityQueue
from random import Random
from threading import Event, Lock

from ivr.tree import Tree
from routes.settings.settings import Settings
from routes.simulator.callers.call import Ending, SimulatedCall
from routes.simulator.callers.people import People
from routes.simulator.handset import State
from routes.simulator.simulated_carrier import CarrierError
from routes.simulator.web_carrier import Connections, Tally, WebCarrier
from routes.webhook.apology import BRIDGE

THREADS = 8
THINKS = (0.3, 1.5)
"""Seconds between two acts of a call: less than people take, so that fewer calls make as many
steps. At least, and at most.
"""
FETCHED = 0.25
"""Of the clips that begin what is heard: a carrier fetches a clip that it has not kept."""

Turn = tuple[float, int, SimulatedCall]


class Traffic:
    """apologies: the documents that apologise. helpline: the line that each of them must ring.
    thinks: as THINKS. tree: of the called hotline, if it is not shipped. counts: calls, what
    they heard of faults, and what must not be: "lost" and "not rung". under_way: calls that go on.
    recent: the clips that were fetched last.
    """

    def __init__(
        self,
        settings: Settings,
        connections: Connections,
        apologies: frozenset[str],
        helpline: str,
        thinks: tuple[float, float] = THINKS,
        tree: Tree | None = None,
    ) -> None:
        self._tree = tree
        self._thinks, self.under_way = thinks, 0
        self.tally, self.counts, self.recent = Tally(), Counter[str](), deque[str](maxlen=20)
        self._settings, self._connections = settings, connections
        self._apologies, self._helpline = apologies, helpline
        self._turns: PriorityQueue[Turn] = PriorityQueue()
        self._ends, self._hurry, self._lock = Event(), Event(), Lock()
        self._chance, self._numbers = Random(0), itertools.count()
        self._pool = ThreadPoolExecutor(THREADS)
        self._threads: list[Future[None]] = [
            self._pool.submit(self._take_turns) for _ in range(THREADS)
        ]

    def dial(self) -> None:
        """A new call."""
        number = next(self._numbers)
        carrier = WebCarrier(self._settings, self._connections, self.tally)
        carrier.tree = self._tree
        self._count("calls")
        self._goes_on(1)
        self._turns.put((time.monotonic(), number, SimulatedCall(People(Random(number)), carrier)))

    def finish(self) -> None:
        """Play what is under way to its end, without pauses. Raises what went wrong in a thread."""
        self._hurry.set()
        self._ends.set()
        for thread in self._threads:
            thread.result()
        self._pool.shutdown()

    def _take_turns(self) -> None:
        while True:
            try:
                due, number, call = self._turns.get(timeout=0.2)
            except Empty:
                if self._ends.is_set():
                    return
                continue
            self._hurry.wait(max(due - time.monotonic(), 0))
            if self._step(call):
                later = time.monotonic() + self._chance.uniform(*self._thinks)
                self._turns.put((later, number, call))
            else:
                self._goes_on(-1)

    def _step(self, call: SimulatedCall) -> bool:
        before = len(call.handset.carrier.exchanges)
        goes_on = call.step()
        if call.ending is Ending.LOST:
            self._count("lost")
            self._count(f"lost: {call.why}")
        for exchange in call.handset.carrier.exchanges[before:]:
            if exchange.twiml in self._apologies:
                self._apology(call)
            elif exchange.twiml == BRIDGE and exchange.form.get("Digits") != "1":
                self._count("whispers that failed, connected all the same")
        self._listen(call)
        return goes_on

    def _apology(self, call: SimulatedCall) -> None:
        self._count("apologies")
        ringing = call.handset.ringing
        if (
            call.handset.state is not State.RINGING
            or ringing is None
            or ringing.uri != self._helpline
        ):
            self._count("not rung")

    def _listen(self, call: SimulatedCall) -> None:
        sounds = [sound.clip for sound in call.handset.sounds if sound.clip]
        if not sounds or self._chance.random() > FETCHED:
            return
        self.recent.append(sounds[0])
        self._count("clips fetched")
        try:
            call.handset.carrier.fetch(sounds[0])
        except CarrierError:
            self._count("clips not heard")

    def _goes_on(self, more: int) -> None:
        with self._lock:
            self.under_way += more

    def _count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1
