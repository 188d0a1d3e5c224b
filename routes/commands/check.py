"""`flask check`: whether the hotline would start, and what is wrong with its texts."""

from datetime import datetime

import click
from flask.cli import with_appcontext

from ivr.hours import BRUSSELS_TIME
from prompts.check import check_catalogues, stale_prompts
from prompts.glossary import other_words
from prompts.review import unread_prompts
from routes.call.hotline import the_hotline
from routes.operations.confirmation_calls import store_here
from routes.operations.confirmed_lines import unverified
from routes.operations.lines import line_warnings, weeks_ahead
from routes.translations import counted


@click.command()
@click.option(
    "--start",
    "only_start",
    is_flag=True,
    help="Check only whether it would start, such as before a reload.",
)
@with_appcontext
def check(only_start: bool) -> None:
    """Find everything that is wrong with the tree, the destinations and the texts.

    A fault that keeps the hotline from starting is reported by the start itself.
    """
    hotline = the_hotline()
    if only_start:
        click.echo("Good: the hotline would start.")
        return
    catalogues = hotline.catalogues
    today = datetime.now(BRUSSELS_TIME).date()
    destinations = hotline.tree.destinations
    for warning in (
        *line_warnings(hotline.settings, destinations, today),
        *unverified(hotline.settings.verified_file, destinations, today, store_here()),
    ):
        click.echo(f"Warning: {warning}")
    if weeks := list(weeks_ahead(destinations, today)):
        click.echo("The next seven days of each line with hours:")
        click.echo("\n".join(f"  {week}" for week in weeks))
    faults = (
        *check_catalogues(catalogues, hotline.whole.offered),
        *stale_prompts(catalogues),
        *unread_prompts(catalogues),
        *other_words(catalogues),
    )
    if faults:
        lines = (f"\n  - {file}: {entry}: {message}" for file, entry, message in faults)
        raise click.ClickException(
            "the hotline would start, but these texts must be mended:" + "".join(lines)
        )
    texts = len({text for _, _, text in hotline.script()})
    click.echo(
        f"Good: {counted(len(hotline.tree.nodes), 'node')}, "
        f"{counted(len(hotline.tree.destinations), 'destination')}, "
        f"{counted(len(hotline.tree.offered), 'language')}, {counted(texts, 'text')}."
    )
