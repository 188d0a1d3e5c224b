"""A file that cannot be read or written: a command says so, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from ivr.problems import BadFile


@contextmanager
def bad_files_told() -> Iterator[None]:
    """Turns what is wrong with a file into the error of a command."""
    try:
        yield
    except (ValueError, OSError, BadFile) as error:
        raise click.ClickException(str(error)) from error
