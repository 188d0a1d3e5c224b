"""`flask desk`: the changes of the desk and their releases, at a terminal."""

from datetime import UTC, datetime
from getpass import getuser

import click
from flask.cli import AppGroup

from ivr.hours import BRUSSELS_TIME
from routes.commands.desk_publishing import (
    check_and_tell,
    listed,
    release_of,
    tell,
    the_publishing,
)
from routes.database.store import DeskDown
from routes.operations.opening import SHIPPED
from routes.releases import rows
from routes.releases.exporting import export as write_export
from routes.releases.exporting import export_sounds, remove_withdrawn
from routes.releases.instances import all_instances
from routes.releases.overlay import overlay
from routes.releases.publishing import NotConfirmed, NotTheSecond
from routes.releases.rows import State
from routes.translations import counted

SHOWN = 20
"""Releases that are listed."""


class DeskGroup(AppGroup):
    """Commands that need the desk's database."""

    def invoke(self, ctx: click.Context) -> object:
        """Tell in words when the database does not answer."""
        try:
            return super().invoke(ctx)
        except DeskDown as error:
            raise click.ClickException(
                f"the desk's database does not answer ({error}): is it up, and may this user "
                "write to it?"
            ) from error


desk = DeskGroup("desk", help="Changes that were made at the desk, and their releases.")
_by = click.option("--by", default=getuser, help="Your name; by default, of your account here.")


@desk.command("releases")
def releases() -> None:
    """List the newest releases, the drafts, and the instances that run now."""
    publishing = the_publishing()
    store = publishing.store

    made, drafts, instances = store.do(
        lambda connection: (
            rows.all_releases(connection),
            rows.drafts(connection),
            all_instances(connection, store.now()),
        )
    )
    for release in made[:SHOWN]:
        second = f", agreed by {release.second}" if release.second else ""
        at = datetime.fromtimestamp(release.at, UTC).astimezone(BRUSSELS_TIME)
        click.echo(
            f"{release.id}  {at:%Y-%m-%d %H:%M}  {release.state.value}  by {release.by}{second}"
        )
        for problem in release.problems:
            click.echo(f"    {problem.entity}: {problem.message}".replace("    : ", "    "))
    click.echo("\n".join(listed("Drafts:", drafts)) if drafts else "There are no drafts.")
    for instance in instances:
        told = f"CANNOT TAKE IT: {instance.problem}" if instance.problem else "runs"
        click.echo(f"{instance.id}: release {instance.release}, {told}")


@desk.command("publish")
@click.argument("drafts", nargs=-1, type=int, metavar="[DRAFT]...")
@_by
def publish(drafts: tuple[int, ...], by: str) -> None:
    """Publish these drafts, or all. A number is that of `flask desk releases`."""
    publishing = the_publishing()
    open_drafts = publishing.store.do(rows.drafts)
    chosen = [one for one in open_drafts if not drafts or one.id in drafts]
    if unknown := {*drafts} - {one.id for one in chosen}:
        raise click.UsageError(f"no draft has the number {min(unknown)}: see `flask desk releases`")
    if not chosen:
        raise click.ClickException("there are no drafts to publish")
    click.echo("\n".join(listed("Publishing:", chosen)))
    check_and_tell(publishing, publishing.begin([one.id for one in chosen], by))


@desk.command("agree")
@click.argument("release", type=int)
@click.option("--rung", is_flag=True, help="You have rung its new numbers yourself.")
@_by
def agree(release: int, rung: bool, by: str) -> None:
    """Agree to a release that waits for a second person, as that person."""
    publishing = the_publishing()
    waiting = release_of(publishing, release)
    if waiting.state is not State.WAITING:
        raise click.ClickException(
            f"release {release} does not wait for a second person: it is {waiting.state}"
        )
    try:
        tell(publishing.agree(waiting, by, rung_otherwise=rung))
    except NotTheSecond as error:
        raise click.ClickException(f"{by} cannot agree: {error}") from error
    except NotConfirmed as error:
        numbers = ", ".join(number.uri for number in error.numbers)
        raise click.ClickException(
            f"nobody has confirmed {numbers}: ring it from the desk, or yourself, and say --rung"
        ) from error


@desk.command("undo")
@click.argument("release", type=int, required=False)
@_by
def undo(release: int | None, by: str) -> None:
    """Publish what is live without what a release changed; by default, the one that is live."""
    publishing = the_publishing()
    chosen = release or publishing.store.do(rows.live_id)
    if not chosen:
        raise click.ClickException("no release is live: callers hear the files alone")
    undone = release_of(publishing, chosen)
    if not undone.live_at:
        raise click.ClickException(f"release {chosen} was never live")
    check_and_tell(publishing, publishing.undo(chosen, by))


@desk.command("export")
def export() -> None:
    """Write what is live into the files in git. Then they say the same, and the changes count no
    longer: commit the files, and reload the server. Voices that were withdrawn are removed.
    """
    publishing = the_publishing()
    _, changes = publishing.store.do(rows.live_changes)
    laid = overlay(publishing.base, changes)
    changed = list(write_export(publishing.base, laid, SHIPPED))
    masters = list(export_sounds(publishing.store, changes, laid, SHIPPED))
    for place in changed:
        click.echo(f"Wrote {place.name}.")
    if masters:
        click.echo(
            f"Wrote {counted(len(masters), 'master')} into audio/masters: run `flask audio build`."
        )
    withdrawn = remove_withdrawn(publishing.store, SHIPPED)
    if withdrawn:
        click.echo(
            f"Removed {counted(len(withdrawn), 'master')} of voices that were withdrawn. The "
            "history of git still has them."
        )
    if not (changed or masters or withdrawn):
        click.echo("The files say already what is live.")
    if laid.conflicts:
        told = "".join(f"\n  - {one}" for one in laid.conflicts)
        raise click.ClickException(
            f"{counted(len(laid.conflicts), 'change')} does not fit the files and was not written. "
            f"Edit the file, or run `flask desk import` to take what it says:{told}"
        )


@desk.command("import")
@_by
def import_(by: str) -> None:
    """Take the state of the files: publish what is live without the changes that they have by now,
    and without those that they contradict. Both are listed.
    """
    publishing = the_publishing()
    _, changes = publishing.store.do(rows.live_changes)
    laid = overlay(publishing.base, changes)
    contradicted = {one.change.entity: str(one) for one in laid.conflicts}
    gone = [one for one in changes if one in laid.absorbed or one.entity in contradicted]
    if not gone:
        click.echo(
            "The files have none of the live changes, and contradict none: nothing is taken."
        )
        return
    click.echo("\n".join(listed("The files have these changes already:", laid.absorbed)))
    for told in contradicted.values():
        click.echo(f"Dropped, because the files say something else: {told}")
    check_and_tell(publishing, publishing.without([one.id for one in gone], by))
