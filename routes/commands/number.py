"""`flask number`: an incoming number of the carrier, and how a call to it is answered."""

from collections.abc import Iterator

import click

from ivr.destinations import phonenumber_problem
from routes.call.hotline import the_hotline
from routes.carriers.api import CarrierApi, Number
from routes.commands.carrier_api import ApiGroup, the_api
from routes.settings.settings import Settings

number = ApiGroup("number", help="Point a telephone number at this hotline.")


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
    differing = api.changes(found, settings)
    if differing and not dry_run:
        api.change(found, differing)
    click.echo("\n".join(_told(api, found, differing, settings, dry_run=dry_run)))


@number.command("show")
@_number
def show(number: str) -> None:
    """How calls to NUMBER (+32...) are answered, and what `connect` would change."""
    settings, api = _reachable(the_hotline().settings), the_api()
    found = api.number(number)
    differing = api.changes(found, settings)
    for name, value in found.settings.items():
        wanted = (
            f"   (connect would set: {differing[name] or 'nothing'})" if name in differing else ""
        )
        click.echo(f"  {name:<22}{value or '-'}{wanted}")
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
    api: CarrierApi, found: Number, differing: dict[str, str], settings: Settings, *, dry_run: bool
) -> Iterator[str]:
    for name, value in differing.items():
        yield f"  {name}: {found.settings[name] or '-'} -> {value or '-'}"
    for name, value in differing.items():
        if reason := api.reason(name):
            yield f"{name} is {'set' if value else 'cleared'}: {reason}."
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
    if found.fallback:
        yield f"FALLBACK_URL is not set, so the fallback is left as it is: {found.fallback}"
    else:
        yield (
            "FALLBACK_URL is not set: when the server is down, callers hear the carrier's error "
            "message and nobody is rung. Set it to the address of the static fallback document, "
            "and connect again."
        )


def _in_order(found: Number) -> str:
    return f"{found.number} is connected to this hotline: nothing needs changing."
