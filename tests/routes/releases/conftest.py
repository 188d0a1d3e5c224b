"""A desk beside servers of the small hotline that follow it."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from routes.database.store import DeskStore, desk_address, seconds
from routes.operations.last_good import content_of
from routes.operations.opening import open_hotline
from routes.releases import rows
from routes.releases.change import Value
from routes.releases.instances import Instance, all_instances
from routes.releases.publishing import Publishing
from routes.releases.rows import Release, State
from tests.conftest import make_settings
from tests.routes.server import PATIENCE, Server
from tests.small.followed import copied_to, copy_files
from tests.small.hotline import small_clips

GUNICORN = (
    sys.executable,
    "-m",
    "gunicorn",
    "--bind",
    "127.0.0.1:{port}",
    "--threads",
    "4",
    "--no-control-socket",
)
FOLLOWED = "tests.small.followed:create_app()"


class Desk:
    """A coordinator's desk, in the process of the test. address: of the shared database."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder = address, folder
        self.files = self.copy_of_files("files")
        base = copied_to(self.files)
        settings = make_settings(clips_folder=small_clips(), database_url=address)
        work = folder / "desk"
        store = DeskStore(desk_address(settings))
        self.publishing = Publishing(
            store, dict(content_of(base)), open_hotline(settings, base), work
        )

    def copy_of_files(self, name: str) -> Path:
        """A copy of the small hotline's files."""
        return copy_files(self.folder / name)

    def server(self, name: str, *options: str, files: Path | None = None, **changes: str) -> Server:
        """An instance on a machine of its own, with a desk's database that all share. changes: of
        its settings.
        """
        environ = {
            "ENVIRONMENT": "development",
            "DATABASE_URL": self.address,
            "SECRET_KEY": "0123456789abcdef" * 2,
            "STATE_DIRECTORY": str(self.folder / name),
            "CLIPS_FOLDER": str(small_clips()),
            "SMALL_FILES": str(files or self.files),
        }
        return Server(
            *GUNICORN,
            *options,
            FOLLOWED,
            **environ | changes,
        )

    def line(self, destination: str) -> str:
        """The name of the first line of a destination."""
        [id_, *_] = self.publishing.value(f"destinations.{destination}.order")
        return f"destinations.{destination}.lines.{id_}"

    def publish(self, entity: str, after: Value) -> Release:
        """Publish a change that needs no second person."""
        before, store = self.publishing.value(entity), self.publishing.store
        now = int(seconds())
        draft = store.do(
            lambda connection: rows.add_change(connection, entity, before, after, "Anna", now, "")
        )
        release = self.publishing.check(self.publishing.begin([draft], "Anna"))
        assert (release.state, release.problems) == (State.LIVE, ())
        return release

    def undo(self, release: Release) -> Release:
        return self.publishing.check(self.publishing.undo(release.id, "Ben"))

    def instances(self) -> list[Instance]:
        store = self.publishing.store
        return store.do(lambda connection: all_instances(connection, store.now()))


def hears(server: Server) -> str:
    """What /healthz says."""
    return server.get("/healthz").replace(" ", "")


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true, as long as a safety net allows."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)  # another process has no other way to tell


@pytest.fixture
def desk(clips: object, url: str, tmp_path: Path) -> Desk:
    return Desk(url, tmp_path)
