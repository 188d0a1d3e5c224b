"""`flask serve`: the whole hotline on this machine, for development."""

import signal
import sys

import click
from flask import Flask
from flask.cli import ScriptInfo, with_appcontext
from werkzeug.serving import make_server

from routes.call.hotline import Hotline, the_hotline
from routes.commands.audio import make_missing
from routes.database.store import has_desk
from routes.extension import this_app
from routes.releases.following import FOLLOWER
from routes.statistics.recorder import the_statistics


@click.command()
@click.option("--port", default=5000, show_default=True)
@with_appcontext
def serve(port: int) -> None:
    """Start the hotline on 127.0.0.1, with a telephone in the browser. For development."""
    hotline = the_hotline()
    if not hotline.settings.development:
        raise click.ClickException(
            "this server is for development: in production run gunicorn 'app:create_app()'"
        )
    try:
        make_missing(hotline)
    except click.ClickException as error:
        error.show()  # the hotline answers nevertheless, in the carrier's voice
    app = _app(hotline)
    try:
        server = make_server("127.0.0.1", port, app, threaded=True)
    except (OSError, SystemExit) as error:
        raise click.ClickException(
            f"port {port} is taken: choose another with `make run PORT=5001`"
        ) from error
    # SystemExit lets the process finish and write its counts; a signal alone does not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if problem := the_statistics().open():
        click.echo(f"Warning: {problem}", err=True)
    if follower := FOLLOWER.find(app):
        follower.start()
    click.echo(_addresses(hotline, port))
    server.serve_forever()


def _app(hotline: Hotline) -> Flask:
    """This application; a new one where new clips let the hotline offer a further language."""
    if hotline.tree.offered == hotline.whole.offered:
        return this_app()
    here = click.get_current_context().ensure_object(ScriptInfo)
    return ScriptInfo(app_import_path=here.app_import_path, create_app=here.create_app).load_app()


def _addresses(hotline: Hotline, port: int) -> str:
    settings = hotline.settings
    key = settings.carrier.keys_setting()
    signatures = "checked" if settings.carrier.signing_keys else f"not checked (no {key})"
    desk = ""
    if has_desk(settings):
        desk = f"  The desk:                      http://127.0.0.1:{port}/staff\n"
    return (
        f"\n  The hotline answers. Call it:  http://127.0.0.1:{port}/\n"
        f"{desk}"
        f"  In a terminal:                 make call\n"
        f"  The carrier's webhook:         http://127.0.0.1:{port}/voice   signatures: "
        f"{signatures}\n"
        f"  Stop with Ctrl-C.\n"
    )
