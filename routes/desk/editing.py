"""Changing something at the desk: what it is now, what somebody has drafted, and a new draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread

from sqlalchemy import Connection

from routes.desk.actions import Action
from routes.desk.session import logged_in, note
from routes.desk.telephone import CALLED
from routes.releases import rows
from routes.releases.change import Change, Value, written
from routes.releases.entities import Entity, entity_of
from routes.releases.following import FOLLOWER
from routes.releases.instances import Instance, all_instances
from routes.releases.overlay import ReadFiles
from routes.releases.publishing import Publishing, publishing_of
from routes.releases.rows import Release


class ChangedMeanwhile(Exception):
    """Somebody else has changed the same thing since this person saw it. change: the newest one;
    None where it went live.
    """

    def __init__(self, change: Change | None) -> None:
        super().__init__()
        self.change = change


@dataclass(frozen=True, slots=True)
class Edited:
    """live: what callers hear. draft: the change that waits to be published, if any."""

    entity: str
    live: Value
    draft: Change | None

    @property
    def value(self) -> Value:
        """The value with which the form begins."""
        return self.draft.after if self.draft else self.live

    @property
    def seen(self) -> str:
        """What the form remembers of the value, to find out what others changed meanwhile."""
        return written(self.value)


def the_publishing() -> Publishing:
    """Publishing from the application of this desk."""
    app = CALLED.here()
    return publishing_of(FOLLOWER.of(app), app)


def edited(entities: Iterable[str]) -> dict[str, Edited]:
    """What these entities are now. Raises DeskDown and NoSuchEntity."""
    publishing = the_publishing()
    files = ReadFiles(publishing.content())
    drafts = {one.entity: one for one in publishing.store.do(rows.drafts)}
    return {name: Edited(name, files.read(name), drafts.get(name)) for name in entities}


def drafted() -> list[tuple[Entity, Change]]:
    """Every draft, and what it is of. Raises DeskDown."""
    drafts = the_publishing().store.do(rows.drafts)
    return [(entity_of(draft.entity), draft) for draft in drafts]


def save(entity: str, seen: str, after: Value, why: str = "") -> bool:
    """Keep a draft; whether there was something to keep. seen: what the person saw before. Raises
    DeskDown, NoSuchEntity and ChangedMeanwhile.
    """
    [now] = edited([entity]).values()
    if written(after) == now.seen:
        return False
    if seen != now.seen:
        raise ChangedMeanwhile(now.draft)
    store, person = the_publishing().store, me()
    at = store.now()

    def work(connection: Connection) -> None:
        if written(after) == written(now.live) and now.draft:
            rows.drop_draft(connection, now.draft.id, person, at)
        else:
            rows.add_change(connection, entity, now.live, after, person, at, why.strip()[:500])

    note(Action.CHANGE, entity)
    store.do(work)
    return True


def me() -> str:
    """The name of the person who acts."""
    here = logged_in()
    return here.name if here else ""


def check_in_background(release: Release) -> None:
    """Check a release and let it go live in a thread, so that no page waits for it."""
    app = CALLED.here()
    follower = FOLLOWER.of(app)
    publishing = publishing_of(follower, app)

    def run() -> None:
        publishing.check(release)
        follower.look()

    Thread(target=run, name="publishing", daemon=True).start()


def behind() -> list[Instance]:
    """The processes that cannot take the release that is live. Raises DeskDown."""
    follower = FOLLOWER.find(CALLED.here())
    if follower is None:
        return []
    store = follower.store
    found = store.do(lambda connection: all_instances(connection, store.now()))
    return [instance for instance in found if instance.problem]


def moment_of(at: int) -> datetime:
    """A moment that is kept as seconds."""
    return datetime.fromtimestamp(at, UTC)
