"""`flask staff`: invitations to the desk, its sessions and its log, and its translations."""

import csv
import sys
from dataclasses import replace
from datetime import UTC, datetime

import click
from flask.cli import AppGroup
from sqlalchemy import Connection

from routes.call.hotline import the_hotline
from routes.database.store import LONGEST_COMMAND, DeskDown, DeskStore, desk_store_of
from routes.desk import invitations
from routes.desk.actions import Action, end_all_sessions, entries, refused
from routes.desk.catalogues import update
from routes.desk.password import hash_of
from routes.desk.person import Person, Refused, add, change_roles, person_named
from routes.desk.roles import Role

_OPTIONS = {
    "roles": "Such as --role coordinator",
    "languages": "Such as --language sq",
}
"""Field of the page People -> what stands for it here."""
staff = AppGroup("staff", help="The desk for coordinators, under /staff.")


@staff.command("invite")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person may do. Several can be given. Needed for a new person.",
)
@click.option("--language", "languages", multiple=True, help="A language that a reviewer reads.")
def invite(name: str, roles: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """Invite a person to the desk: print a link that works once, for three days.

    A person who is there already gets a new way in; the one that they have ends when the link is
    used. With --role their roles are changed.
    """
    settings = the_hotline().settings
    if not settings.secret_key:
        raise click.ClickException("there is no desk yet: set SECRET_KEY, and restart the server")
    unknown = sorted(set(languages) - set(the_hotline().whole.offered))
    if unknown:
        raise click.ClickException(f"no language of this hotline: {', '.join(unknown)}")
    store = _store()
    now = store.now()
    chosen = frozenset(Role(role) for role in roles)

    def work(connection: Connection) -> tuple[Person, str]:
        person = person_named(connection, name)
        if person is None:
            person = add(connection, name, chosen, languages)
        elif chosen:
            change_roles(connection, now, "", person, chosen, languages)
            person = replace(person, roles=chosen, languages=languages)
        return person, invitations.invite(connection, now, "", person)

    try:
        person, token = store.do(work)
    except Refused as refused:
        option = _OPTIONS.get(refused.field)
        raise click.ClickException(f"{refused} {option or ''}".strip()) from refused
    except DeskDown as error:
        raise _no_answer(error) from error
    click.echo(f"The link for {person.name}. It works once, for three days:", err=True)
    click.echo(invitations.link(settings.public_url, token))


@staff.command("password", with_appcontext=False)
def password() -> None:
    """Ask for a new shared password, twice, and print the STAFF_PASSWORD_HASH to set. It opens the
    desk until a coordinator has a way in of their own (`flask staff invite`).
    """
    chosen = click.prompt(
        "The desk's new password", hide_input=True, confirmation_prompt="Once more", err=True
    )
    try:
        kept = hash_of(chosen)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"STAFF_PASSWORD_HASH='{kept}'")
    click.echo(
        "Set it and restart the server: a reload keeps the former one. Sessions that began with "
        "the former one end then.",
        err=True,
    )


@staff.command("log")
def print_log() -> None:
    """Print what the staff did, as CSV, the newest first. Of wrong log-ins there is a count for
    each hour.
    """
    store = _store()
    try:
        done = [(one.at, one.person, one.action, one.about) for one in entries(store)]
        wrong = [(one.at, "", "wrong log-ins", str(one.count)) for one in refused(store)]
    except DeskDown as error:
        raise _no_answer(error) from error
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(("when (UTC)", "who", "what", "about"))
    for at, *rest in sorted((*done, *wrong), key=lambda line: -line[0]):
        lines.writerow((f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}", *rest))


@staff.command("log-out")
def log_out() -> None:
    """End all sessions of the desk, for instance after a laptop was stolen. Everybody must log in
    again.
    """
    store = _store()
    try:
        ended = end_all_sessions(store, Action.ENDED_BY_COMMAND)
    except DeskDown as error:
        raise _no_answer(error) from error
    click.echo(
        f"Ended sessions: {ended}. Invite a person again whose password or passkey may be in other "
        "hands."
    )


def _store() -> DeskStore:
    """The desk's database. Raises ClickException where this command cannot reach it."""
    settings = the_hotline().settings
    store = desk_store_of(settings, LONGEST_COMMAND)
    if store.in_memory:
        raise click.ClickException(
            "the desk keeps its sessions in the memory of the server: set STATE_DIRECTORY or "
            "DATABASE_URL, for the server, too"
        )
    return store


def _no_answer(error: DeskDown) -> click.ClickException:
    return click.ClickException(
        f"the desk's database does not answer ({error}): is it up, and may this user write to it?"
    )


@staff.command("texts", with_appcontext=False)
def texts() -> None:
    """Update the translations of the desk from its pages (routes/desk/translations)."""
    changed = list(update())
    for name in changed:
        click.echo(f"{name} was updated: translate the empty texts.")
    if not changed:
        click.echo("The translations of the desk have every text.")
