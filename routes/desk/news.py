"""What changed for callers since yesterday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from routes.desk.change_words import subject, value_in_words, who
from routes.desk.dates import moment
from routes.desk.editing import moment_of
from routes.desk.telephone import CALLED
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.following import FOLLOWER
from routes.releases.rows import Release

SINCE = 86400
"""Seconds before now from which changes are news."""
MOST = 8


@dataclass(frozen=True, slots=True)
class News:
    """subject: what was changed. before, after: in words. who: who published it, and when."""

    subject: str
    before: str
    after: str
    who: str


def news(now: datetime) -> list[News]:
    """What went live since yesterday, the newest first. Raises DeskDown."""
    follower = FOLLOWER.find(CALLED.here())
    if follower is None:
        return []
    since = int(now.timestamp()) - SINCE

    def work(connection: Connection) -> tuple[list[Release], list[Change]]:
        return rows.all_releases(connection), rows.all_changes(connection)

    releases, changes = follower.store.do(work)
    known = {change.id: change for change in changes}
    by_id = {release.id: release for release in releases}
    found = []
    for release in releases:
        if release.live_at >= max(since, 1):
            before = by_id[release.parent].changes if release.parent in by_id else ()
            found += list(_of(release, before, known))
    return found[:MOST]


def _of(release: Release, before: tuple[int, ...], known: dict[int, Change]) -> Iterator[News]:
    when = moment(moment_of(release.live_at), datetime.now(UTC))
    made = [known[id_] for id_ in release.changes if id_ not in before]
    undone = [known[id_].inverse for id_ in before if id_ not in release.changes]
    for change in (*made, *undone):
        yield News(
            subject(change.entity),
            value_in_words(change.entity, change.before),
            value_in_words(change.entity, change.after),
            f"{who(release.by)}, {when}",
        )
