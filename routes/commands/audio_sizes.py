"""`flask audio sizes`: the table of how large the clips are."""

from datetime import datetime

from flask import Flask

from routes.call.hotline import Hotline
from routes.operations.clip_sizes import ClipSizes, clip_sizes, served_by

_COLUMNS = "{:<10}{:>7}{:>9}{:>9}{:>8}{:>8}{:>8}"
_TITLES = ("language", "clips", "seconds", "kB", "called", "first", "again")
_KILO = 1000


def table(app: Flask, hotline: Hotline, now: datetime) -> str:
    """A row a language, and one for all. Raises LookupError where a text has no clip."""
    languages = clip_sizes(hotline, served_by(app), now)
    rows = [_COLUMNS.format(*_TITLES), *(_COLUMNS.format(*_row(sizes)) for sizes in languages)]
    return "\n".join([*rows, _COLUMNS.format(*_sum(languages)).rstrip()])


def _row(sizes: ClipSizes) -> tuple[str, ...]:
    return (
        sizes.language,
        str(sizes.clips),
        f"{sizes.seconds:.0f}",
        _kilobytes(sizes.size),
        str(len(sizes.called)),
        _kilobytes(sizes.first),
        _kilobytes(sizes.again),
    )


def _sum(languages: list[ClipSizes]) -> tuple[str, ...]:
    clips = sum(sizes.clips for sizes in languages)
    lasts = sum(sizes.seconds for sizes in languages)
    size = sum(sizes.size for sizes in languages)
    return ("all", str(clips), f"{lasts:.0f}", _kilobytes(size), "", "", "")


def _kilobytes(size: float) -> str:
    """Rounded up, so that 0 means nothing at all."""
    return str(-(-size // _KILO))
