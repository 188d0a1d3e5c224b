"""How many requests were refused because the carrier did not sign them, and probably why: counts by
minute, and nothing of any request.

A token that is wrong by a character makes every call fail this way, and no caller can tell. So the
counts are shown: in the log, to the doctor, at the desk, in the metrics.

When a request was accepted is kept nowhere, since that would tell when somebody called. A process
only knows whether it has accepted any, and how many it has refused in a row.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from pydantic import BaseModel, ConfigDict

from routes.call.later import Later
from routes.call.notes import Notes

log = logging.getLogger(__name__)

LATELY = 10
"""Minutes that are shown."""
KEPT = 60
"""Minutes for which counts are kept."""
WRITES = 5
"""Seconds between two writes of one process: many refusals cost one write."""
LOOKS = 1
"""Seconds between two refused requests that are looked at closely, which costs several steps."""
IN_A_ROW = 10
"""Refused requests without an accepted one between them, after which none seems to be accepted."""
FOLDER = "refusals"
"""Below the state directory: a file for each process."""


class Refused(StrEnum):
    """Why a request was refused. The values are kept in files."""

    UNSIGNED = "unsigned"
    """It has no signature, so the carrier did not send it."""
    ADDRESS = "address"
    """The carrier signed it with our key, for another address than PUBLIC_URL."""
    KEY = "key"
    """It has a signature that none of our keys makes."""


class Cause(StrEnum):
    """What probably makes requests be refused."""

    NOTHING = "nothing"
    """None was refused lately."""
    STRANGERS = "strangers"
    """Somebody else than the carrier sends them."""
    ADDRESS = "address"
    """PUBLIC_URL is not the address that the carrier calls."""
    KEY = "key"
    """The keys are wrong: no request was accepted since the server started."""
    CHANGED = "changed"
    """Requests were accepted, and are no longer: a key was changed, or somebody forges many."""


@dataclass(frozen=True, slots=True)
class RefusedLately:
    """How many requests were refused in the last minutes, and probably why."""

    count: int
    cause: Cause


class _Note(BaseModel):
    """What one process tells. refused: minute since 1970 -> why -> how many. accepted: whether it
    has accepted any request. in_a_row: how many it has refused since then, up to IN_A_ROW.
    """

    model_config = ConfigDict(extra="forbid")

    refused: dict[int, dict[Refused, int]] = {}
    accepted: bool = False
    in_a_row: int = 0

    def since(self, minute: int) -> Counter[Refused]:
        """What was refused after a minute."""
        found: Counter[Refused] = Counter()
        for at, counts in self.refused.items():
            if at > minute:
                found.update(counts)
        return found


class Refusals:
    """The counts of one process. folder: the state directory, which all processes share; None for
    no file. clock: seconds since 1970.
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._notes = Notes(folder / FOLDER if folder else None, KEPT * 60, _Note)
        self._clock, self._lock = clock, Lock()
        self._note = _Note()
        self._written = self._logged = self._looked = float("-inf")
        self._since_logged = 0
        self._later = Later(WRITES, self._write_later)

    @property
    def shared(self) -> bool:
        """Whether the counts of other processes are known."""
        return self._notes.shared

    def accept(self) -> None:
        """The carrier signed a request of a call."""
        self._note.accepted = True
        self._note.in_a_row = 0

    def may_look(self) -> bool:
        """Whether a refused request may be looked at closely. Strangers must not make refusals
        costly.
        """
        now = self._clock()
        if now - self._looked < LOOKS:
            return False
        self._looked = now
        return True

    def add(self, why: Refused) -> None:
        """One more is refused. Logged once a minute at most. Raises nothing: it is about no
        call.
        """
        with self._lock:
            now = self._clock()
            counts = self._note.refused.setdefault(int(now // 60), {})
            counts[why] = counts.get(why, 0) + 1
            if why is not Refused.UNSIGNED:
                self._note.in_a_row = min(self._note.in_a_row + 1, IN_A_ROW)
            self._since_logged += 1
            if now - self._logged >= 60:
                log.warning(
                    "%d requests were refused, since the carrier did not sign them. If calls fail: "
                    "compare the keys and PUBLIC_URL with the carrier's console",
                    self._since_logged,
                )
                self._logged, self._since_logged = now, 0
            if now - self._written >= WRITES:
                self._written = now
                self._write(now)
            elif self.shared:
                self._later.start()

    def lately(self) -> RefusedLately:
        """What was refused in the last minutes: by all processes where they share a folder."""
        now = self._clock()
        with self._lock:
            if self._note.refused:
                self._write(now)
        minute = int(now // 60) - LATELY
        refusing = []
        counts: Counter[Refused] = Counter()
        for note in self._notes.read(now):
            if found := note.since(minute):
                refusing.append(note)
                counts += found
        return RefusedLately(counts.total(), _cause(counts, refusing))

    def _write_later(self) -> None:
        """Write what `add` left for later: the last refusals do not wait for the next one."""
        with self._lock:
            self._written = self._clock()
            self._write(self._written)

    def _write(self, now: float) -> None:
        for minute in [one for one in self._note.refused if one < int(now // 60) - KEPT]:
            del self._note.refused[minute]
        self._notes.write(self._note)


def _cause(counts: Counter[Refused], refusing: list[_Note]) -> Cause:
    """refusing: the notes of the processes that have refused them."""
    if not counts:
        return Cause.NOTHING
    if counts[Refused.ADDRESS]:
        return Cause.ADDRESS
    if counts[Refused.KEY] and not any(note.accepted for note in refusing):
        return Cause.KEY
    if counts[Refused.KEY] and all(note.in_a_row == IN_A_ROW for note in refusing):
        return Cause.CHANGED
    return Cause.STRANGERS
