"""A time of days or hours, as options take it."""

import re
from datetime import timedelta

import click


def time_span(_context: click.Context, _which: click.Parameter, value: str | None) -> timedelta:
    """What 7d or 12h mean; nothing when nothing is given."""
    written = re.fullmatch(r"([0-9]{1,4})([dh])", "0h" if value is None else value)
    if not written:
        raise click.BadParameter("write days or hours, such as 7d or 12h")
    count = int(written[1])
    return timedelta(days=count) if written[2] == "d" else timedelta(hours=count)
