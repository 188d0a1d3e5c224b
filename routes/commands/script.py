"""`flask script`: what is said, for translators."""

import click
from flask.cli import AppGroup

from prompts.update import update_catalogues

script = AppGroup("script", help="What is said, for translators.")


@script.command("update")
def update() -> None:
    """Bring every catalogue up to date with the English source (prompts/hotline.pot)."""
    changed = update_catalogues()
    for path in changed:
        click.echo(f"{path.name} was brought up to date: look for `fuzzy` in it, and translate what is empty.")
    if not changed:
        click.echo("Every catalogue is up to date.")
