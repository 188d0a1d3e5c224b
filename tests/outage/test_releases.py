"""What `make releases` is made of, and a short trial on the small hotline: a few releases, with an
instance that is killed, and a database that is stopped.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import make_settings
from tests.outage.balancers import Balancer, haproxy, installed, nginx
from tests.outage.instances import Instance
from tests.outage.releases import NAMES, Servers, environ, try_releases
from tests.outage.timeline import ALLOWED, Answer, Away, Move, Timeline
from tests.outage.traffic import THINKS
from tests.outage.trial import Plan
from tests.routes.statistics.postgres import Postgres
from tests.small.hotline import SMALL, small_clips, small_hotline


def heard(release: int, sent: float) -> Answer:
    return Answer("one", release, sent, sent + 0.1)


def test_a_release_may_be_heard_for_three_seconds_after_another_went_live() -> None:
    timeline = Timeline([Move(0, 0.0), Move(1, 10.0), Move(2, 20.0)])
    assert timeline.wrong([heard(0, 9.0), heard(0, 12.9), heard(1, 10.1), heard(1, 22.9)]) == []
    late = [heard(0, 13.1), heard(1, 23.5)]
    assert timeline.wrong(late) == late
    assert timeline.oldest(late) == 3.5
    early, unknown = heard(2, 12.0), heard(7, 12.0)
    assert timeline.wrong([early, unknown]) == [early, unknown]


def test_a_release_that_went_live_during_the_answer_may_be_heard() -> None:
    timeline = Timeline([Move(0, 0.0), Move(1, 10.0)])
    assert timeline.wrong([heard(1, 9.95)]) == []


def test_a_release_does_not_grow_old_while_the_database_is_away() -> None:
    timeline = Timeline([Move(0, 0.0), Move(1, 10.0)], [Away(11.0, 31.0)])
    assert timeline.age(0, 32.0, 32.1) == pytest.approx(2.0)
    assert timeline.wrong([heard(0, 30.0), heard(0, 32.9)]) == []
    assert timeline.oldest([heard(0, 33.5)]) > ALLOWED


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Three instances of the small hotline behind a shipped balancer, with one PostgreSQL."""
    balancer = next((one for one in (haproxy, nginx) if installed(one.__name__)), None)
    if balancer is None:
        pytest.skip("neither haproxy nor nginx is installed")
    clips = small_clips()
    files = tmp_path / "files"
    shutil.copytree(SMALL.tree.parent, files)
    shutil.copytree(SMALL.masters, files / "masters")
    with ExitStack() as stack:
        postgres = Postgres()
        stack.callback(postgres.remove)
        url = postgres.create("releases")
        instances = []
        for name in NAMES:
            given = environ(url, tmp_path / name)
            given |= {"CLIPS_FOLDER": str(clips), "SMALL_FILES": str(files)}
            one = Instance(
                tmp_path / f"{name}.log", 1, "tests.small.followed:create_app()", **given
            )
            one.begin()
            stack.callback(one.kill)
            instances.append(one)
        for one in instances:
            one.wait_until_up()
        proxy = stack.enter_context(Balancer(balancer, tmp_path, [one.port for one in instances]))
        yield Servers(postgres, url, instances, proxy.url)


def test_no_call_and_nothing_typed_is_lost_by_releases_kills_and_an_outage(
    servers: Servers, told: list[str]
) -> None:
    """How late an instance may be is measured by `make releases` alone: a busy machine is no
    defect. Here every instance ends on the release that is live.
    """
    plan = Plan(calls=8, releases=3, undos=1, kills=1, outages=1, seconds=1.0, rests=0.0)
    hotline = small_hotline(make_settings())
    trial = try_releases(plan, servers, hotline, THINKS)
    told += trial.report()
    assert (trial.published, trial.undone, trial.killed, trial.outages) == (3, 1, 2, 1)
    assert trial.traffic.counts["lost"] == trial.traffic.counts["not rung"] == 0
    assert trial.traffic.counts["calls"] >= plan.calls
    assert (trial.refused, trial.typed_lost) == (1, [])
    assert [ears.answers[-1].release for ears in trial.ears] == [4, 4, 4]
