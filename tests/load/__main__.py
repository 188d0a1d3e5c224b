"""`make load`: calls to a real server, up to where it bends, and what a database carries. Tables on
standard output.

Exit code 1 when an answer was wrong, whatever the figures are.
"""

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from app import create_app
from tests.conftest import make_settings
from tests.load.calls import Measured
from tests.load.databases import Databases
from tests.load.measuring import Bench, Wrong
from tests.load.recording import Call, record
from tests.load.year import growing
from tests.measuring.machine import machine
from tests.outage.instances import Instance
from tests.routes.statistics.postgres import Postgres

RECORDED = 400
"""Calls, that are played over and over."""
WORKERS = 2
"""As deploy/wayout.service has them."""
WARM = 300
"""Steps a second before anything is measured."""
AT_ONCE = (1, 10, 100, 500, 1000, 2000)
RATES = (250, 500, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 6000, 8000)


def main(seconds: float, parts: str, folder: Path) -> bool:
    """Whether every answer was right. seconds: for each line. parts: which of the three; all
    without any.
    """
    app = create_app(make_settings())
    logging.getLogger("routes").setLevel(logging.CRITICAL)
    click.echo(f"recording {RECORDED} calls ...", err=True)
    calls = record(app, range(RECORDED))
    click.echo(head(calls))
    wrong: list[Wrong] = []
    if "1" in parts or "2" in parts:
        url = f"sqlite:///{folder / 'statistics.sqlite'}"
        with Instance(folder / "log", workers=WORKERS, DATABASE_URL=url) as server:
            wrong = call(Measured(Bench(server, app), calls, seconds, WORKERS), parts)
    if "3" in parts:
        count(calls, seconds / 4, folder)
    return told(wrong)


def head(calls: list[Call]) -> str:
    """What was measured on, and with what."""
    steps, lasted = sum(len(one.requests) for one in calls), sum(one.seconds for one in calls)
    return (
        f"{machine()}; {WORKERS} workers of gunicorn. {len(calls)} recorded calls, of "
        f"{steps / len(calls):.1f} steps "
        f"and {lasted / len(calls):.0f} s each: {steps / lasted:.4f} steps a second of a call.\n"
    )


def call(measured: Measured, parts: str) -> list[Wrong]:
    """Parts 1 and 2. Returns the answers that were wrong."""
    measured.warm_up(WARM)
    if "1" in parts:
        click.echo(f"## At the pace of people\n\n{measured.at_the_pace_of_people(AT_ONCE)}")
    if "2" in parts:
        click.echo(f"## Faster, until it bends\n\n{measured.until_it_bends(RATES)}")
    return measured.wrong


def count(calls: list[Call], seconds: float, folder: Path) -> None:
    """Part 3."""
    postgres = Postgres(options=())
    try:
        urls = [
            {"postgresql": postgres.create(name), "sqlite": f"sqlite:///{folder / name}.sqlite"}
            for name in ("written", "grown")
        ]
        click.echo(f"## What a database carries\n\n{Databases(calls, urls[0], seconds).writing()}")
        click.echo(f"## A year of statistics\n\n{growing(calls, urls[1])}")
    finally:
        postgres.remove()


def told(wrong: list[Wrong]) -> bool:
    """Say what was wrong. Returns whether nothing was."""
    for request, status, _ in wrong[:10]:
        click.echo(
            f"wrong: {request.url} answered {status}, not what it answers in a single process",
            err=True,
        )
    return not wrong


if __name__ == "__main__":
    work = Path(tempfile.mkdtemp(prefix="load-"))
    good = main(float(os.environ.get("LOAD_SECONDS", "20")), os.environ.get("PARTS", "123"), work)
    if good:
        shutil.rmtree(work)
    else:
        click.echo(f"The log of the server: {work}/log", err=True)
    sys.exit(0 if good else 1)
