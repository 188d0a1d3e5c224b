"""`flask languages`: how far every language is."""

import unicodedata
from collections import Counter

import click
from flask.cli import with_appcontext

from audio.clip import seconds
from audio.engines import EMBEDDED
from routes.call.hotline import Hotline, the_hotline

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
    """A row a language: texts, status, voice, minutes of audio, seconds to announce it, its key."""
    hotline = the_hotline()
    lines = [
        _TITLES,
        *(_row(hotline, tag) for tag in hotline.catalogues.languages if tag in hotline.languages),
    ]
    for line in lines:
        click.echo("".join(map(_pad, line, _WIDTHS)).rstrip())
    where = (
        "production"
        if not hotline.settings.development
        else "development, which offers every language"
    )
    click.echo(f"\n{len(hotline.tree.offered)} languages are in use here ({where}).")


def _row(hotline: Hotline, tag: str) -> tuple[str, ...]:
    catalogue, about = hotline.catalogues.languages[tag], hotline.languages[tag]
    texts = {place: text for place, text in hotline.recordings.items() if place[0] == tag}
    clips = {
        place: hotline.library.folder / clip
        for place, text in texts.items()
        if (clip := hotline.library.clip(text))
    }
    masters = [hotline.library.masters.of(text) for text in texts.values()]
    engines = Counter(one.engine if one else EMBEDDED for one in masters)
    announced = clips.get((tag, hotline.tree.language_page.announces))
    return (
        tag,
        about.name,
        str(len(catalogue.texts)),
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
    """Page and key, such as 2/3; nothing for a language that stands on no page."""
    for number, page in enumerate(hotline.tree.language_page.pages, 1):
        if tag in page:
            return f"{number}/{page.index(tag) + 1}"
    return "-"


def _pad(cell: str, width: int) -> str:
    """Filled up to a width, as a terminal shows it: some signs have none, some have two."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in cell)
    none = sum(unicodedata.combining(one) > 0 for one in cell)
    return cell + " " * max(1, width - len(cell) - wide + none)
