"""`flask script`: what callers hear, for translators: send it out, take it back, check it."""

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
    try:
        changed = update_catalogues()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for path in changed:
        click.echo(
            f"{path.name} was brought up to date: "
            "look for `fuzzy` in it, and translate what is empty."
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
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
def import_corrections(file: Path, yes: bool) -> None:
    """Take corrections back from a spreadsheet or a PO file.

    They are checked and shown. Those without a fault are written after a question; then the command
    says what to record anew.
    """
    hotline = the_hotline()
    language, corrections = _corrections(hotline, file)
    if not corrections:
        click.echo(f"Nothing in {file.name} differs from {language}.po.")
        return
    for correction in corrections:
        click.echo("\n".join(_shown(correction)))
    good = [correction for correction in corrections if not correction.faults]
    question = f"\nWrite {counted(len(good), 'change')} into {language}.po?"
    if good and (yes or click.confirm(question, default=True)):
        texts = {correction.prompt: correction.after for correction in good}
        write_translations(CATALOGUES / f"{language}.po", texts)
        click.echo("\n".join(_what_next(hotline, language, good)))
    if refused := len(corrections) - len(good):
        raise click.ClickException(
            f"{counted(refused, 'text')} not taken: correct what is named above"
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


def _corrections(hotline: Hotline, file: Path) -> tuple[str, list[Correction]]:
    """The language of a file, and how it differs from the catalogue on the disk.

    The hotline's own catalogues will not do: they may hold an older text that was signed.
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


def _shown(correction: Correction) -> Iterator[str]:
    yield f"\n{correction.prompt}\n  - {correction.before}\n  + {correction.after}"
    yield from (f"  NOT TAKEN: {fault}" for fault in correction.faults)
    yield from (f"  look again: {advice}" for advice in correction.hints)


def _what_next(hotline: Hotline, language: str, written: list[Correction]) -> Iterator[str]:
    """What to do after corrections were written.

    A changed name of a key ("key.0") changes every text that names the key.
    """
    prompts = {correction.prompt for correction in written}
    any_key = any(prompt.startswith("key.") for prompt in prompts)
    only_stale = " --stale" if all(correction.before for correction in written) else ""
    yield f"\n{language}.po has {counted(len(written), 'new text')}."
    yield (
        f"Record what has changed: `flask audio record{only_stale} --language {language}`, "
        "then `flask audio status`."
    )
    masters = hotline.library.masters.all
    human = [
        name[1]
        for name, prompt in hotline.prompts_of_recordings.items()
        if name[0] == language
        and (prompt in prompts or any_key)
        and name in masters
        and masters[name].engine == HUMAN
    ]
    if human:
        yield f"A person recorded these before, so ask that person again: {', '.join(human)}."
    if hotline.languages[language].status != "draft":
        yield (
            "Callers hear the former texts until a native speaker has signed: "
            f"`flask language sign {language}`."
        )


def _hints(hotline: Hotline, language: str) -> Iterator[str]:
    lasting = lengths(hotline, language)
    texts = (text for (tag, _), text in hotline.recordings.items() if tag == language)
    if silent := sum(hotline.library.clip(text) is None for text in texts):
        yield (
            f"{language}: no clip for {counted(silent, 'text')}, so the length is not known: "
            "run `flask audio build`"
        )
    translated = hotline.catalogues.languages[language].texts
    for prompt, source in hotline.catalogues.template.items():
        text = translated.get(prompt, "")
        found: list[str] = []
        if source.seconds and lasting.get(prompt, 0) > source.seconds:
            found.append(f"lasts {lasting[prompt]:.1f} seconds; {source.seconds} are allowed")
        if easier := hint(text):
            found.append(easier)
        if text and language != SOURCE_LANGUAGE:
            found += missing_terms(language, source.text, text)
        yield from (f"{language}.po: {prompt}: {message}" for message in found)
