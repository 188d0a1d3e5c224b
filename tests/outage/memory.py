"""How much memory processes take, and whether it grows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    """In MiB. rss: all that is in memory. uss: what would be free without this process."""

    rss: float
    uss: float


@dataclass(frozen=True)
class Sample:
    """seconds: since the start."""

    seconds: float
    memory: Memory


def workers_of(master: int) -> list[int]:
    """The children of a process, eldest first.

    From Python 3.14 on, multiprocessing starts a process of its own beside granian's workers.
    """
    children = (PROC / f"{master}/task/{master}/children").read_text().split()
    return [int(pid) for pid in children if not _is_resource_tracker(pid)]


def _is_resource_tracker(pid: str) -> bool:
    try:
        return b"multiprocessing.resource_tracker" in (PROC / pid / "cmdline").read_bytes()
    except OSError:  # it has ended
        return False


def memory_of(process: int) -> Memory | None:
    """None when there is no such process any more (proc(5): smaps_rollup)."""
    try:
        told = (PROC / f"{process}/smaps_rollup").read_text()
    except OSError:
        return None
    found = {
        name: int(size) / 1024
        for name, size in re.findall(r"^(\w+): +(\d+) kB", told, re.MULTILINE)
    }
    if "Rss" not in found:
        return None
    return Memory(found["Rss"], found["Private_Clean"] + found["Private_Dirty"])


def growth(samples: Sequence[Sample]) -> float:
    """MiB of USS by which the last tenth is above the first, on average."""
    tenth = max(len(samples) // 10, 1)
    return _mean([one.memory.uss for one in samples[-tenth:]]) - _mean(
        [one.memory.uss for one in samples[:tenth]]
    )


def slope(samples: Sequence[Sample]) -> float:
    """MiB of USS an hour: the straight line with the least squares."""
    at, uss = [one.seconds / 3600 for one in samples], [one.memory.uss for one in samples]
    middle, mean = _mean(at), _mean(uss)
    spread = sum((one - middle) ** 2 for one in at)
    return (
        sum((x - middle) * (y - mean) for x, y in zip(at, uss, strict=True)) / spread
        if spread
        else 0.0
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
