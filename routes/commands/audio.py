"""`flask audio`: the masters and clips that callers hear."""

import datetime
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup

from audio.build import build
from audio.duration import usual_seconds
from audio.engines import EMBEDDED, ENGINES
from audio.provenance import HUMAN
from audio.record import engine_of, record, to_record
from audio.recordings import import_recordings
from routes.call.hotline import Hotline, the_hotline
from routes.commands.audio_sizes import table as table_of_sizes
from routes.commands.audio_status import booklet, manifest, table
from routes.commands.language_option import language_option
from routes.extension import this_app
from routes.operations.audible import clip_remedy
from routes.translations import counted

Tried = TypeVar("Tried")
audio = AppGroup("audio", help="The recordings that callers hear.")
_language = language_option("Only this language")


@audio.command("build")
@_language
def build_clips(language: str | None) -> None:
    """Make the clips that are missing, from masters where there are any.

    It can be stopped and run again: clips that are made stay.
    """
    make_missing(the_hotline(), language)


@audio.command("record")
@_language
@click.option(
    "--engine", type=click.Choice(sorted(ENGINES)), help="Instead of the best one installed."
)
@click.option("--stale", is_flag=True, help="Only masters whose text or preparation has changed.")
def record_masters(language: str | None, engine: str | None, stale: bool) -> None:
    """Record the missing and stale masters with the best engine installed.

    Masters of another engine are recorded anew, and masters that this engine would prepare in
    another way today: another lexicon, other phonemes, another voice or speed. A person's recording
    is replaced only when its text has changed.
    """
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
    """How each language sounds: human, synthetic, stale and missing masters, and more.

    stale: of another text, or prepared for the engine in another way than today.
    seconds, level: of its clips; level in dBov. digits: texts that name a key, of which an offline
    listener recognised the key (`make listen`).
    """
    click.echo(table(the_hotline()))


@audio.command("sizes")
def print_sizes() -> None:
    """How large the clips of each language are, and what a call makes the carrier fetch.

    seconds, kB (1000 bytes): of all clips. called: clips of a typical call, from the answer until a
    centre has picked up. first, again: kB that such a call fetches into an empty cache, and kB that
    the next one fetches.
    """
    try:
        click.echo(table_of_sizes(this_app(), the_hotline(), datetime.datetime.now(datetime.UTC)))
    except LookupError as error:
        raise click.ClickException(str(error)) from error


@audio.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@language_option("The language that is spoken", required=True)
@click.option("--speaker", required=True, help="The person who speaks: initials are enough.")
def import_folder(folder: Path, language: str, speaker: str) -> None:
    """Import a folder of human recordings, with its subfolders, named as in the booklet.

    Every recording is checked. The command names each file that is not taken, with the reason.
    """
    hotline = the_hotline()
    masters = hotline.library.masters
    texts = {name: text for (tag, name), text in hotline.recordings.items() if tag == language}
    today = datetime.date.today()
    voice = hotline.languages[language].voices.get(EMBEDDED)
    lasts = partial(usual_seconds, voice=voice)
    imported = list(import_recordings(masters, folder, texts, speaker, today, lasts))
    good = sum(not recording.faults for recording in imported)
    there = [masters.of(text) for text in texts.values()]
    without = sum(master is None or master.engine != HUMAN for master in there)
    click.echo(
        f"Imported {counted(good, 'recording')}. "
        f"Still without one: {without} of {counted(len(texts), 'text')}."
    )
    for recording in imported:
        for fault in recording.faults:
            click.echo(f"  not taken: {recording.name}: {fault}")
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
    """Make the missing clips with a progress bar, and report every problem.

    Raises ClickException when a text is left without any clip.
    """
    texts = hotline.texts_of_clips_to_make(language)
    unspoken = Counter(text.language for text in texts if hotline.library.best(text) is None)
    if unspoken:
        each = ", ".join(f"{tag} {number}" for tag, number in unspoken.items())
        remedy = clip_remedy(hotline, next(iter(unspoken)))
        click.echo(f"Texts that no engine speaks: {each}: {remedy}.", err=True)
    missing = hotline.library.missing(texts)
    if not missing:
        click.echo(f"All {len(texts) - unspoken.total()} clips are there.")
        return
    label = f"Making {counted(len(missing), 'clip')}"
    try:
        made = _with_progress(build(hotline.library, missing), len(missing), label)
    except OSError as error:
        raise click.ClickException(
            f"clips cannot be made in {hotline.library.folder}: {error.strerror}"
        ) from error
    _report("Problems with", "clip", [clip.problem for clip in made])
    unheard = [text for text in missing if hotline.library.clip(text) is None]
    if unheard:
        raise click.ClickException(
            f"{counted(len(unheard), 'text')} without any clip: the carrier's own voice says them, "
            "or English where it has none for the language"
        )


def _record(hotline: Hotline, language: str, engine: str, *, only_stale: bool) -> None:
    masters = hotline.library.masters
    texts = {name: text for name, text in hotline.recordings.items() if name[0] == language}
    languages = hotline.languages
    wanted = to_record(masters, texts, engine, languages, only_stale=only_stale)
    if not wanted:
        click.echo(f"{language}: every master is there.")
        return
    to_speak = {name: texts[name] for name in wanted}
    work = record(masters, to_speak, engine, languages, datetime.date.today())
    label = f"Recording {counted(len(wanted), 'master')} in {language} ({engine})"
    done = _with_progress(work, len(wanted), label)
    _report("Not recorded:", "master", [master.problem for master in done])


def _with_progress(work: Iterable[Tried], length: int, label: str) -> list[Tried]:
    with click.progressbar(work, length=length, label=label) as bar:
        return list(bar)


def _report(what: str, thing: str, problems: list[str]) -> None:
    """Print each problem once, with how often it occurred. An empty one is none."""
    found = Counter(problem for problem in problems if problem)
    if found:
        lines = (f"\n  - {counted(n, 'time')}: {problem}" for problem, n in found.most_common())
        click.echo(f"{what} {counted(found.total(), thing)}:{''.join(lines)}", err=True)
