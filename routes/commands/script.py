"""`flask script`: what callers hear, for translators: send it out, take it back, check it."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from prompts.catalogue import SOURCE_LANGUAGE
from prompts.glossary import missing_terms
from prompts.readability import hint
from prompts.sheet import write_sheet
from prompts.update import update_catalogues
from routes.call.hotline import Hotline, the_hotline
from routes.commands.bad_file import bad_files_told
from routes.commands.language_option import language_option
from routes.commands.script_import import corrections
from routes.operations.audible import clip_remedy
from routes.operations.script.rows import lengths, page, rows
from routes.translations import counted

script = AppGroup("script", help="What callers hear, for translators.")
_output = click.option(
    "--output", default=".", type=click.Path(file_okay=False, path_type=Path), help="A folder."
)


@script.command("update", with_appcontext=False)
def update() -> None:
    """Bring every catalogue up to date with the English source (prompts/hotline.pot).

    It works while the hotline cannot start.
    """
    with bad_files_told():
        changed = update_catalogues()
    for path in changed:
        click.echo(
            f"{path.name} was brought up to date: "
            "look for `fuzzy` in it, and translate the empty texts that `flask check` names."
        )
    if not changed:
        click.echo("Every catalogue is up to date.")


@script.command("export")
@language_option("The language to send out", required=True)
@_output
def export(language: str, output: Path) -> None:
    """Write a spreadsheet and a page to print for a native speaker, beside the English."""
    hotline = the_hotline()
    output.mkdir(parents=True, exist_ok=True)
    sheet = output / f"wayout-{language}.xlsx"
    paper = output / f"wayout-{language}.html"
    write_sheet(sheet, language, rows(hotline, language))
    paper.write_text(page(hotline, language), "utf-8")
    click.echo(
        f"{sheet}: to be corrected in the column 'translation', "
        f"then `flask script import {sheet.name}`."
    )
    click.echo(f"{paper}: to be opened in a browser and printed.")


@script.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@language_option("The language of the file, where it does not name it")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
def import_corrections(file: Path, language: str | None, yes: bool) -> None:
    """Take corrections back from a spreadsheet (.xlsx, .ods) or a PO file.

    They are checked and shown. Those without a fault are written after a question, and read back;
    then the command says what callers hear, and what to record anew.
    """
    found = corrections(the_hotline(), file, language)
    if not (found.changed or found.refused):
        click.echo(f"Nothing in {file.name} differs from {found.language}.po.")
        return
    click.echo("\n".join(found.shown()))
    question = f"\nWrite {counted(len(found.good), 'change')} into {found.language}.po?"
    if found.good and (yes or click.confirm(question, default=True)):
        found.write()
        click.echo("\n".join(found.what_next()))
    if found.not_taken:
        raise click.ClickException(
            f"{counted(found.not_taken, 'text')} not taken: correct what is named above"
        )


@script.command("check")
@language_option("Only this language")
def check(language: str | None) -> None:
    """Name texts that last too long by their clip, are hard to hear, or say another word than
    agreed.
    """
    hotline = the_hotline()
    languages = [language] if language else sorted(hotline.tree.offered)
    found = [line for tag in languages for line in _hints(hotline, tag)]
    click.echo(
        "\n".join(found) or "Every text is short enough, easy to hear, and says what was agreed."
    )


def _hints(hotline: Hotline, language: str) -> Iterator[str]:
    lasting = lengths(hotline, language)
    texts = (text for (tag, _), text in hotline.recordings.items() if tag == language)
    if silent := sum(hotline.library.clip(text) is None for text in texts):
        yield (
            f"{language}: no clip for {counted(silent, 'text')}, so the length is not known: "
            f"{clip_remedy(hotline, language)}"
        )
    translated = hotline.catalogues.languages[language].texts
    for prompt, source in hotline.catalogues.template.items():
        text = translated.get(prompt, "") if source.is_heard_in(language) else ""
        found: list[str] = []
        if source.seconds and lasting.get(prompt, 0) > source.seconds:
            found.append(f"lasts {lasting[prompt]:.1f} seconds; {source.seconds} are allowed")
        if easier := hint(text):
            found.append(easier)
        if text and language != SOURCE_LANGUAGE:
            found += missing_terms(language, source.text, text)
        yield from (f"{language}.po: {prompt}: {message}" for message in found)
