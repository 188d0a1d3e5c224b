"""`flask stats`: what the hotline has counted."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext

from routes.statistics.export import HEADER, as_csv, one_count_a_line
from routes.statistics.period import (
    Kind,
    Period,
    belgian_day,
    last_finished,
    month_named,
    period_of,
    quarter_named,
    year_named,
)
from routes.statistics.reading import CannotRead, read
from routes.statistics.recorder import the_statistics
from routes.statistics.release import Figures
from routes.statistics.table import Table

_DAY = click.DateTime(["%Y-%m-%d"])


Callback = Callable[[click.Context, click.Parameter, str | None], Period | None]


def _named(read_name: Callable[[str], Period]) -> Callback:
    """Turns what is written after an option into a period."""

    def period(
        _context: click.Context, _which: click.Parameter, value: str | None
    ) -> Period | None:
        try:
            return read_name(value) if value else None
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return period


@click.command()
@click.option(
    "--month",
    callback=_named(month_named),
    help="A month, such as 2026-03; by default the last one that is shown in full.",
)
@click.option(
    "--quarter", callback=_named(quarter_named), help="A quarter, such as 2026-Q1, of its months."
)
@click.option("--year", callback=_named(year_named), help="A year, such as 2026, of its months.")
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
    quarter: Period | None,
    year: Period | None,
    week: datetime | None,
    day: datetime | None,
    rehearsals: bool,
    file: IO[str] | None,
) -> None:
    """Print or export what was counted in a Belgian day, week, month, quarter or year.

    Figures are made once, two days after the last day of a period, and do not change afterwards.
    Counts under five are shown as <5. Further counts are hidden, so that none of these can be
    computed. Calls of days and weeks are rounded to tens, and shown from fifty on. A quarter and a
    year are the sum of what was shown of their months: 41+ means 41 or more. How lines ended is
    exact and includes today.
    """
    chosen = [option for option in (month, quarter, year, week, day) if option]
    if len(chosen) > 1:
        raise click.UsageError("give one of --year, --quarter, --month, --week and --day")
    today = belgian_day(datetime.now(UTC))
    period = (
        month or quarter or year or (period_of if rehearsals else last_finished)(Kind.MONTH, today)
    )
    if week:
        period = period_of(Kind.WEEK, week.date())
    if day:
        period = period_of(Kind.DAY, day.date())
    try:
        shown = read(the_statistics(), period, rehearsals=rehearsals)
    except CannotRead as error:
        raise click.ClickException(str(error)) from None
    if file:
        tables = [figures.table for figures in shown.figures]
        summaries = [figures.summary for figures in shown.figures]
        file.write(as_csv([HEADER, *one_count_a_line(tables, summaries)]))
        count = "1 table is" if len(tables) == 1 else f"{len(tables)} tables are"
        click.echo(f"{period}: {count} in {Path(file.name).name}.")
    else:
        click.echo(f"{'Rehearsals' if rehearsals else 'Statistics'}, {period}, both days included")
        _print(shown.figures)
    if shown.known_from:
        click.echo(f"\nEarlier figures than those of {shown.known_from} are not kept.")
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
