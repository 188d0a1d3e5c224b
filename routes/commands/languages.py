"""`flask languages`: how far every language is."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from audio.clip import seconds
from audio.engines import EMBEDDED
from audio.heard import load_understood
from prompts.review import to_sign
from routes.call.hotline import Hotline, the_hotline
from routes.commands.bad_file import bad_files_told
from routes.translations import counted

_TITLES = (
    "tag",
    "language",
    "prompts",
    "stale",
    "unread",
    "status",
    "voice",
    "minutes",
    "announced",
    "key",
    "in use",
)
_WIDTHS = (8, 13, 8, 6, 7, 9, 10, 8, 10, 5, 6)


@click.command()
@with_appcontext
def languages() -> None:
    """A row a language: how far its texts, its recordings and its review are, and its key.

    prompts: that its callers hear, and that are translated.
    stale: the English has changed. unread: changed since a native speaker signed. minutes: of
    audio. announced: seconds to announce the language. key: page and key, such as 2/3.
    """
    hotline = the_hotline()
    tags = [tag for tag in hotline.catalogues.languages if tag in hotline.languages]
    for line in (_TITLES, *(_row(hotline, tag) for tag in tags)):
        click.echo("".join(map(_pad, line, _WIDTHS)).rstrip())
    if short := hotline.whole.short:
        click.echo(f"\nShort, with the main path and people only: {', '.join(short)}.")
    development = hotline.settings.development
    where = "development, which offers every language" if development else "production"
    click.echo(f"\nIn use here ({where}): {counted(len(hotline.tree.offered), 'language')}.")
    for told in _to_record_first(tags):
        click.echo(told)


def _to_record_first(tags: list[str]) -> Iterator[str]:
    """The languages that people should record before others, and why."""
    with bad_files_told():
        heard = load_understood()
    unclear = [tag for tag in tags if tag in heard and not heard[tag].is_clear]
    if unclear:
        yield "\nA person should record these first (audio/README.md): a listener understood"
    for tag in unclear:
        understood = heard[tag]
        keys = f"{understood.keys} keys, and " if understood.keys else ""
        # More than all can be wrong: a listener that writes another alphabet gets none right.
        right = max(1 - understood.wrong, 0)
        yield f"  {tag:<8}{keys}{right:.0%} of the letters"


def _row(hotline: Hotline, tag: str) -> tuple[str, ...]:
    catalogue = hotline.catalogues.languages[tag]
    about = hotline.languages[tag]
    library = hotline.library
    texts = {name: text for name, text in hotline.recordings.items() if name[0] == tag}
    clips = {
        name: library.path(clip) for name, text in texts.items() if (clip := library.clip(text))
    }
    masters = [library.masters.of(text) for text in texts.values()]
    engines = Counter(master.engine if master else EMBEDDED for master in masters)
    announced = clips.get((tag, hotline.tree.language_page.announces))
    return (
        tag,
        about.name,
        str(len(to_sign(hotline.catalogues, tag).texts)),
        str(len(catalogue.stale)),
        str(len(catalogue.unread)),
        about.status,
        engines.most_common(1)[0][0] if engines else "-",
        f"{sum(map(seconds, clips.values())) / 60:.1f}" if clips else "-",
        f"{seconds(announced):.2f} s" if announced else "-",
        _key(hotline, tag),
        "yes" if tag in hotline.tree.offered else "no",
    )


def _key(hotline: Hotline, tag: str) -> str:
    """Page and key, such as 2/3; "-" for a language that stands on no page."""
    for number, page in enumerate(hotline.tree.language_page.pages, 1):
        if tag in page:
            return f"{number}/{page.index(tag) + 1}"
    return "-"


def _pad(cell: str, width: int) -> str:
    """Fill a cell up as a terminal shows it: wide characters take two columns, marks take none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in cell)
    marks = sum(unicodedata.combining(character) > 0 for character in cell)
    return cell + " " * max(1, width - len(cell) - wide + marks)
