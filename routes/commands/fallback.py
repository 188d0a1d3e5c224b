"""`flask fallback`: what callers hear while the server is down."""

from pathlib import Path
from urllib.parse import urlsplit

import click
from flask.cli import with_appcontext

from routes.call.hotline import Hotline, the_hotline
from routes.operations.fallback import (
    DOCUMENT,
    files_of,
    languages_spoken,
    lines_rung,
    problems,
    without_clip,
    write_files,
)
from routes.operations.fetch import fetch
from routes.translations import counted

_NO_NUMBER = (
    "HOTLINE_NUMBER is not set, and no carrier would place a call from a made-up number: "
    "set it (or HOTLINE_NUMBER_FILE) to the number that the called centres see"
)
_HOW = (
    "give --output FOLDER and --url ADDRESS to write the fallback, or --check "
    "ADDRESS to look at a published one"
)


def _address(_context: click.Context, _which: click.Parameter, url: str | None) -> str | None:
    """An address that a carrier can fetch, without a slash at its end."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        host = None
    if not host or set("?# ") & set(url) or not (url.isascii() and url.isprintable()):
        raise click.BadParameter("write a web address such as https://static.example.org/wayout")
    return url.rstrip("/")


@click.command()
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write."
)
@click.option("--url", callback=_address, help="The address at which the folder will be published.")
@click.option(
    "--check",
    "published",
    callback=_address,
    help=f"The address of a {DOCUMENT}: is it the current one?",
)
@with_appcontext
def fallback(output: Path | None, url: str | None, published: str | None) -> None:
    """Write what callers hear while the server is down, for any static host; or check the
    published one.
    """
    hotline = the_hotline()
    if "hotline_number" not in hotline.settings.model_fields_set:
        raise click.ClickException(_NO_NUMBER)
    try:
        if published and not (output or url):
            _check(hotline, published)
        elif output and url and not published:
            _write(hotline, output, url)
        else:
            raise click.UsageError(_HOW)
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or output} cannot be read or written: {error.strerror}"
        ) from error


def _check(hotline: Hotline, url: str) -> None:
    if found := list(problems(hotline, url, fetch)):
        raise click.ClickException(
            "the published fallback must be mended:" + "".join(f"\n  - {fault}" for fault in found)
        )
    click.echo(f"Good: {url} is the current fallback, and every clip is there.")


def _write(hotline: Hotline, folder: Path, url: str) -> None:
    if not (url.startswith("https://") or hotline.settings.development):
        raise click.UsageError("--url must begin with https:// in production")
    files = files_of(hotline, url)
    changed = write_files(folder, files)
    click.echo(
        f"{folder} holds {DOCUMENT} and {counted(len(files) - 1, 'clip')}. Changed: "
        f"{counted(len(changed), 'file')}."
    )
    spoken = ", ".join(languages_spoken(hotline))
    rung = ", ".join(lines_rung(hotline))
    click.echo(f"It speaks {spoken}, rings {rung}, and shows {hotline.settings.hotline_number}.")
    if silent := without_clip(hotline):
        click.echo(
            f"Without a clip: {counted(len(silent), 'text')}. The carrier's own voice says them: "
            "run `flask audio build`."
        )
    click.echo(
        "\nNow upload the folder, and run this, at best every night:\n"
        f"  flask fallback --check {url}/{DOCUMENT}\n"
        f"Then set FALLBACK_URL={url}/{DOCUMENT} and run `flask number connect`."
    )
