"""From a draft to what callers hear."""

from pathlib import Path

import pytest
from flask import Flask

from routes.call.clock import Clock
from routes.call.hotline import HOTLINE
from routes.releases import rows
from routes.releases.publishing import NotTheSecond
from routes.releases.rows import State
from routes.simulator.handset import Handset, Unanswered
from routes.simulator.simulated_carrier import AppCarrier
from tests.conftest import WORKING_HOURS
from tests.routes.releases.desk_of_small import ANNA, BEN, Instance


@pytest.fixture
def here(clips: object, tmp_path: Path) -> Instance:
    return Instance(f"sqlite:///{tmp_path / 'statistics.sqlite'}", tmp_path / "state")


def lines(app: Flask, destination: str) -> list[str]:
    return [line.uri for line in HOTLINE.of(app).tree.destinations[destination].lines]


def test_hours_go_live_after_the_checks_and_can_be_undone(here: Instance) -> None:
    entity = f"destinations.middle.lines.{here.line('middle')}.hours"
    release = here.publish(here.change(entity, "Mo-Fr 09:00-17:00; PH off"))
    assert (release.state, release.problems) == (State.LIVE, ())
    assert here.look() == release.id
    [line] = HOTLINE.of(here.app).tree.destinations["middle"].lines
    assert line.hours == "Mo-Fr 09:00-17:00; PH off"
    undone = here.publishing.check(here.publishing.undo(release.id, BEN))
    assert undone.state is State.LIVE
    assert here.look() == undone.id
    [line] = HOTLINE.of(here.app).tree.destinations["middle"].lines
    assert line.hours == ""
    again = here.publishing.check(here.publishing.undo(undone.id, BEN))
    assert here.look() == again.id
    [line] = HOTLINE.of(here.app).tree.destinations["middle"].lines
    assert line.hours == "Mo-Fr 09:00-17:00; PH off"


def test_a_number_waits_for_a_second_person(here: Instance) -> None:
    entity = f"destinations.middle.lines.{here.line('middle')}.uri"
    release = here.publish(here.change(entity, "tel:+3232011690"))
    assert release.state is State.WAITING
    assert here.look() == 0
    with pytest.raises(NotTheSecond):
        here.publishing.agree(release, ANNA)
    assert here.publishing.agree(release, BEN).second == BEN
    assert here.look() == release.id
    assert lines(here.app, "middle") == ["tel:+3232011690"]


def test_all_of_the_helpline_waits_for_a_second_person(here: Instance) -> None:
    entity = f"destinations.helpline.lines.{here.line('helpline')}.hours"
    assert here.publish(here.change(entity, "Mo-Fr 09:00-17:00")).state is State.WAITING


def test_every_problem_is_told_at_its_change_and_nothing_goes_live(here: Instance) -> None:
    hours = f"destinations.middle.lines.{here.line('middle')}.hours"
    uri = f"destinations.north.lines.{here.line('north')}.uri"
    release = here.publish(here.change(hours, "Ma-Vr 9u-17u"), here.change(uri, "112"))
    assert release.state is State.FAILED
    assert [one.entity for one in release.problems] == [hours, uri]
    assert "are not opening hours: write them such as" in release.problems[0].message
    assert "is a short code" in release.problems[1].message
    assert here.look() == 0


def test_two_drafts_of_the_same_thing_the_later_one_counts(here: Instance) -> None:
    entity = f"destinations.middle.lines.{here.line('middle')}.hours"
    here.change(entity, "24/7")
    later = here.change(entity, "Mo 09:00-10:00", BEN)
    assert [one.id for one in here.follower.store.do(rows.drafts)] == [later]


def test_who_publishes_beside_another_person_is_told_and_loses_nothing(here: Instance) -> None:
    first = here.change(f"destinations.middle.lines.{here.line('middle')}.hours", "24/7")
    second = here.change(f"destinations.north.lines.{here.line('north')}.hours", "24/7")
    slow = here.publishing.begin([first], ANNA)
    fast = here.publish(second, by=BEN)
    slow = here.publishing.check(slow)
    assert (fast.state, slow.state) == (State.LIVE, State.FAILED)
    assert "another release went live meanwhile" in slow.problems[0].message
    assert [one.id for one in here.follower.store.do(rows.drafts)] == [first]
    assert here.publish(first).state is State.LIVE


def test_a_call_goes_on_over_a_release(here: Instance) -> None:
    """The line that rings gets another number: the next one rings, and it counts for its centre."""
    handset = Handset(AppCarrier(here.app, Clock(WORKING_HOURS)))
    handset.call()
    for key in "121":
        handset.press(key)
    assert handset.ringing
    assert handset.ringing.uri == "tel:+3210000001"
    entity = f"destinations.middle.lines.{here.line('middle')}.uri"
    release = here.publishing.agree(here.publish(here.change(entity, "tel:+3232011690")), BEN)
    assert here.look() == release.id
    handset.ends(Unanswered.BUSY)
    assert handset.ringing.uri == "tel:+3271000004"
    fresh = Handset(AppCarrier(here.app, Clock(WORKING_HOURS)))
    fresh.call()
    for key in "121":
        fresh.press(key)
    assert fresh.ringing
    assert fresh.ringing.uri == "tel:+3232011690"
