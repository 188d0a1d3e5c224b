"""`flask stats`: what the hotline has counted."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext

from routes.statistics.export import HEADER, one_count_a_line
from routes.statistics.period import Kind, Period, belgian_day, month_named, period_of
from routes.statistics.reading import CannotRead, Reading, read
from routes.statistics.recorder import the_statistics
from routes.statistics.release import Figures
from routes.statistics.table import Table

_WRITTEN = click.DateTime(["%Y-%m-%d"])


def _month(_context: click.Context, _which: click.Parameter, value: str | None) -> Period | None:
    try:
        return month_named(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.option(
    "--month",
    callback=_month,
    help="A month, such as 2026-03; the last that is shown in full, if nothing is given.",
)
@click.option("--week", type=_WRITTEN, help="The week of a day, such as 2026-03-10.")
@click.option("--day", type=_WRITTEN, help="A day, such as 2026-03-10.")
@click.option("--rehearsals", is_flag=True, help="Simulated calls instead of real ones.")
@click.option(
    "--csv",
    "file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write into this file instead.",
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

    Figures are made once, two days after the last day of a period, and stay as they are. Counts
    under five are shown as <5, and so much else is hidden that none can be computed. Days and weeks
    have calls rounded to tens, where there are fifty. How lines ended is exact, and shown at once.
    """
    given = [one for one in (month, week, day) if one]
    if len(given) > 1:
        raise click.UsageError("give one of --month, --week and --day")
    period = month or _last_month(rehearsals)
    if week:
        period = period_of(Kind.WEEK, week.date())
    if day:
        period = period_of(Kind.DAY, day.date())
    reading = _read(period, rehearsals)
    if file:
        _export(file, reading.figures)
        count = f"{len(reading.figures)} table" + "s" * (len(reading.figures) != 1)
        click.echo(f"{period}: {count} in {Path(file.name).name}.")
    else:
        click.echo(f"{'Rehearsals' if rehearsals else 'Statistics'}, {period}, both days included")
        _print(reading.figures)
    if reading.due:
        click.echo(f"\nThis period is shown in full from {reading.due} on. Until then there are")
        click.echo("only the lines, which tell of no caller.")


def _last_month(rehearsals: bool) -> Period:
    today = belgian_day(datetime.now(UTC))
    period = period_of(Kind.MONTH, today)
    while not (rehearsals or period.is_over(today)):
        period = period_of(Kind.MONTH, period.first - timedelta(days=1))
    return period


def _read(period: Period, rehearsals: bool) -> Reading:
    try:
        return read(the_statistics(), period, rehearsals=rehearsals)
    except CannotRead as error:
        raise click.ClickException(str(error)) from None


def _print(figures: list[Figures]) -> None:
    for one in figures:
        click.echo()
        click.secho(one.table.title, bold=True)
        for row in _aligned(one.table) if one.table.rows else ["  (nothing)"]:
            click.echo(row)
        line = "; ".join(f"{name}: {figure}" for name, figure in one.told.items())
        for note in filter(None, (line, " ".join(one.table.about))):
            click.echo(click.wrap_text(note, 100, "  ", "  "))


def _aligned(table: Table) -> Iterator[str]:
    """Names to the left, counts to the right, each column as wide as it must be."""
    rows = [
        ("", *table.columns),
        *((name, *counts) for name, counts in zip(table.rows, table.counts, strict=True)),
    ]
    widths = [max(len(str(row[index])) for row in rows) for index in range(len(rows[0]))]
    for name, *counts in rows:
        cells = (str(count).rjust(width) for count, width in zip(counts, widths[1:], strict=True))
        yield f"  {str(name).ljust(widths[0])}  {'  '.join(cells)}"


def _export(file: IO[str], figures: list[Figures]) -> None:
    out = csv.writer(file)
    out.writerow(HEADER)
    out.writerows(one_count_a_line([one.table for one in figures], [one.told for one in figures]))
