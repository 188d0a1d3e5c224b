"""How many requests were refused because the carrier did not sign them: counts by minute, and
nothing of any request.

A token that is wrong by a character makes every call fail this way, and no caller can tell. So
the
counts are shown: in the log, to the doctor, at the desk, in the metrics.
"""

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Lock

log = logging.getLogger(__name__)

KEPT = 60
"""Minutes for which counts are kept."""
WRITES = 5
"""Seconds between two writes of one process: many refusals cost one write."""
FOLDER = "refusals"
"""Below the state directory: a file for each process."""


class Refusals:
    """The counts of one process. folder: the state directory, which all processes share; None for
    no file. clock: seconds since 1970.
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._clock, self._lock = folder, clock, Lock()
        self._minutes: Counter[int] = Counter()
        self._written = self._logged = float("-inf")
        self._since_logged = 0

    def add(self) -> None:
        """One more. Logged once a minute at most. Raises nothing: it is about no call."""
        with self._lock:
            now = self._clock()
            self._minutes[_minute(now)] += 1
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

    def lately(self, minutes: int = 10) -> int:
        """How many in the last minutes: of all processes where they share a folder."""
        now = self._clock()
        if self._folder is None:
            return _sum(self._minutes, now, minutes)
        with self._lock:
            self._write(now)
        return sum(_sum(counts, now, minutes) for counts in _read(self._folder / FOLDER, now))

    def _write(self, now: float) -> None:
        for minute in [one for one in self._minutes if one < _minute(now) - KEPT]:
            del self._minutes[minute]
        if self._folder is None or not self._minutes:
            return
        path = self._folder / FOLDER / f"{os.getpid()}.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self._minutes), "utf-8")
        except OSError as error:
            log.warning("refusals cannot be kept in %s: %s", path.parent, error.strerror)


def _minute(now: float) -> int:
    return int(now // 60)


def _sum(counts: Counter[int], now: float, minutes: int) -> int:
    return sum(n for minute, n in counts.items() if minute > _minute(now) - minutes)


def _read(folder: Path, now: float) -> list[Counter[int]]:
    """The counts of every process. A file that cannot be read counts nothing. That of a process
    that ended long ago is removed.
    """
    found = []
    for path in folder.glob("*.json"):
        try:
            if now - path.stat().st_mtime > KEPT * 60:
                path.unlink(missing_ok=True)
                continue
            written = json.loads(path.read_text("utf-8"))
            found.append(Counter({int(minute): int(n) for minute, n in written.items()}))
        except (OSError, ValueError, AttributeError, TypeError) as error:
            log.warning("%s cannot be read: %s", path.name, type(error).__name__)
    return found
