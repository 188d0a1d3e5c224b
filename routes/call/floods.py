"""Whether far more people call than usual, or many lines ring in vain. Somebody may flood the
hotline with calls, so that real callers find everybody busy.

No call is refused or delayed for it, and nothing is kept of who calls. A process knows how many
calls came in each of the last minutes. It tells the others one number, and only once it is large:
where few call, a number that grows would tell when somebody called.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from pydantic import BaseModel, ConfigDict

from ivr.events import EventKind, LineEnding
from ivr.step import Event, Step
from routes.call.later import Later
from routes.call.notes import Notes

log = logging.getLogger(__name__)

LATELY = 10
"""Minutes that are looked at."""
MANY = 30
"""Calls in these minutes at least, or lines that rang in vain."""
TIMES = 5
"""Calls are far above the usual when they are so many times as many."""
IN_VAIN = 0.8
"""The share of lines that ring in vain from which on they are a sign of a flood."""
SEVERAL = 10
"""Calls or lines of one process from which on it tells the others."""
LOOKS = 5
"""Seconds after which a process tells the others again, and looks at the counts of all."""
FOLDER = "floods"
"""Below the state directory: a file for each process."""

Usual = Callable[[], float | None]
"""Calls that usually come in an hour at this time of the day; None where that is not known."""


class FloodNote(BaseModel):
    """What one process tells: how many of each there were in the last minutes."""

    model_config = ConfigDict(extra="forbid")

    calls: int = 0
    rung: int = 0
    in_vain: int = 0


@dataclass(frozen=True, slots=True)
class Flood:
    """What may be a flood. calls, in_vain: how many, in tens; 0 where there are not too many.
    usual: calls in as many minutes, where that is known.
    """

    calls: int = 0
    in_vain: int = 0
    usual: float | None = None

    def __bool__(self) -> bool:
        return bool(self.calls or self.in_vain)


class Floods:
    """The counts of one process. folder: the state directory, which all processes share; None for
    no file. clock: seconds since 1970.

    usual: asked only when there are many calls. It may take time.
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self.usual: Usual = lambda: None
        self._notes = Notes(folder / FOLDER if folder else None, LATELY * 60, FloodNote)
        self._forgets = Later(60, self._forget)
        self._clock, self._lock = clock, Lock()
        self._minutes: Counter[tuple[int, str]] = Counter()
        self._looked = self._warned = float("-inf")
        self._told = False

    @property
    def shared(self) -> bool:
        """Whether the counts of other processes are known."""
        return self._notes.shared

    def add(self, step: Step) -> None:
        """Count what came of a step. Waits for nothing, and raises nothing: a call comes first."""
        try:
            if self._is_due([kind for event in step.events for kind in _kinds(event)]):
                Thread(target=self._look, daemon=True).start()
        except Exception as error:
            log.error("a flood of calls could not be looked for: %s", type(error).__name__)

    def now(self) -> Flood:
        """What may be a flood at this moment."""
        together = self._together()
        usual = self.usual() if together.calls >= MANY else None
        usual = None if usual is None else usual * LATELY / 60
        is_far_above = together.calls >= max(MANY, TIMES * (usual or 0))
        rings_in_vain = together.in_vain >= max(MANY, IN_VAIN * together.rung)
        return Flood(
            together.calls // 10 * 10 if is_far_above else 0,
            together.in_vain // 10 * 10 if rings_in_vain else 0,
            usual,
        )

    def _is_due(self, kinds: Sequence[str]) -> bool:
        """Count these; whether it is time to tell the others, and to look at all counts."""
        if not kinds:
            return False
        with self._lock:
            now = self._clock()
            self._forgets.start()
            self._minutes.update((int(now // 60), kind) for kind in kinds)
            if now - self._looked < LOOKS or not _is_several(self._own(now)):
                return False
            self._looked = now
            return True

    def _forget(self) -> None:
        """Forget old minutes although nobody calls. Otherwise memory would tell for days when the
        last caller did.
        """
        with self._lock:
            self._own(self._clock())
            if self._minutes:
                self._forgets.start()

    def _own(self, now: float) -> FloodNote:
        """The counts of this process. Forgets what is older."""
        before = int(now // 60) - LATELY
        for minute, kind in [one for one in self._minutes if one[0] <= before]:
            del self._minutes[minute, kind]
        found: Counter[str] = Counter()
        for (_, kind), n in self._minutes.items():
            found[kind] += n
        return FloodNote(**found)

    def _together(self) -> FloodNote:
        """The counts of all processes, as far as they tell."""
        with self._lock:
            now = self._clock()
            own = self._own(now)
            tells = _is_several(own)
            if tells or self._told:
                self._notes.write(own if tells else FloodNote())
                self._told = True
        notes = [*self._notes.read(now), *(() if tells else (own,))]
        return FloodNote(
            calls=sum(note.calls for note in notes),
            rung=sum(note.rung for note in notes),
            in_vain=sum(note.in_vain for note in notes),
        )

    def _look(self) -> None:
        """Tell the other processes, and say in the log, once in a while, what may be a flood."""
        flood = self.now()
        now = self._clock()
        if not flood or now - self._warned < LATELY * 60:
            return
        self._warned = now
        log.warning("%s. Every call is answered all the same: see deploy/FLOODS.md", told(flood))


def told(flood: Flood) -> str:
    """What may be a flood, in words."""
    parts = []
    if flood.calls:
        usual = "" if flood.usual is None else f", where about {flood.usual:.0f} are usual"
        parts.append(f"{flood.calls} calls or more came{usual}")
    if flood.in_vain:
        parts.append(f"{flood.in_vain} lines or more rang in vain")
    return f"in the last {LATELY} minutes {' and '.join(parts)}"


def _kinds(event: Event) -> Iterator[str]:
    """What an event counts as: the fields of a note."""
    if event.kind is EventKind.CALL:
        yield "calls"
    if event.kind is EventKind.LINE:
        yield "rung"
        if event.outcome is not LineEnding.CONNECTED:
            yield "in_vain"


def _is_several(note: FloodNote) -> bool:
    return max(note.calls, note.in_vain) >= SEVERAL
