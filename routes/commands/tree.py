"""`flask tree`: the phone tree, drawn."""

import click
from flask.cli import with_appcontext

from ivr.drawing import mermaid, outline
from routes.hotline import the_hotline


@click.command()
@click.option("--language", default="en", show_default=True, help="The language of the texts (a tag, such as nl).")
@click.option("--mermaid", "as_mermaid", is_flag=True, help="A drawing for Markdown instead of an outline.")
@with_appcontext
def tree(language: str, as_mermaid: bool) -> None:
    """Print the phone tree, for people or as a Mermaid drawing."""
    hotline = the_hotline()
    if as_mermaid:
        click.echo(mermaid(hotline.tree))
        return
    if language not in hotline.catalogues.languages:
        known = ", ".join(sorted(hotline.catalogues.languages))
        raise click.BadParameter(f"there is no catalogue for {language!r}; there are: {known}")
    click.echo(outline(hotline.tree, language, lambda utterance: hotline.text(utterance).words))
