"""`flask number`: how calls to an incoming number of the carrier are answered."""

import click

from ivr.numbers import international
from routes.call.hotline import the_hotline
from routes.carriers.api import Number
from routes.commands.carrier_api import ApiGroup, the_api
from routes.settings.settings import Settings
from routes.translations import counted

number = ApiGroup("number", help="Point a telephone number at this hotline.")


def _international(_context: click.Context, _which: click.Parameter, value: str) -> str:
    try:
        return international(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_number = click.argument("number", metavar="NUMBER", callback=_international)


@number.command("connect")
@_number
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def connect(number: str, dry_run: bool) -> None:
    """Let calls to NUMBER (+32...) be answered by this hotline, and by its fallback when it is
    down.
    """
    api = the_api()
    settings = _reachable(the_hotline().settings)
    found = api.number(number)
    differing = api.changes(found, settings)
    if differing and not dry_run:
        api.change(found, differing)
    for name, value in differing.items():
        click.echo(f"  {name}: {found.settings[name] or '-'} -> {value or '-'}")
    for name, value in differing.items():
        if reason := api.reason(name):
            click.echo(f"{name} is {'set' if value else 'cleared'}: {reason}.")
    _print_fallback(found, settings)
    if not differing:
        click.echo(_in_order(found))
    elif dry_run:
        click.echo(f"Would change {counted(len(differing), 'setting')}. Changed nothing.")
    else:
        changed = counted(len(differing), "setting")
        click.echo(f"{found.number} is connected: {changed} changed. Call it.")


@number.command("show")
@_number
def show(number: str) -> None:
    """How calls to NUMBER (+32...) are answered, and what `connect` would change."""
    settings = _reachable(the_hotline().settings)
    api = the_api()
    found = api.number(number)
    differing = api.changes(found, settings)
    for name, value in found.settings.items():
        wanted = ""
        if name in differing:
            wanted = f"   (connect would set: {differing[name] or 'nothing'})"
        click.echo(f"  {name:<22}{value or '-'}{wanted}")
    _print_fallback(found, settings)
    if differing:
        click.echo(
            f"Differs in {counted(len(differing), 'setting')}: run `flask number connect "
            f"{found.number}`."
        )
    else:
        click.echo(_in_order(found))


def _reachable(settings: Settings) -> Settings:
    if not settings.public_url.startswith("https://"):
        raise click.ClickException(
            "set PUBLIC_URL to the https address at which the carrier reaches this hotline"
        )
    return settings


def _print_fallback(found: Number, settings: Settings) -> None:
    """Without FALLBACK_URL, the number's own fallback stays as it is."""
    if settings.fallback_url:
        return
    if found.fallback:
        click.echo(f"FALLBACK_URL is not set, so the fallback is left as it is: {found.fallback}")
    else:
        click.echo(
            "FALLBACK_URL is not set: when the server is down, callers hear the carrier's error "
            "message and nobody is rung. Set it to the address of the static fallback document, "
            "and connect again."
        )


def _in_order(found: Number) -> str:
    return f"{found.number} is connected to this hotline: nothing needs changing."
