"""Releases are published and undone while people call, instances are killed, and the database is
stopped.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random

from urllib3.exceptions import HTTPError

from tests.outage.coordinator import PATIENCE, Publisher
from tests.outage.instances import Instance
from tests.outage.timeline import ALLOWED
from tests.outage.traffic import Traffic
from tests.outage.watching import ASKS, EVERY, Ears, Pointer, Watch
from tests.routes.statistics.postgres import Postgres

HOURS = ("24/7", "2020 Jan 01 10:00-11:00", "Mo-Su 00:00-24:00", "2021 Jan 01 10:00-11:00")
"""Open now, and closed now, in turns."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much there is of everything. calls: under way all the time. releases: to publish;
    undos: how many of them are taken back. kills: of instances. outages: of the database; in each
    of them an instance is killed, too. seconds: that an outage lasts. rests: seconds before the
    next change.
    """

    calls: int
    releases: int
    undos: int
    kills: int
    outages: int
    seconds: float
    rests: float


@dataclass
class Trial:
    """One run. typed: drafts that were refused while the database was away, and what of it was
    lost.
    """

    plan: Plan
    instances: list[Instance]
    postgres: Postgres
    pointer: Pointer
    ears: list[Ears]
    traffic: Traffic
    publisher: Publisher
    say: Callable[[str], None]
    published: int = 0
    undone: int = 0
    killed: int = 0
    outages: int = 0
    refused: int = 0
    typed_lost: list[str] = field(default_factory=list)
    down: float = 0.0

    def __post_init__(self) -> None:
        self._chance = Random(0)
        self._places = list(self.publisher.lines)
        self._places = [name for name in self._places if name in self._centres()]

    def run(self) -> None:
        """Publish everything. Calls that are under way then are played to their ends."""
        began = time.monotonic()
        kills, outages = self._spread(self.plan.kills), self._spread(self.plan.outages)
        undos = self._spread(self.plan.undos)
        with ExitStack() as stack:
            stack.callback(self.traffic.finish)
            stack.enter_context(Watch(EVERY, self.pointer.look))
            stack.enter_context(Watch(0.5, self._keep_calling))
            for ears in self.ears:
                stack.enter_context(Watch(ASKS, ears.ask))
            for number in range(self.plan.releases):
                release = self._publish(number)
                if number in undos:
                    self.publisher.undo(release)
                    self.undone += 1
                if number in kills:
                    self._kill()
                if number in outages:
                    self._without_database()
                self.say(self._progress(time.monotonic() - began))
            self._wait_for_the_last()
        self.seconds = time.monotonic() - began

    def is_good(self) -> bool:
        """Whether nothing went wrong."""
        return not (
            self.traffic.counts["lost"]
            or self.traffic.counts["not rung"]
            or self.typed_lost
            or self.refused < self.plan.outages
            or any(self._wrong(ears) for ears in self.ears)
        )

    def report(self) -> Iterator[str]:
        """What came of it, in lines."""
        counts, tally = self.traffic.counts, self.traffic.tally
        yield (
            f"{self.seconds:.0f} s: releases published {self.published}, undone {self.undone}, "
            f"instances killed and restarted {self.killed}, database stopped and started "
            f"{self.outages} times, away {self._away():.0f} s in all"
        )
        yield (
            f"publishings cut off by a kill and done again {self.publisher.cut_off}, pages of the "
            f"desk asked for again {self.publisher.desk.again}"
        )
        yield (
            f"calls {counts['calls']} ({self.plan.calls} under way), steps {tally.steps}, steps "
            f"retried {tally.retried}, apologies {counts['apologies']}, clips not heard "
            f"{counts['clips not heard']} of {counts['clips fetched']}"
        )
        yield f"calls lost: {counts['lost']}"
        yield from (f"  {what}" for what in sorted(counts) if what.startswith("lost: "))
        for ears in self.ears:
            oldest = self.pointer.timeline.oldest(ears.answers)
            wrong_lines = len(ears.wrong_lines())
            yield (
                f"{ears.name}: answers {len(ears.answers)}, releases heard "
                f"{len({one.release for one in ears.answers})}, longest behind the pointer "
                f"{oldest:.2f} s, wrong release after {ALLOWED:.0f} s: {len(self._wrong(ears))}, "
                f"transfers {len(ears.transfers)}, to a wrong line {wrong_lines}, silent "
                f"{ears.silent}"
            )
            yield from (f"  {what}" for what in self._wrong(ears)[:5])
        yield (
            f"drafts saved without a database: refused with their text kept {self.refused}, "
            f"typed text lost {len(self.typed_lost)}"
        )
        yield from (f"  {what}" for what in self.typed_lost)

    def _wait_for_the_last(self) -> None:
        """Until every instance has answered from the release that is live."""
        live = self.publisher.live()
        end = time.monotonic() + PATIENCE
        while any(ears.answers[-1].release != live for ears in self.ears):
            assert time.monotonic() < end, "an instance does not follow"
            time.sleep(ASKS)

    def _publish(self, number: int) -> int:
        """Of three centres one opens or closes: three in a row, so that each release is heard."""
        place = self._places[number % len(self._places)]
        hours = HOURS[number // len(self._places) % len(HOURS)]
        time.sleep(self.plan.rests)
        release = self.publisher.publish(place, hours)
        self.published += 1
        return release

    def _kill(self) -> None:
        victim = self._chance.choice(self.instances)
        victim.kill()
        victim.start()
        self.killed += 1

    def _without_database(self) -> None:
        """The database is stopped. An instance starts without it, a draft is refused, and sent
        again when the database is back.
        """
        place = self._places[0]
        typed = self.publisher.typed(place, f"Mo-Fr 0{self.outages + 1}:30-17:00")
        self.postgres.stop()
        ends = time.monotonic() + self.plan.seconds
        self._save(place, typed)
        self._kill()
        time.sleep(max(ends - time.monotonic(), 0))
        self.postgres.start()
        self.outages += 1
        page = self.publisher.desk.post(f"{self.publisher.lines[place]}/hours", **typed)
        if page.status != 303:
            self.typed_lost.append(f"the draft was refused again: {page.status}")
        drafts = self.publisher.desk.get("/staff/changes")
        for draft in drafts.found(r'action="(/staff/changes/\d+/drop)"'):
            self.publisher.desk.post(draft, csrf_token=drafts.hidden()["csrf_token"])

    def _save(self, place: str, typed: dict[str, str]) -> None:
        try:
            page = self.publisher.desk.post_once(f"{self.publisher.lines[place]}/hours", **typed)
        except HTTPError as error:
            self.typed_lost.append(f"no page came: {type(error).__name__}")
            return
        again = page.hidden()
        kept = all(
            again.get(name) == value for name, value in typed.items() if name != "csrf_token"
        )
        if page.status == 503 and kept:
            self.refused += 1
        else:
            self.typed_lost.append(f"status {page.status}, the page keeps {sorted(again)}")

    def _keep_calling(self) -> None:
        for _ in range(self.plan.calls - self.traffic.under_way):
            self.traffic.dial()

    def _spread(self, number: int) -> set[int]:
        """After which releases something happens, so often in all."""
        return {(step + 1) * self.plan.releases // (number + 1) for step in range(number)}

    def _centres(self) -> list[str]:
        places = self.ears[0].tree.destinations.items()
        return [name for name, destination in places if destination.region]

    def _wrong(self, ears: Ears) -> list[str]:
        wrong = self.pointer.timeline.wrong(ears.answers)
        return [*(f"{one}" for one in wrong), *(f"{one}" for one in ears.wrong_lines())]

    def _away(self) -> float:
        return sum(one.until - one.since for one in self.pointer.timeline.away)

    def _progress(self, seconds: float) -> str:
        oldest = max(self.pointer.timeline.oldest(ears.answers) for ears in self.ears)
        return (
            f"{seconds:6.0f} s  releases {self.published}, undone {self.undone}, kills "
            f"{self.killed}, outages {self.outages}; under way {self.traffic.under_way}, lost "
            f"{self.traffic.counts['lost']}; longest behind {oldest:.2f} s"
        )
