"""`flask audio`: make the clips that callers hear."""

import click
from flask.cli import AppGroup

from audio.build import build
from audio.engines import EMBEDDED, ENGINES
from routes.hotline import Hotline, the_hotline

audio = AppGroup("audio", help="Make the clips that callers hear.")


@audio.command("build")
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default=EMBEDDED, show_default=True)
@click.option("--language", help="Only this language (a tag, such as nl).")
def build_clips(engine: str, language: str | None) -> None:
    """Make the clips that are missing. What is done stays done: run it again to go on."""
    make_missing(the_hotline(), engine, language)


def make_missing(hotline: Hotline, engine: str = EMBEDDED, language: str | None = None) -> None:
    """Make missing clips, showing progress. Raises ClickException when some could not be made."""
    texts = [text for _, _, text in hotline.script() if language in (None, text.language)]
    missing = list(hotline.library.missing(texts, engine))
    if not missing:
        click.echo(f"All {len(set(texts))} texts have their {engine} clip.")
        return
    problems: dict[str, int] = {}
    work = build(hotline.library, missing, engine)
    with click.progressbar(work, length=len(missing), label=f"Making {len(missing)} clips ({engine})") as bar:
        for made in bar:
            if made.problem:
                problems[made.problem] = problems.get(made.problem, 0) + 1
    if problems:
        why = "\n".join(f"  - {count} times: {problem}" for problem, count in problems.items())
        raise click.ClickException(f"{sum(problems.values())} of {len(missing)} clips were not made:\n{why}")
