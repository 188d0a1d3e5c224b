"""A process that fails while it takes a release: callers hear something, and it is told."""

from pathlib import Path

import pytest

from routes.releases.instances import all_instances
from tests.routes.releases.desk_of_small import Instance


@pytest.fixture
def here(clips: object, tmp_path: Path) -> Instance:
    return Instance(f"sqlite:///{tmp_path / 'statistics.sqlite'}", tmp_path / "state")


def publish(here: Instance) -> int:
    entity = f"destinations.middle.lines.{here.line('middle')}.hours"
    return here.publish(here.change(entity, "Mo-Fr 09:00-17:00; PH off")).id


def problems(here: Instance) -> list[str]:
    store = here.follower.store
    found = store.do(lambda connection: all_instances(connection, store.now()))
    return [instance.problem for instance in found]


def test_an_error_of_the_program_is_told_and_not_repeated_every_second(
    here: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []

    def build(live: int, *_: object) -> None:
        built.append(live)
        raise KeyError

    monkeypatch.setattr("routes.releases.opening.build", build)
    release = publish(here)
    assert [here.look() for _ in range(3)] == [0, 0, 0]
    assert built == [release]
    assert problems(here) == ["the program fails with KeyError: see its log"]


def test_a_release_that_cannot_be_kept_is_heard_all_the_same(
    here: Instance, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("routes.releases.taking.make_current", full)
    release = publish(here)
    assert here.look() == release
    assert problems(here) == [""]
    assert f"release {release} cannot be kept, so a restart needs the database" in caplog.text


def test_a_database_that_is_back_is_followed_without_a_pause(
    here: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages do not ask for a while after a failure. Nobody waits for this thread."""

    def away(*_: object) -> None:
        raise OSError("it is away")

    release = publish(here)
    with monkeypatch.context() as patch:
        patch.setattr(here.follower.store, "_transaction", away)
        assert here.look() == 0
    assert here.look() == release
    assert problems(here) == [""], "a page asks again, too"
