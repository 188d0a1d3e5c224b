"""`flask audio`: the masters and clips that callers hear."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup

from audio.build import build
from audio.engines import ENGINES
from audio.masters import HUMAN, RecordingName
from audio.record import engine_of, record, to_record
from audio.recordings import import_recordings as import_folder
from audio.text import Text
from routes.call.hotline import Hotline, the_hotline
from routes.commands.audio_sizes import table as table_of_sizes
from routes.commands.audio_status import booklet, manifest, table
from routes.commands.language_option import language_option
from routes.extension import this_app

One = TypeVar("One")
audio = AppGroup("audio", help="The recordings that callers hear.")
_language = language_option("Only this language")


@audio.command("build")
@_language
def build_clips(language: str | None) -> None:
    """Make the clips that are missing, from masters where there are any. Run it again to go on."""
    make_missing(the_hotline(), language)


@audio.command("record")
@_language
@click.option(
    "--engine", type=click.Choice(sorted(ENGINES)), help="Instead of the best one installed."
)
@click.option("--stale", is_flag=True, help="Only masters whose text has changed.")
def record_masters(language: str | None, engine: str | None, stale: bool) -> None:
    """Speak the masters that are missing, with the best engine there is. Human recordings stay."""
    hotline = the_hotline()
    for tag in [language] if language else sorted(hotline.languages):
        chosen = engine or engine_of(hotline.languages[tag])
        if chosen and chosen in hotline.languages[tag].voices:
            _record(hotline, tag, chosen, only_stale=stale)
            continue
        problem = f"no studio engine for {tag} is installed: run `make voices`, or name --engine"
        if language:
            raise click.ClickException(problem)
        click.echo(problem, err=True)
    make_missing(hotline, language)


@audio.command("status")
def status() -> None:
    """How each language sounds: human, synthetic, stale and missing recordings, length, level,
    digits.
    """
    click.echo(table(the_hotline()))


@audio.command("sizes")
def print_sizes() -> None:
    """What the clips of each language weigh, and what a call makes the carrier fetch.

    seconds, kB (1000 bytes): of all clips. called: clips of a typical call, from the answer until a
    centre has picked up. first, again: kB that it fetches into an empty cache, and that the next
    one fetches.
    """
    try:
        click.echo(table_of_sizes(this_app(), the_hotline(), datetime.datetime.now(datetime.UTC)))
    except LookupError as error:
        raise click.ClickException(str(error)) from error


@audio.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@language_option("The language that is spoken", required=True)
@click.option("--speaker", required=True, help="Who speaks: initials are enough.")
def import_recordings(folder: Path, language: str, speaker: str) -> None:
    """Take in a folder of human recordings, named as in the booklet; says what to record again."""
    hotline = the_hotline()
    texts = {name: text for (tag, name), text in hotline.recordings.items() if tag == language}
    taken = list(
        import_folder(hotline.library.masters, folder, texts, speaker, datetime.date.today())
    )
    good = sum(not one.faults for one in taken)
    masters = [hotline.library.masters.of(text) for text in texts.values()]
    without = sum(master is None or master.engine != HUMAN for master in masters)
    click.echo(f"{good} recordings were taken in; {without} of {len(texts)} texts are without one.")
    for one in taken:
        for fault in one.faults:
            click.echo(f"  record again: {one.name}: {fault}")
    make_missing(hotline, language)


@audio.command("manifest")
def print_manifest() -> None:
    """Every clip with its words, as JSON: what `make listen` hears."""
    click.echo(manifest(the_hotline()))


@audio.command("booklet")
@language_option("The language to be spoken", required=True)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file instead of the screen.",
)
def print_booklet(language: str, output: Path | None) -> None:
    """The recording script for a speaker, as a page to print."""
    page = booklet(the_hotline(), language)
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, "utf-8")
        click.echo(f"{output} is ready: open it in a browser and print it.")
    else:
        click.echo(page)


def make_missing(hotline: Hotline, language: str | None = None) -> None:
    """Make missing clips, showing progress. Says what went wrong, and what is heard instead."""
    texts = {text for _, _, text in hotline.script() if language in (None, text.language)}
    missing = hotline.library.missing(texts)
    if not missing:
        click.echo(f"All {len(texts)} clips are there.")
        return
    try:
        made = _with_progress(
            build(hotline.library, missing), len(missing), f"Making {len(missing)} clips"
        )
    except OSError as error:
        raise click.ClickException(
            f"clips cannot be made in {hotline.library.folder}: {error.strerror}"
        ) from error
    _tell(
        Counter(one.problem for one in made if one.problem), "clips were not made as they should be"
    )
    unheard = [text for text in missing if hotline.library.clip(text) is None]
    if unheard:
        raise click.ClickException(
            f"{len(unheard)} texts have no clip at all: the carrier's own voice says them."
        )


def _record(hotline: Hotline, language: str, engine: str, *, only_stale: bool) -> None:
    places: dict[RecordingName, Text] = {
        place: text for place, text in hotline.recordings.items() if place[0] == language
    }
    wanted = to_record(hotline.library.masters, places, engine, only_stale=only_stale)
    if not wanted:
        click.echo(f"{language}: every master is there.")
        return
    voices = {language: hotline.languages[language].voices[engine]}
    texts = {place: places[place] for place in wanted}
    work = record(hotline.library.masters, texts, engine, voices, datetime.date.today())
    done = _with_progress(
        work, len(wanted), f"Recording {len(wanted)} masters in {language} ({engine})"
    )
    _tell(Counter(one.problem for one in done if one.problem), "masters were not recorded")


def _with_progress(work: Iterable[One], length: int, label: str) -> list[One]:
    with click.progressbar(work, length=length, label=label) as bar:
        return list(bar)


def _tell(problems: Counter[str], what: str) -> None:
    if problems:
        lines: Iterator[str] = (
            f"\n  - {count} times: {problem}" for problem, count in problems.most_common()
        )
        click.echo(f"{problems.total()} {what}:{''.join(lines)}", err=True)
