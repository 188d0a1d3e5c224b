"""Real processes follow the release that is live, and keep what they have where they cannot."""

import pytest

from tests.routes.releases.conftest import Desk, hears, until
from tests.routes.statistics.postgres import Postgres

OFFICE = "Mo-Fr 09:00-17:00; PH off"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_instances_follow_and_one_that_cannot_says_why(desk: Desk) -> None:
    elsewhere = desk.copy_of_files("elsewhere")
    file = elsewhere / "destinations.toml"
    line = 'lines = ["tel:+3250000002"]'
    other = 'lines = [{ uri = "tel:+3250000002", hours = "24/7" }]'
    assert line in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(line, other), "utf-8")
    with desk.server("one") as one, desk.server("two", files=elsewhere) as two:
        first = desk.publish(f"{desk.line('middle')}.hours", OFFICE)
        for server in (one, two):
            until(lambda: f'"release":{first.id}' in hears(server))  # noqa: B023
        second = desk.publish(f"{desk.line('north')}.hours", OFFICE)
        until(lambda: f'"release":{second.id}' in hears(one))
        until(lambda: any(instance.problem for instance in desk.instances()))
        assert f'"release":{first.id}' in hears(two)
        [problem] = [instance for instance in desk.instances() if instance.problem]
        assert problem.release == first.id
        assert 'it to "Mo-Fr 09:00-17:00; PH off", and is "24/7" now' in problem.problem
    with desk.server("one") as one, desk.server("two", files=elsewhere) as two:
        assert f'"release":{second.id}' in hears(one)
        assert f'"release":{first.id}' in hears(two), "a restart changes nothing"
        until(lambda: any(instance.problem for instance in desk.instances()))
        undone = desk.undo(second)
        for server in (one, two):
            until(lambda: f'"release":{undone.id}' in hears(server))  # noqa: B023
        until(lambda: not any(instance.problem for instance in desk.instances()))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_server_that_starts_hears_what_went_live_meanwhile_from_its_first_answer(
    desk: Desk,
) -> None:
    with desk.server("one") as server:
        first = desk.publish(f"{desk.line('middle')}.hours", OFFICE)
        until(lambda: f'"release":{first.id}' in hears(server))
    second = desk.publish(f"{desk.line('north')}.hours", OFFICE)
    with desk.server("one") as server:
        assert f'"release":{second.id}' in hears(server)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_without_a_desk_follows_that_of_another(desk: Desk) -> None:
    """It has no SECRET_KEY, and shares the database."""
    with desk.server("one", SECRET_KEY="") as server:
        assert "404" in server.get("/staff/") or "Not Found" in server.get("/staff/")
        release = desk.publish(f"{desk.line('middle')}.hours", OFFICE)
        until(lambda: f'"release":{release.id}' in hears(server))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_restart_needs_neither_the_database_nor_whole_files(
    desk: Desk, postgres: Postgres
) -> None:
    with desk.server("one", "--workers", "2", "--preload") as server:
        release = desk.publish(f"{desk.line('middle')}.hours", OFFICE)
        taken = [release.id] * 3  # by both workers, and by the process that forks them
        until(lambda: [one.release for one in desk.instances()] == taken)
        postgres.stop()
        assert f'"release":{release.id}' in hears(server)
    with desk.server("one") as server:
        assert f'"release":{release.id}' in hears(server)
    (desk.files / "destinations.toml").write_text("broken = [")
    with desk.server("one") as server:
        assert '"files":"lastgood"' in hears(server)
        assert f'"release":{release.id}' in hears(server)
        postgres.start()
        undone = desk.undo(release)
        until(lambda: f'"release":{undone.id}' in hears(server))
