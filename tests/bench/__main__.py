"""`make bench`: what a step costs, beside bare Flask applications, under two servers; and whether
it grows.

The exit code tells whether everything was measured, never how good the figures are.
"""

import logging
import shutil
import sys
import tempfile
from pathlib import Path

import click

from tests.bench import closed_load, open_load
from tests.bench.applications import WAYOUT
from tests.bench.figures import rows, targets
from tests.bench.growth import growth
from tests.bench.rounds import measure
from tests.bench.step import WrongAnswer
from tests.bench.table import page
from tests.measuring.machine import machine


def tell(line: str) -> None:
    """Progress, apart from the table."""
    click.echo(line, err=True)


def head(rounds: int, seconds: int) -> str:
    """Where and how it is measured."""
    return (
        f"{machine()}. Closed load: {closed_load.generator()}, {closed_load.CONNECTIONS} "
        "connections; open load: the "
        f"Python generator of tests/bench, {open_load.A_SECOND} requests/s over "
        f"{open_load.CONNECTIONS} connections. "
        f"Rounds: {rounds}, {seconds} s of each load."
    )


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=5)
@click.option("--seconds", type=click.IntRange(1), default=3)
def main(rounds: int, seconds: int) -> None:
    """Measure, and print one page of Markdown."""
    logging.disable(logging.WARNING)  # what a server would write into its log
    told, folder = head(rounds, seconds), Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        measured = rows(measure(rounds, seconds, folder, tell))
        sizes = growth(rounds, folder, tell)
    except (WrongAnswer, ValueError, OSError) as error:
        tell(f"Nothing was compared: {error}")
        sys.exit(1)
    click.echo(page(told, measured, targets(measured, WAYOUT), sizes))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
