"""What the machine can do, and how busy it and its processes are, as Linux tells it."""

import os
import platform
import time
from pathlib import Path

from tests.outage.memory import workers_of

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(processes: list[int]) -> float:
    """Of CPU that they have taken so far (proc(5): utime and stime of stat)."""
    return sum(_ticks(process) for process in processes) / _TICKS


def _ticks(process: int) -> int:
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def busy_seconds() -> float:
    """Of CPU that the whole machine has taken so far (proc(5), stat: all but idle and iowait)."""
    times = [int(one) for one in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    return (sum(times) - times[3] - times[4]) / _TICKS


def machine() -> str:
    """What it can do, and not which one it is; and whether it had something else to do."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    what = (
        f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB of memory, Python "
        f"{platform.python_version()}"
    )
    return f"{what}, load average before the start {os.getloadavg()[0]:.1f}"


class Meter:
    """From `start` to `stop`, in % of one core. server: gunicorn and its workers. generator: this
    process.
    machine: everything that runs.
    """

    def __init__(self, master: int | None = None) -> None:
        self._processes = [master, *workers_of(master)] if master else []
        self.server = self.generator = self.machine = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._before = self._taken()

    def stop(self) -> None:
        """Say how busy they were since the start."""
        now = self._taken()
        wall, *taken = (then - before for then, before in zip(now, self._before, strict=True))
        self.server, self.generator, self.machine = (100 * one / wall for one in taken)

    def _taken(self) -> tuple[float, float, float, float]:
        return time.perf_counter(), seconds_of(self._processes), time.process_time(), busy_seconds()
