"""What the commands of `flask desk` share: the desk's releases here, and how they are told."""

from collections.abc import Iterator, Sequence

import click

from routes.extension import this_app
from routes.releases.change import Change, written
from routes.releases.following import FOLLOWER
from routes.releases.publishing import Publishing, publishing_of
from routes.releases.rows import Release, State


def the_publishing() -> Publishing:
    """Publishing from here. Raises ClickException where there is no database of the desk."""
    app = this_app()
    follower = FOLLOWER.find(app)
    if follower is None or follower.store.in_memory:
        raise click.ClickException(
            "there is no desk's database here: set STATE_DIRECTORY or DATABASE_URL, for the "
            "server, too"
        )
    return publishing_of(follower, app)


def check_and_tell(publishing: Publishing, release: Release) -> None:
    """Check a release, and say what came of it. Raises ClickException for one that failed."""
    click.echo(f"Release {release.id}: checks and simulated calls in every language ...")
    tell(publishing.check(release))


def tell(release: Release) -> None:
    """Say whether a release is live or waits. Raises ClickException for one that failed."""
    if release.state is State.FAILED:
        told = "".join(f"\n  - {one.entity} {one.message}" for one in release.problems)
        raise click.ClickException(f"release {release.id} cannot go live:{told}")
    if release.state is State.WAITING:
        click.echo(
            f"Release {release.id} waits for a second person: `flask desk agree {release.id} "
            "--by NAME`, or at the desk."
        )
        return
    click.echo(f"Release {release.id} is live: every worker takes it within three seconds.")


def release_of(publishing: Publishing, id_: int) -> Release:
    """A release by its number. Raises ClickException when there is none."""
    try:
        return publishing.release(id_)
    except KeyError:
        raise click.ClickException(f"there is no release {id_}") from None


def listed(title: str, changes: Sequence[Change]) -> Iterator[str]:
    """The title, and a line a change."""
    yield title
    for one in changes:
        why = f" ({one.why})" if one.why else ""
        yield (
            f"  {one.id}  {one.entity}: {written(one.before)} -> {written(one.after)}, "
            f"by {one.by}{why}"
        )
