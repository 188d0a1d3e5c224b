"""`make soak`: half an hour of mixed calls to a real server that has faults, and whether its memory
grows.

Faults: a node raises, a step is slow, a clip is missing on disk, a worker is killed. It is always
the younger
of the two workers that is killed: the elder lives all the time, and its memory is what is judged.
Exit code 1 when a call was lost, an apology did not ring the helpline, or memory grew too much.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import click

from audio.library import FOLDER
from ivr.destinations import HELPLINE
from routes.operations.opening import open_hotline
from routes.simulator.web_carrier import Connections, Patience
from routes.webhook.apology import apologies
from tests.conftest import make_settings
from tests.outage.faulty import NODE, SLOW
from tests.outage.instances import Instance
from tests.outage.memory import Memory, Sample, growth, memory_of, slope, workers_of
from tests.outage.traffic import Traffic

CALLS_A_SECOND = 5
SAMPLE, TELL, MISHAP = 3, 15, 10
"""Seconds between two samples of memory, two lines of progress, and two mishaps."""
WARM_UP = 300
"""Seconds before memory is judged, while documents that are kept fill up; a fifth of the time, when
that is less.
"""
LARGEST_GROWTH = 4.0
"""MiB of the elder worker, from the end of the warm-up to the end."""


class Soak:
    """One run."""

    def __init__(self, seconds: float, server: Instance, clips: Path, traffic: Traffic) -> None:
        self.traffic, self.samples, self.kills, self.removed = traffic, list[Sample](), 0, 0
        self._seconds, self._server, self._clips = seconds, server, clips
        self._chance, self._missing = Random(0), Path()
        self.elder = workers_of(server.pid)[0]
        self.elder_is_gone = False

    def run(self) -> None:
        """Until the time is over; then the calls that are under way are played to their ends."""
        began = time.monotonic()
        due = dict.fromkeys((self._dial, self._sample, self._mishap, self._tell), began)
        every = {
            self._dial: 1 / CALLS_A_SECOND,
            self._sample: SAMPLE,
            self._mishap: MISHAP,
            self._tell: TELL,
        }
        while (now := time.monotonic()) < began + self._seconds:
            for act in [one for one in due if due[one] <= now]:
                act(now - began)
                due[act] += every[act]
            time.sleep(max(min(due.values()) - time.monotonic(), 0))
        self.traffic.finish()
        self._sample(time.monotonic() - began)
        self.younger = memory_of(workers_of(self._server.pid)[-1])

    def judged(self) -> list[Sample]:
        """The samples after the warm-up."""
        warm = min(WARM_UP, self._seconds / 5)
        return [one for one in self.samples if one.seconds >= warm]

    def _dial(self, _seconds: float) -> None:
        self.traffic.dial()

    def _sample(self, seconds: float) -> None:
        memory = memory_of(self.elder)
        if memory:
            self.samples.append(Sample(seconds, memory))
        self.elder_is_gone = memory is None

    def _mishap(self, seconds: float) -> None:
        """In turns: a clip that was heard goes; it comes back, so that a new worker finds all, and
        a worker goes.
        """
        if self._missing.name:
            (self._clips / self._missing.name).symlink_to(self._missing)
            self._missing = Path()
            os.kill(workers_of(self._server.pid)[-1], signal.SIGKILL)
            self.kills += 1
        elif self.traffic.recent:
            name = self._chance.choice(self.traffic.recent).rpartition("/")[2]
            self._missing = (self._clips / name).readlink()
            (self._clips / name).unlink()
            self.removed += 1

    def _tell(self, seconds: float) -> None:
        counts, memory = self.traffic.counts, self.samples[-1].memory
        click.echo(
            f"{seconds:6.0f} s  calls {counts['calls']}, steps {self.traffic.tally.steps}, "
            "apologies "
            f"{counts['apologies']}, lost {counts['lost']}; elder worker RSS {memory.rss:.1f}, "
            f"USS {memory.uss:.1f} MiB"
        )


def faults_of(soak: Soak, log: str) -> dict[str, int]:
    """What was injected, by kind."""
    return {
        "a node raises": log.count(NODE),
        "a slow step": log.count(SLOW),
        "a clip is missing on disk": soak.removed,
        "a worker is killed": soak.kills,
    }


def report(soak: Soak, log: str) -> bool:
    """Tell what came of it. Returns whether it is good."""
    counts, tally, judged = soak.traffic.counts, soak.traffic.tally, soak.judged()
    grown = growth(judged)
    told = counts["apologies"] + counts["whispers that failed, connected all the same"]
    silent = max(log.count("step failed at") - told - tally.retries, 0)
    click.echo(f"calls {counts['calls']}, steps {tally.steps}, steps retried {tally.retried}")
    click.echo(
        "faults: " + ", ".join(f"{kind} {number}" for kind, number in faults_of(soak, log).items())
    )
    for what in (
        "apologies",
        "whispers that failed, connected all the same",
        "clips fetched",
        "clips not heard",
    ):
        click.echo(f"{what}: {counts[what]}")
    click.echo(
        f"apologies that did not ring the helpline: {counts['not rung']}; failed steps unheard "
        f"of: {silent}"
    )
    click.echo(f"calls lost: {counts['lost']}")
    for what in sorted(one for one in counts if one.startswith("lost: ")):
        click.echo(f"  {what}")
    click.echo(f"memory of the elder worker: {_memory(judged[0].memory)} after the warm-up")
    click.echo(f"  at the end: {_memory(judged[-1].memory)}; the younger: {_memory(soak.younger)}")
    click.echo(
        f"  grown by {grown:.2f} MiB (at most {LARGEST_GROWTH}), slope {slope(judged):.2f} MiB an "
        "hour"
    )
    if soak.elder_is_gone:
        click.echo("  the elder worker ended, although nobody killed it")
    return not (
        counts["lost"]
        or counts["not rung"]
        or silent
        or soak.elder_is_gone
        or grown > LARGEST_GROWTH
    )


def _memory(memory: Memory | None) -> str:
    return f"RSS {memory.rss:.1f} USS {memory.uss:.1f} MiB" if memory else "(not there)"


def linked(folder: Path) -> Path:
    """A folder with all clips, from which one can be taken without harm."""
    clips = folder / "clips"
    clips.mkdir()
    for clip in FOLDER.resolve().glob("*.wav"):
        (clips / clip.name).symlink_to(clip)
    return clips


def main(minutes: float, folder: Path) -> bool:
    """Whether the hotline has stood it."""
    clips = linked(folder)
    hotline = open_hotline(make_settings(clips_folder=clips))
    helpline = hotline.tree.destinations[HELPLINE].lines[0].uri
    log = folder / "log"
    with Instance(
        log, workers=2, app="tests.outage.faulty:create_app()", CLIPS_FOLDER=str(clips)
    ) as server:
        connections = Connections(f"http://127.0.0.1:{server.port}", Patience(again=2))
        traffic = Traffic(
            hotline.settings, connections, frozenset(apologies(hotline).values()), helpline
        )
        soak = Soak(minutes * 60, server, clips, traffic)
        soak.run()
        connections.close()
    return report(soak, log.read_text("utf-8"))


if __name__ == "__main__":
    work = Path(tempfile.mkdtemp(prefix="soak-"))
    good = main(float(os.environ.get("MINUTES", "30")), work)
    if good:
        shutil.rmtree(work)
    else:
        click.echo(f"The log of the server: {work}/log")
    sys.exit(0 if good else 1)
