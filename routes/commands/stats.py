"""`flask stats`: what the hotline has counted."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext

from ivr.destinations import BRUSSELS_TIME
from routes.statistics import period as periods
from routes.statistics.export import HEADER, one_count_a_line
from routes.statistics.period import Period
from routes.statistics.reading import CannotRead, read
from routes.statistics.recorder import the_statistics
from routes.statistics.reports import reports, summary
from routes.statistics.safe import safe_together
from routes.statistics.table import Table

_DAY = click.DateTime(["%Y-%m-%d"])


def _month(_context: click.Context, _which: click.Parameter, value: str | None) -> Period | None:
    try:
        return periods.month_named(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.option("--from", "first", type=_DAY, help="The first day, such as 2026-03-01.")
@click.option("--to", "last", type=_DAY, help="The last day; by default today.")
@click.option(
    "--month",
    callback=_month,
    help="A whole month, such as 2026-03; by default this month.",
)
@click.option(
    "--rehearsals",
    is_flag=True,
    help="Simulated calls and those of the trial telephones, instead of real calls.",
)
@click.option("--exact", is_flag=True, help="Hide nothing. Do not pass these figures on.")
@click.option(
    "--csv",
    "file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write into this file instead of printing.",
)
@with_appcontext
def stats(
    first: datetime | None,
    last: datetime | None,
    month: Period | None,
    rehearsals: bool,
    exact: bool,
    file: IO[str] | None,
) -> None:
    """Print or export what was counted, in Belgian days.

    Counts under five are shown as <5. Further counts are hidden, so that none of these can be
    computed.
    """
    if exact and file:
        raise click.UsageError("a file never holds exact figures: leave out --exact, or --csv")
    days = _period(first, last, month)
    try:
        counts = read(the_statistics(), days, rehearsals=rehearsals)
    except CannotRead as error:
        raise click.ClickException(str(error)) from None
    exact_tables = reports(counts, days.weekdays)
    tables = exact_tables if exact else safe_together(exact_tables)
    summaries = [
        summary(exact_table, table, exact=exact)
        for exact_table, table in zip(exact_tables, tables, strict=True)
    ]
    if file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerows(one_count_a_line(tables, summaries))
        click.echo(f"{days}: {len(tables)} tables are in {Path(file.name).name}.")
    else:
        click.echo(f"{'Rehearsals' if rehearsals else 'Statistics'}, {days}, both days included")
        _print(tables, summaries)


def _period(first: datetime | None, last: datetime | None, month: Period | None) -> Period:
    today = datetime.now(BRUSSELS_TIME).date()
    if first is None and last is None:
        return month or periods.month(today)
    if month or first is None:
        raise click.UsageError("give --month, or --from and --to")
    days = Period(first.date(), last.date() if last else today)
    if days.last < days.first:
        raise click.UsageError("--to is before --from")
    return days


def _print(tables: list[Table], summaries: list[dict[str, str]]) -> None:
    for table, figures in zip(tables, summaries, strict=True):
        click.echo()
        click.secho(table.title, bold=True)
        for row in _aligned(table) if table.rows else ["  (nothing)"]:
            click.echo(row)
        line = "; ".join(f"{name}: {figure}" for name, figure in figures.items())
        for note in filter(None, (line, table.about)):
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
