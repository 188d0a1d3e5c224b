"""`flask tree`: the phone tree, drawn."""

import click
from flask.cli import with_appcontext

from ivr.drawing import mermaid, outline
from routes.call.hotline import the_hotline
from routes.commands.language_option import language_option


@click.command()
@language_option("The language of the texts", default="en", show_default=True)
@click.option("--mermaid", "as_mermaid", is_flag=True, help="Print a drawing for Markdown instead.")
@with_appcontext
def tree(language: str, as_mermaid: bool) -> None:
    """Print the phone tree as an outline, or as a Mermaid drawing."""
    hotline = the_hotline()
    if as_mermaid:
        click.echo(mermaid(hotline.tree))
        return
    click.echo(outline(hotline.tree, language, lambda utterance: hotline.text(utterance).words))
