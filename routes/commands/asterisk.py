"""`flask asterisk`: the bridge between Asterisk and the hotline, and what its dialplan needs."""

import signal
import sys

import click
from flask.cli import with_appcontext

from routes.call.hotline import Hotline, the_hotline
from routes.carriers.asterisk.carrier import Asterisk
from routes.carriers.asterisk.dialplan import dialplan as dialplan_of
from routes.carriers.asterisk.leg import BadDocument, Bridge
from routes.carriers.asterisk.server import PORT, BridgeServer
from routes.carriers.asterisk.sounds import Sounds
from routes.carriers.asterisk.webhooks import Webhooks
from routes.operations.fallback import document
from routes.translations import counted

_PORT = click.option("--port", default=PORT, show_default=True, help="Where Asterisk finds it.")
_AT = click.option(
    "--hotline",
    "at",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Where the hotline itself answers, without the proxy.",
)


@click.group()
def asterisk() -> None:
    """A carrier of one's own: Asterisk (deploy/asterisk)."""


@asterisk.command()
@_PORT
@_AT
@with_appcontext
def serve(port: int, at: str) -> None:
    """Write the clips for Asterisk, then play calls until it is stopped."""
    hotline = the_hotline()
    bridge = _bridge(hotline, at)
    try:
        written = bridge.sounds.make_all()
        server = BridgeServer(bridge, port)
    except OSError as error:
        where = error.filename or f"port {port}"
        raise click.ClickException(f"{where} cannot be used: {error.strerror}") from error
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.tell("READY=1")
    click.echo(
        f"{counted(written, 'clip')} in {bridge.sounds.folder}. The bridge answers at "
        f"127.0.0.1:{server.server_address[1]}."
    )
    with server:
        server.serve_forever()


@asterisk.command()
@_PORT
@_AT
@with_appcontext
def dialplan(port: int, at: str) -> None:
    """Print extensions_hotline.conf: what callers hear when the hotline does not answer."""
    hotline = the_hotline()
    bridge = _bridge(hotline, at)
    try:
        told = dialplan_of(document(hotline, ""), bridge.sounds, bridge.number, port)
    except BadDocument as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be used: {error.strerror}") from error
    click.echo(told, nl=False)


def _bridge(hotline: Hotline, at: str) -> Bridge:
    settings = hotline.settings
    if not isinstance(settings.carrier, Asterisk):
        raise click.ClickException(
            "this hotline has another carrier: set SIGNATURE_SCHEME=asterisk and ASTERISK_KEY"
        )
    webhooks = Webhooks(settings.carrier, settings.public_url, at)
    sounds = Sounds(hotline.library, settings.carrier.asterisk_sounds, webhooks.clip)
    return Bridge(webhooks, sounds, settings.hotline_number)
