"""What the clips weigh, for whoever runs the hotline."""

from datetime import datetime

from flask import Flask

from routes.call.hotline import Hotline
from routes.operations.clip_sizes import Sizes, asked, sizes

_COLUMNS = "{:<10}{:>7}{:>9}{:>9}{:>8}{:>8}{:>8}"
_TITLES = ("language", "clips", "seconds", "kB", "called", "first", "again")
_KILO = 1000


def table(app: Flask, hotline: Hotline, now: datetime) -> str:
    """A row a language, and one of all. Raises LookupError where a text has no clip."""
    found = sizes(hotline, asked(app), now)
    rows = [_COLUMNS.format(*_TITLES), *(_COLUMNS.format(*_row(one)) for one in found)]
    return "\n".join([*rows, _COLUMNS.format(*_sum(found)).rstrip()])


def _row(one: Sizes) -> tuple[str, ...]:
    call = (str(len(one.called)), _kilobytes(one.first), _kilobytes(one.again))
    return (one.language, str(one.clips), f"{one.seconds:.0f}", _kilobytes(one.size), *call)


def _sum(found: list[Sizes]) -> tuple[str, ...]:
    clips, lasts, size = (
        sum(getattr(one, name) for one in found) for name in ("clips", "seconds", "size")
    )
    return ("all", f"{clips}", f"{lasts:.0f}", _kilobytes(size), "", "", "")


def _kilobytes(size: float) -> str:
    """Anything at all is at least 1, so that 0 means nothing."""
    return str(-(-size // _KILO))
