"""Simulated calls to the application in this process, each with a moment and a language of its own."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from flask import Flask

from routes.call.clock import Clock
from routes.call.faults import without_values
from routes.call.hotline import HOTLINE
from routes.simulator.callers.call import Ending, SimulatedCall
from routes.simulator.callers.call_times import moment_before
from routes.simulator.callers.languages import any_language, key_of
from routes.simulator.callers.pace import Ear, Pace
from routes.simulator.callers.people import People
from routes.simulator.carrier import AppCarrier, CarrierError


@dataclass(frozen=True)
class Plan:
    """until: the moment of the calls, or the end of the time over which they are spread, with its
    zone.
    language: what every caller speaks; None for any. takes_time: acts take time. as_calls: they
    count as real ones.
    """

    until: datetime
    spread: timedelta = timedelta()
    language: str | None = None
    takes_time: bool = True
    as_calls: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of a call. language: the first that was chosen; empty for none. reached: seconds to
    a person, if any.
    trouble: what no carrier would have played, or what failed; empty when all went well.
    """

    seed: int
    moment: datetime
    steps: int
    ending: Ending
    language: str
    reached: int | None
    trouble: str


class Rehearsal:
    """Calls an application, as planned."""

    def __init__(self, app: Flask, plan: Plan) -> None:
        self._app, self._plan, self._ear = app, plan, Ear()
        self._hotline = HOTLINE.of(app)

    def call(self, seed: int) -> Rehearsed:
        """One call, to its end. All of it follows from its seed and the plan."""
        clock = Clock(self._moment(seed), stands=not self._plan.takes_time)
        began, pace = clock.now, Pace(clock, Random(f"pace {seed}"), self._ear)
        people = People(
            Random(seed), choose=key_of(self._hotline.tree, self._language(seed)), takes=pace
        )
        carrier = AppCarrier(self._app, clock, as_call=self._plan.as_calls)
        call = SimulatedCall(people, carrier)
        trouble = self._play(call)
        ending = Ending.LOST if trouble else call.ending or Ending.LOST
        return Rehearsed(
            seed, began, len(carrier.exchanges), ending, _chosen(carrier), pace.reached, trouble
        )

    def _moment(self, seed: int) -> datetime:
        plan = self._plan
        return (
            moment_before(plan.until, plan.spread, Random(f"moment {seed}"))
            if plan.spread
            else plan.until
        )

    def _language(self, seed: int) -> str:
        return self._plan.language or any_language(self._hotline.tree, Random(f"language {seed}"))

    def _play(self, call: SimulatedCall) -> str:
        """What went wrong, if anything."""
        before = self._hotline.faults.last
        try:
            while call.step():
                pass
            self._ear.hears(
                call.handset.carrier, call.handset.sounds
            )  # the last words, after which nobody acts
        except CarrierError as error:
            return str(error)
        except Exception as error:  # whatever it is, the others are called all the same
            return without_values(error)
        fault = self._hotline.faults.last
        if fault is not None and fault is not before:
            return (
                call.why
                or f"a step failed, and an apology was heard: {fault.kind} at {fault.at} ({fault.place})"
            )
        return call.why


def _chosen(carrier: AppCarrier) -> str:
    """By the first address in a document that has a language."""
    documents = "".join(exchange.twiml for exchange in carrier.exchanges)
    found = re.search(r"/voice/(?!und/)([A-Za-z-]+)/", documents)
    return found[1] if found else ""
