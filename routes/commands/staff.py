"""`flask staff`: the desk's password, and its translations."""

import click
from flask.cli import AppGroup

from routes.desk.catalogues import update
from routes.desk.password import hash_of

staff = AppGroup("staff", help="The desk for coordinators, under /staff.")


@staff.command("password", with_appcontext=False)
def password() -> None:
    """Ask for a new password, twice, and print the STAFF_PASSWORD_HASH to set."""
    chosen = click.prompt(
        "The desk's new password", hide_input=True, confirmation_prompt="Once more", err=True
    )
    try:
        kept = hash_of(chosen)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"STAFF_PASSWORD_HASH='{kept}'")
    click.echo("Reload the hotline with this setting. All sessions of the desk end then.", err=True)


@staff.command("texts", with_appcontext=False)
def texts() -> None:
    """Update the translations of the desk from its pages (routes/desk/translations)."""
    changed = list(update())
    for name in changed:
        click.echo(f"{name} was updated: translate the empty texts.")
    if not changed:
        click.echo("The translations of the desk have every text.")
