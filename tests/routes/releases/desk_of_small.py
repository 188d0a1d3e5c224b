"""The small hotline with a desk whose changes are published."""

from pathlib import Path

from flask import Flask

from routes.call.hotline import HOTLINE
from routes.database.store import DeskStore, seconds
from routes.releases import rows
from routes.releases.change import Value
from routes.releases.following import FOLLOWER, Follower
from routes.releases.overlay import value_in
from routes.releases.publishing import Publishing, publishing_of
from routes.releases.rows import Release
from tests.conftest import make_settings
from tests.small.hotline import create_small_app

ANNA, BEN = "Anna", "Ben"
KEY = "0123456789abcdef" * 2


class Instance:
    """One process that answers calls, without its thread: a test lets it look."""

    def __init__(self, url: str, state: Path | None) -> None:
        self.app: Flask = create_small_app(
            make_settings(database_url=url, state_directory=state, secret_key=KEY)
        )
        self.follower: Follower = FOLLOWER.of(self.app)

    @property
    def release(self) -> int:
        return HOTLINE.of(self.app).release

    @property
    def publishing(self) -> Publishing:
        return publishing_of(self.follower, self.app)

    def look(self) -> int:
        """Look at the pointer; the release that callers hear then."""
        self.follower.look()
        return self.release

    def line(self, destination: str, place: int = 0) -> str:
        """The id of a line."""
        ids = value_in(self.follower.base, f"destinations.{destination}.order")
        return str(ids[place])

    def change(self, entity: str, after: Value, by: str = ANNA) -> int:
        """Draft a change of what callers hear now."""
        before = self.publishing.value(entity)
        return draft(self.follower.store, entity, before, after, by)

    def publish(self, *drafts: int, by: str = ANNA) -> Release:
        return self.publishing.check(self.publishing.begin(drafts, by))


def draft(store: DeskStore, entity: str, before: Value, after: Value, by: str = ANNA) -> int:
    return store.do(
        lambda connection: rows.add_change(
            connection, entity, before, after, by, int(seconds()), "a test"
        )
    )
