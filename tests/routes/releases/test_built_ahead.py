"""A release is built while it is checked, so that callers hear it as soon as it is live."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.step import Utterance
from routes.call.hotline import HOTLINE
from routes.releases import opening
from routes.releases.rows import Release, State
from tests.routes.releases.desk_of_small import ANNA, Instance


@pytest.fixture
def here(clips: object, tmp_path: Path) -> Instance:
    return Instance(f"sqlite:///{tmp_path / 'statistics.sqlite'}", tmp_path / "state")


@pytest.fixture
def release(here: Instance) -> Release:
    """A release that was built and is not live."""
    release = here.publishing.begin([here.change("texts.nl.goodbye", "Dag.")], ANNA)
    assert here.look() == 0
    return release


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, release: Release, here: Instance) -> list[int]:
    """The releases that are built from now on, without those of the checks."""
    numbers: list[int] = []
    build = opening.build

    def counted(number: int, *rest: object) -> opening.Built:
        numbers.append(number)
        return build(number, *rest)  # type: ignore[arg-type]

    assert here.publishing.check(release).state is State.LIVE
    monkeypatch.setattr(opening, "build", counted)
    return numbers


def test_it_stands_when_it_goes_live(here: Instance, release: Release, built: list[int]) -> None:
    assert here.look() == release.id
    assert built == []
    assert HOTLINE.of(here.app).text(Utterance("goodbye", "nl")).words == "Dag."


def test_it_is_built_anew_over_another_hotline(
    here: Instance, release: Release, built: list[int]
) -> None:
    """What callers hear may have become another one meanwhile, such as by a withdrawn voice."""
    HOTLINE.put(here.app, replace(HOTLINE.of(here.app)))
    assert here.look() == release.id
    assert built == [release.id]


def test_it_is_built_anew_where_another_worker_removed_its_files(
    here: Instance, release: Release, built: list[int]
) -> None:
    [folder] = (path for path in here.follower.folder.iterdir() if path.is_dir())
    shutil.rmtree(folder)
    assert here.look() == release.id
    assert built == [release.id]
    assert folder.is_dir()


def test_what_fails_its_checks_is_let_go(here: Instance, release: Release) -> None:
    here.publishing.withdraw(release)
    assert here.look() == 0
    assert here.follower._taker._ahead is None
