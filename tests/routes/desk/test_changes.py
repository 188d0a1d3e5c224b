"""A coordinator changes who is called, and publishes it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from ivr.hours import BRUSSELS_TIME
from routes.call.hotline import HOTLINE
from routes.releases.following import FOLLOWER
from routes.releases.instances import Instance, keep_instance
from tests.conftest import make_settings
from tests.routes.desk.changing import line_page, rule, seen, wait_for_the_checks, words
from tests.routes.desk.conftest import Coordinator, desk_settings
from tests.small.hotline import create_small_app


@pytest.fixture
def changed_app(clips: object, tmp_path: Path) -> Flask:
    """A hotline of its own, since these tests change it."""
    return create_small_app(make_settings(**desk_settings(state_directory=tmp_path / "state")))


@pytest.fixture
def coordinator(changed_app: Flask) -> Coordinator:
    person = Coordinator(changed_app)
    assert person.log_in().status_code == 303
    return person


def publish_all(coordinator: Coordinator) -> None:
    """Publish the draft that there is, and wait for the background."""
    [draft] = re.findall(r'name="draft" value="(\d+)"', coordinator.get("/staff/changes").text)
    coordinator.post("/staff/changes/publish", draft=draft)
    wait_for_the_checks()


def hours(app: Flask) -> str:
    return HOTLINE.of(app).tree.destinations["middle"].lines[0].hours


def test_hours_are_changed_published_and_undone(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    where = line_page(coordinator)
    form = {**rule("Mo-Fr 09:00-17:00; PH off"), "why": "by telephone"}
    fields = seen(coordinator.get(where).text)
    assert coordinator.post(f"{where}/hours", **fields, **form).status_code == 303
    drafted = words(coordinator.get("/staff/changes").text)
    assert "Centre Middle, +32 10 00 00 01: opening hours" in drafted
    assert "not known: rung always → Monday to Friday, 9:00 to 17:00" in drafted
    assert "the shared password, today at" in drafted
    assert ": by telephone" in drafted
    own_page = words(coordinator.get(where).text)
    assert "the shared password has drafted: Monday to Friday, 9:00 to 17:00" in own_page
    assert hours(changed_app) == ""
    publish_all(coordinator)
    assert hours(changed_app) == "Mo-Fr 09:00-17:00; PH off"
    page = coordinator.get("/staff/changes").text
    assert "callers hear it" in page
    [undo] = re.findall(r'action="(/staff/changes/releases/\d+/undo)"', page)
    coordinator.post(undo)
    wait_for_the_checks()
    assert hours(changed_app) == ""
    logged = words(coordinator.get("/staff/log").text)
    assert "drafted a change: Centre Middle, +32 10 00 00 01: opening hours" in logged
    assert "took back a release" in logged


def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(
    coordinator: Coordinator,
) -> None:
    where = line_page(coordinator)
    fields = seen(coordinator.get(where).text)
    refused = coordinator.post(where, **fields, uri="112", why='a "reason"')
    assert refused.status_code == 400
    assert "does not connect a short number" in refused.text
    for typed in ("112", "a &#34;reason&#34;"):
        assert f'value="{typed}"' in refused.text
    assert re.search(
        r'id="uri"[^>]+aria-invalid="true" aria-describedby="problem-uri"', refused.text
    )
    refused = coordinator.post(f"{where}/hours", **fields, **rule("Ma-Vr 9u-17u"))
    assert refused.status_code == 400
    assert "These are not opening hours. Do you mean Mo-Fr 09:00-17:00?" in refused.text
    assert 'value="Ma-Vr 9u-17u"' in refused.text
    assert "There are none." in coordinator.get("/staff/changes").text


def test_a_number_as_people_write_it_waits_for_a_second_person(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    where = line_page(coordinator)
    fields = seen(coordinator.get(where).text)
    assert coordinator.post(where, **fields, uri="03/201.16.90").status_code == 303
    publish_all(coordinator)
    page = coordinator.get("/staff/changes").text
    assert "waits for a second person" in page
    assert "The shared password is nobody's own" in words(page)
    assert "I have checked it" not in page
    [withdraw] = re.findall(r'action="(/staff/changes/releases/\d+/withdraw)"', page)
    agree = withdraw.replace("withdraw", "agree")
    assert coordinator.post(agree).status_code == 403
    coordinator.post(withdraw)
    assert "+32 3 201 16 90" in coordinator.get("/staff/changes").text
    assert HOTLINE.of(changed_app).release == 0


def test_a_line_is_closed_until_an_end(changed_app: Flask, coordinator: Coordinator) -> None:
    where = line_page(coordinator)
    fields = seen(coordinator.get(where).text)
    refused = coordinator.post(f"{where}/override", **fields, override="", to="")
    assert "Say until when" in refused.text
    end = (datetime.now(BRUSSELS_TIME) + timedelta(hours=15)).replace(second=0, microsecond=0)
    until = f"{end:%Y-%m-%dT%H:%M}"
    assert coordinator.post(f"{where}/override", **fields, override=until, to="").status_code == 303
    publish_all(coordinator)
    [line] = HOTLINE.of(changed_app).tree.destinations["middle"].lines
    now = datetime.now(UTC)
    assert (line.is_open(now), line.next_change(now)) == (False, end)
    assert "Closed until" in coordinator.get("/staff/destinations").text
    coordinator.post(f"{where}/override", **seen(coordinator.get(where).text), usual="1")
    publish_all(coordinator)
    [line] = HOTLINE.of(changed_app).tree.destinations["middle"].lines
    assert line.is_open(now)


def test_who_edits_the_same_thing_later_is_shown_what_the_first_one_wrote(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    where = line_page(coordinator)
    fields = seen(coordinator.get(where).text)
    other = Coordinator(changed_app, address="198.51.100.77")
    other.log_in()
    at = f"{where}/hours"
    assert other.post(at, **fields, kind="always").status_code == 303
    refused = coordinator.post(at, **fields, **rule("Mo-Fr 09:00-17:00"))
    assert refused.status_code == 400
    assert "changed this meanwhile to: day and night, every day." in refused.text
    assert 'value="Mo-Fr 09:00-17:00"' in refused.text
    again = coordinator.post(at, **seen(refused.text), **rule("Mo-Fr 09:00-17:00"))
    assert again.status_code == 303


def test_a_draft_is_dropped(coordinator: Coordinator) -> None:
    where = line_page(coordinator)
    fields = seen(coordinator.get(where).text)
    coordinator.post(f"{where}/hours", **fields, kind="always")
    [drop] = re.findall(
        r'action="(/staff/changes/\d+/drop)"', coordinator.get("/staff/changes").text
    )
    coordinator.post(drop)
    assert "There are none." in coordinator.get("/staff/changes").text


def test_a_line_that_is_not_there_is_not_found(coordinator: Coordinator) -> None:
    assert coordinator.get("/staff/destinations/middle/nothing").status_code == 404
    assert coordinator.get("/staff/destinations/nowhere/nothing").status_code == 404
    assert coordinator.post("/staff/changes/releases/99/undo").status_code == 404


def test_a_server_that_cannot_take_the_release_is_named_on_two_pages(
    changed_app: Flask, coordinator: Coordinator
) -> None:
    store = FOLLOWER.of(changed_app).store
    problem = Instance("elsewhere 7", 3, "a file cannot be written", store.now())
    store.do(lambda connection: keep_instance(connection, problem))
    for path in ("/staff/", "/staff/changes"):
        page = coordinator.get(path).text
        assert "Its callers hear the former one (number 3)." in page
        assert "elsewhere 7: a file cannot be written" in page
