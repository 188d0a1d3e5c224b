"""Simulated calls to the application in this process, each with its own time and language."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from flask import Flask

from routes.call.clock import Clock
from routes.call.faults import without_values
from routes.call.hotline import HOTLINE
from routes.simulator.callers.call import Ending, SimulatedCall
from routes.simulator.callers.call_times import call_time_before
from routes.simulator.callers.languages import any_language, key_of
from routes.simulator.callers.pace import Pace, SoundLengths
from routes.simulator.callers.people import People
from routes.simulator.simulated_carrier import AppCarrier, CarrierError


@dataclass(frozen=True)
class Plan:
    """until: the time of every call; with a spread, the calls are made in the span before it.
    language: what every caller speaks; None for any. takes_time: whether acts take time. as_calls:
    whether the calls are counted as real ones.
    """

    until: datetime
    spread: timedelta = timedelta()
    language: str | None = None
    takes_time: bool = True
    as_calls: bool = False


@dataclass(frozen=True, slots=True)
class RehearsedCall:
    """What came of a call. time: when it began. language: the first that was chosen; empty for
    none. reached: seconds until the caller talked with a person; None when they never did. trouble:
    what failed, or what no carrier would have played; empty when all went well.
    """

    seed: int
    time: datetime
    steps: int
    ending: Ending
    language: str
    reached: int | None
    trouble: str


class Rehearsal:
    """Makes simulated calls to an application, as planned."""

    def __init__(self, app: Flask, plan: Plan) -> None:
        self._app = app
        self._plan = plan
        self._lengths = SoundLengths()
        self._hotline = HOTLINE.of(app)

    def call(self, seed: int) -> RehearsedCall:
        """Make one call, to its end. All of it follows from its seed and the plan."""
        plan = self._plan
        tree = self._hotline.tree
        time = plan.until
        if plan.spread:
            time = call_time_before(plan.until, plan.spread, Random(f"moment {seed}"))
        clock = Clock(time, stands=not plan.takes_time)
        pace = Pace(clock, Random(f"pace {seed}"), self._lengths)
        language = plan.language or any_language(tree, Random(f"language {seed}"))
        people = People(Random(seed), choose=key_of(tree, language), takes=pace)
        carrier = AppCarrier(self._app, clock, as_call=plan.as_calls)
        call = SimulatedCall(people, carrier)
        trouble = self._play(call)
        return RehearsedCall(
            seed,
            time,
            steps=len(carrier.exchanges),
            ending=Ending.LOST if trouble else call.ending or Ending.LOST,
            language=_chosen(carrier),
            reached=pace.reached,
            trouble=trouble,
        )

    def _play(self, call: SimulatedCall) -> str:
        """Play a call to its end. Returns its trouble."""
        before = self._hotline.faults.last
        try:
            while call.step():
                pass
            # No act follows the last words, so their clips are fetched here.
            self._lengths.total(call.handset.carrier, call.handset.sounds)
        except CarrierError as error:
            return str(error)
        except Exception as error:  # the other calls are made all the same
            return without_values(error)
        fault = self._hotline.faults.last
        if fault is None or fault is before:
            return call.why
        where = f"{fault.kind} ({fault.place})"
        return call.why or f"a step failed, and an apology was heard: {where}"


def _chosen(carrier: AppCarrier) -> str:
    """The language of the first address in a document that has one."""
    documents = "".join(exchange.twiml for exchange in carrier.exchanges)
    found = re.search(r"/voice/(?!und/)([A-Za-z-]+)/", documents)
    return found[1] if found else ""
