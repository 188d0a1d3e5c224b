"""A span of days or hours, for options such as `--older-than 7d`."""

import re
from datetime import timedelta

import click


def time_span(_context: click.Context, _which: click.Parameter, value: str | None) -> timedelta:
    """Reads a span such as 7d or 12h; no time where the option is not given."""
    written = re.fullmatch(r"([0-9]{1,4})([dh])", "0h" if value is None else value)
    if not written:
        raise click.BadParameter("write days or hours, such as 7d or 12h")
    count = int(written[1])
    return timedelta(days=count) if written[2] == "d" else timedelta(hours=count)
