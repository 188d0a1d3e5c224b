"""Disks that are full, and servers that cannot take what was published."""

import shutil
import time
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from routes.database.store import LONGEST_COMMAND, desk_store_of
from routes.doctor.disk import check_disk
from routes.doctor.finding import Case
from routes.doctor.releases import check_releases
from routes.releases.instances import Instance, keep_instance
from routes.settings.settings import Settings
from tests.conftest import make_settings
from tests.routes.desk.conftest import desk_settings
from tests.small.hotline import small_hotline

Usage = namedtuple("Usage", "total used free")


def case(settings: Settings) -> Case:
    return Case(small_hotline(settings), datetime.now(UTC), time.monotonic)


@pytest.mark.parametrize(("free", "level"), [(49, "problem"), (50, "good")])
def test_a_disk_that_is_nearly_full_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: str
) -> None:
    """The fullest of them counts."""
    full = tmp_path / "counts"
    full.mkdir()
    settings = make_settings(
        database_url=f"sqlite:///{full}/statistics.sqlite", state_directory=tmp_path
    )

    def usage(folder: Path) -> Usage:
        return Usage(1000, 1000 - free, free) if folder == full else Usage(1000, 0, 1000)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    [(found, message)] = check_disk(case(settings))
    assert found == level
    assert message.startswith(("4 percent of a disk", "5 percent or more"))


def test_without_a_folder_of_its_own_no_disk_is_looked_at() -> None:
    assert list(check_disk(case(make_settings(verified_file=None)))) == []


def test_a_server_that_cannot_take_the_release_is_found(url: str) -> None:
    settings = make_settings(**desk_settings(database_url=url))
    store = desk_store_of(settings, LONGEST_COMMAND)
    fine, ended = Instance("one 1 a", 4, "", store.now()), Instance("two 2 b", 3, "x", 0)
    store.do(lambda connection: keep_instance(connection, fine))
    store.do(lambda connection: keep_instance(connection, ended))
    assert [level for level, _ in check_releases(case(settings))] == ["good"]
    problem = "entry lines: it is gone"
    behind = Instance("two 2 b", 3, problem, store.now())
    store.do(lambda connection: keep_instance(connection, behind))
    [(level, message)] = check_releases(case(settings))
    assert level == "warning"
    assert message.startswith("the process two 2 b cannot take the release that is live, so its")
    assert "release 3: entry lines: it is gone. Mend that, or undo" in message


@pytest.mark.parametrize("url", ["off", "sqlite:////dev/null/x.sqlite"])
def test_without_a_desk_or_its_database_no_server_is_named(url: str) -> None:
    settings = make_settings(**desk_settings(database_url=url))
    assert list(check_releases(case(settings))) == []
    assert list(check_releases(case(make_settings()))) == []
