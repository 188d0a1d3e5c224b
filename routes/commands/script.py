"""`flask script`: what is said, for translators: send it out, take it back, keep it in step."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from audio.masters import HUMAN
from prompts.catalogue import CATALOGUES, SOURCE_LANGUAGE, load_catalogues
from prompts.corrections import Correction, compare
from prompts.glossary import missing_terms
from prompts.readability import hint
from prompts.sheet import read_returned, write_sheet
from prompts.update import update_catalogues, write_translations
from routes.call.hotline import Hotline, the_hotline
from routes.commands.language_option import language_option
from routes.operations.script.rows import lengths, pace, page, rows

script = AppGroup("script", help="What is said, for translators.")
_output = click.option(
    "--output", default=".", type=click.Path(file_okay=False, path_type=Path), help="A folder."
)


@script.command("update")
def update() -> None:
    """Bring every catalogue up to date with the English source (prompts/hotline.pot)."""
    changed = update_catalogues()
    for path in changed:
        click.echo(
            f"{path.name} was brought up to date: look for `fuzzy` in it, and translate what is "
            "empty."
        )
    if not changed:
        click.echo("Every catalogue is up to date.")


@script.command("export")
@language_option("The language to send out", required=True)
@_output
def export(language: str, output: Path) -> None:
    """Write a spreadsheet and a page to print, with the English beside each text, for a native
    speaker.
    """
    hotline = the_hotline()
    output.mkdir(parents=True, exist_ok=True)
    sheet, paper = output / f"wayout-{language}.xlsx", output / f"wayout-{language}.html"
    write_sheet(sheet, language, rows(hotline, language))
    paper.write_text(page(hotline, language), "utf-8")
    click.echo(
        f"{sheet}: to be corrected in the column 'translation', then `flask script import "
        f"{sheet.name}`."
    )
    click.echo(f"{paper}: to be opened in a browser and printed.")


@script.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
def take_back(file: Path, yes: bool) -> None:
    """Take corrections back from a spreadsheet or a PO file: check, show, write, say what to record
    anew.
    """
    hotline = the_hotline()
    language, corrections = _corrections(hotline, file)
    if not corrections:
        click.echo(f"Nothing in {file.name} differs from {language}.po.")
        return
    for one in corrections:
        click.echo("\n".join(_shown(one)))
    good = {one.prompt: one.after for one in corrections if not one.faults}
    refused = len(corrections) - len(good)
    if good and (
        yes or click.confirm(f"\nWrite {len(good)} changes into {language}.po?", default=True)
    ):
        write_translations(CATALOGUES / f"{language}.po", good)
        click.echo("\n".join(_what_next(hotline, language, set(good))))
    if refused:
        raise click.ClickException(
            f"{refused} texts cannot be taken as they are: mend what is named above"
        )


@script.command("check")
@language_option("Only this language")
def check(language: str | None) -> None:
    """Look at every text once more: too long by its clip, hard to hear, other words than agreed."""
    hotline = the_hotline()
    found = [
        line
        for tag in ([language] if language else sorted(hotline.tree.offered))
        for line in _hints(hotline, tag)
    ]
    click.echo(
        "\n".join(found) or "Every text is short enough, easy to hear, and says what was agreed."
    )


def _corrections(hotline: Hotline, file: Path) -> tuple[str, list[Correction]]:
    """Against the catalogues as they are on the disk: callers may still hear a text that was signed
    before.
    """
    try:
        language, returned = read_returned(file)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if language == SOURCE_LANGUAGE or language not in hotline.languages:
        raise click.ClickException(
            f"{file.name} is in {language!r}: that is not a translation of this hotline"
        )
    return language, compare(load_catalogues(), language, returned, pace(hotline, language))


def _shown(one: Correction) -> Iterator[str]:
    yield f"\n{one.prompt}\n  - {one.before}\n  + {one.after}"
    yield from (f"  NOT TAKEN: {fault}" for fault in one.faults)
    yield from (f"  look again: {each}" for each in one.hints)


def _what_next(hotline: Hotline, language: str, prompts: set[str]) -> Iterator[str]:
    """Every recording of a changed text is stale by itself; a person's voice must be asked for
    again.
    """
    changed = [
        (place, hotline.library.masters.all.get(place))
        for place, prompt in hotline.prompts_of_recordings.items()
        if place[0] == language
        and (prompt in prompts or any(one.startswith("key.") for one in prompts))
    ]
    yield f"\n{language}.po has {len(prompts)} new texts."
    yield f"Record them: `flask audio record --stale --language {language}`, then `flask audio status`."
    if human := [name for (_, name), master in changed if master and master.engine == HUMAN]:
        yield f"A person recorded these before, so ask them again: {', '.join(human)}."
    if hotline.languages[language].status != "draft":
        yield f"Callers hear the former texts until a native speaker has signed: `flask language sign {language}`."


def _hints(hotline: Hotline, language: str) -> Iterator[str]:
    lasting = lengths(hotline, language)
    texts = (text for (tag, _), text in hotline.recordings.items() if tag == language)
    if silent := sum(hotline.library.clip(text) is None for text in texts):
        yield f"{language}: {silent} texts have no clip, so nobody knows how long they last: run `flask audio build`"
    for prompt, text in hotline.catalogues.languages[language].texts.items():
        source = hotline.catalogues.template[prompt]
        if source.seconds and lasting.get(prompt, 0) > source.seconds:
            yield f"{language}.po: {prompt}: lasts {lasting[prompt]:.1f} seconds; {source.seconds} are allowed"
        if easier := hint(text):
            yield f"{language}.po: {prompt}: {easier}"
        if language != SOURCE_LANGUAGE:
            yield from (
                f"{language}.po: {prompt}: {one}"
                for one in missing_terms(language, source.text, text)
            )
