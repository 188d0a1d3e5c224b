"""`flask number`: an incoming number of the carrier, and how a call to it is answered."""

from collections.abc import Iterator

import click
from flask.cli import AppGroup

from ivr.destinations import phonenumber_problem
from routes.call.hotline import the_hotline
from routes.carriers.twilio_api.api import VOICE_SETTINGS, Number, the_api
from routes.carriers.twilio_api.number_settings import changes
from routes.settings.settings import Settings

number = AppGroup("number", help="Point a telephone number at this hotline.")


def _international(_context: click.Context, _which: click.Parameter, value: str) -> str:
    if problem := phonenumber_problem(value):
        raise click.BadParameter(f"{problem}: write it as +32 and the rest, without spaces")
    return value


_number = click.argument("number", metavar="NUMBER", callback=_international)


@number.command("connect")
@_number
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def connect(number: str, dry_run: bool) -> None:
    """Let calls to NUMBER (+32...) be answered by this hotline, and by its fallback when it is
    down.
    """
    api, settings = the_api(), _reachable(the_hotline().settings)
    found = api.number(number)
    differing = changes(found, settings)
    if differing and not dry_run:
        api.change(found, differing)
    click.echo("\n".join(_told(found, differing, settings, dry_run=dry_run)))


@number.command("show")
@_number
def show(number: str) -> None:
    """How calls to NUMBER (+32...) are answered, and what `connect` would change."""
    settings = _reachable(the_hotline().settings)
    found = the_api().number(number)
    differing = changes(found, settings)
    for name, value in found.settings.items():
        wanted = (
            f"   (connect would set: {differing[name] or 'nothing'})" if name in differing else ""
        )
        click.echo(f"  {VOICE_SETTINGS[name]:<22}{value or '-'}{wanted}")
    click.echo("\n".join(_remarks(found, settings)))
    click.echo(
        f"Differs in {len(differing)} settings: `flask number connect`."
        if differing
        else _in_order(found)
    )


def _reachable(settings: Settings) -> Settings:
    if not settings.public_url.startswith("https://"):
        raise click.ClickException(
            "set PUBLIC_URL to the https address at which the carrier reaches this hotline"
        )
    return settings


def _told(
    found: Number, differing: dict[str, str], settings: Settings, *, dry_run: bool
) -> Iterator[str]:
    for name, value in differing.items():
        yield f"  {VOICE_SETTINGS[name]}: {found.settings[name] or '-'} -> {value or '-'}"
    if "status_callback" in differing:
        yield "StatusCallback is cleared: the hotline keeps no call records, and lets nobody else keep them."
    yield from _remarks(found, settings)
    if not differing:
        yield _in_order(found)
    elif dry_run:
        yield f"{len(differing)} settings would change. Nothing was changed."
    else:
        yield f"{found.number} is connected ({len(differing)} settings changed). Call it."


def _remarks(found: Number, settings: Settings) -> Iterator[str]:
    if settings.fallback_url:
        return
    kept = found.settings["voice_fallback_url"]
    yield (
        f"FALLBACK_URL is not set, so VoiceFallbackUrl is left as it is: {kept}"
        if kept
        else "FALLBACK_URL is not set: when the server is down, callers hear the carrier's error message and nobody"
        " is rung. Set it to the address of the static fallback document, and connect again."
    )


def _in_order(found: Number) -> str:
    return f"{found.number} is connected to this hotline: nothing needs changing."
