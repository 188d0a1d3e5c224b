"""`flask stats`: what the hotline has counted."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext

from routes.statistics.export import HEADER, one_count_a_line
from routes.statistics.period import (
    Kind,
    Period,
    belgian_day,
    last_finished,
    month_named,
    period_of,
)
from routes.statistics.reading import CannotRead, read
from routes.statistics.recorder import the_statistics
from routes.statistics.release import Figures
from routes.statistics.table import Table

_DAY = click.DateTime(["%Y-%m-%d"])


def _month(_context: click.Context, _which: click.Parameter, value: str | None) -> Period | None:
    try:
        return month_named(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.option(
    "--month",
    callback=_month,
    help="A month, such as 2026-03; by default the last one that is shown in full.",
)
@click.option("--week", type=_DAY, help="The week of a day, such as 2026-03-10.")
@click.option("--day", type=_DAY, help="A day, such as 2026-03-10.")
@click.option(
    "--rehearsals",
    is_flag=True,
    help="Simulated calls and those of the trial telephones, instead of real calls.",
)
@click.option(
    "--csv",
    "file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write into this file instead of printing.",
)
@with_appcontext
def stats(
    month: Period | None,
    week: datetime | None,
    day: datetime | None,
    rehearsals: bool,
    file: IO[str] | None,
) -> None:
    """Print or export what was counted in a Belgian month, week or day.

    Figures are made once, two days after the last day of a period, and do not change afterwards.
    Counts under five are shown as <5. Further counts are hidden, so that none of these can be
    computed. Calls of days and weeks are rounded to tens, and shown from fifty on. How lines ended
    is exact and includes today.
    """
    chosen = [option for option in (month, week, day) if option]
    if len(chosen) > 1:
        raise click.UsageError("give one of --month, --week and --day")
    today = belgian_day(datetime.now(UTC))
    period = month or (period_of if rehearsals else last_finished)(Kind.MONTH, today)
    if week:
        period = period_of(Kind.WEEK, week.date())
    if day:
        period = period_of(Kind.DAY, day.date())
    try:
        shown = read(the_statistics(), period, rehearsals=rehearsals)
    except CannotRead as error:
        raise click.ClickException(str(error)) from None
    if file:
        out = csv.writer(file)
        out.writerow(HEADER)
        tables = [figures.table for figures in shown.figures]
        out.writerows(one_count_a_line(tables, [figures.summary for figures in shown.figures]))
        count = "1 table is" if len(tables) == 1 else f"{len(tables)} tables are"
        click.echo(f"{period}: {count} in {Path(file.name).name}.")
    else:
        click.echo(f"{'Rehearsals' if rehearsals else 'Statistics'}, {period}, both days included")
        _print(shown.figures)
    if shown.released_on:
        click.echo(
            f"\nThis period is shown in full from {shown.released_on} on. Until then only the"
        )
        click.echo("lines are shown: they identify no caller.")


def _print(all_figures: list[Figures]) -> None:
    for figures in all_figures:
        click.echo()
        click.secho(figures.table.title, bold=True)
        for row in _aligned(figures.table) if figures.table.rows else ["  (nothing)"]:
            click.echo(row)
        line = "; ".join(f"{name}: {figure}" for name, figure in figures.summary.items())
        for note in filter(None, (line, " ".join(figures.table.about))):
            click.echo(click.wrap_text(note, 100, "  ", "  "))


def _aligned(table: Table) -> Iterator[str]:
    """Names on the left, counts on the right, in columns of the least width."""
    rows = [
        ("", *table.columns),
        *((name, *counts) for name, counts in zip(table.rows, table.counts, strict=True)),
    ]
    widths = [max(len(str(row[index])) for row in rows) for index in range(len(rows[0]))]
    for name, *counts in rows:
        cells = (str(count).rjust(width) for count, width in zip(counts, widths[1:], strict=True))
        yield f"  {str(name).ljust(widths[0])}  {'  '.join(cells)}"
