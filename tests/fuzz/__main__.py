"""`make fuzz`: very many signed steps at random, each of which must be answered with a document
that a carrier plays.
"""

import logging
import sys
import time
from collections import Counter

import click

from app import create_app
from audio.library import FOLDER
from routes.call.hotline import HOTLINE
from tests.conftest import make_settings
from tests.fuzz.answers import Tally, play
from tests.fuzz.steps import Steps

TELL = 10_000
"""Steps between two lines of progress."""
SHOWN = 5
"""Faults that are shown in full."""


def report(tally: Tally, seconds: float) -> str:
    """What came of it."""
    statuses = ", ".join(f"{status}: {n}" for status, n in sorted(tally.statuses.items()))
    failed = sum(n for status, n in tally.statuses.items() if status >= 500)
    ill_formed = sum(fault == "is ill-formed XML" for fault, _ in tally.faults)
    return (
        f"{tally.steps} signed steps in {seconds:.0f} s. Answers {statuses}. 5xx: {failed}. "
        f"Ill-formed XML: {ill_formed}. Other faults: {len(tally.faults) - ill_formed}. "
        f"Apologies, which ring the helpline: {tally.apologies}."
    )


@click.command()
@click.option("--steps", type=click.IntRange(1), default=100_000)
@click.option("--seed", type=int, default=None, help="Of an earlier run, to play it again.")
def main(steps: int, seed: int | None) -> None:
    """Send the steps, say what came of them, and fail when an answer was wrong."""
    logging.disable(logging.ERROR)  # each apology is an error in the log
    seed = time.time_ns() % 10**9 if seed is None else seed
    app = create_app(make_settings(clips_folder=FOLDER))
    tree = HOTLINE.of(app).tree
    click.echo(f"Seed {seed}")
    began = time.monotonic()
    tally = Tally()
    for tally in play(app, Steps(tree, seed), steps):
        if tally.steps % TELL == 0 and tally.steps < steps:
            click.echo(report(tally, time.monotonic() - began))
    click.echo(report(tally, time.monotonic() - began))
    for fault, n in Counter(fault for fault, _ in tally.faults).most_common():
        click.echo(f"{n} answers: {fault}")
    for fault, step in tally.faults[:SHOWN]:
        click.echo(f"{fault}: {step}")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
