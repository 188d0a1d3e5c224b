"""Where the hotline counts, and for how long figures are kept."""

import pytest

from routes.carriers import CARRIERS
from routes.settings.environment import read_settings
from tests.routes.settings.environment import GOOD, problems


@pytest.mark.parametrize(
    "url", ["mysql://user:hidden@db/name", "sqlite://", "sqlite:///:memory:", "hidden", "://"]
)
def test_a_database_that_nothing_can_be_counted_in_is_refused_unseen(url: str) -> None:
    found = problems(GOOD | {"DATABASE_URL": url})
    assert "DATABASE_URL: write sqlite:////folder/file.sqlite, or postgresql://" in found
    assert "hidden" not in found


@pytest.mark.parametrize(
    "url",
    ["postgres://db/name", "postgresql://u:p@db/name?sslmode=require", "sqlite:////a/b.sqlite"],
)
def test_a_database_can_be_a_file_or_a_postgresql_as_hosts_write_it(url: str) -> None:
    assert read_settings(GOOD | {"DATABASE_URL": url}, CARRIERS).database == url


@pytest.mark.parametrize("off", ["off", ""])
def test_statistics_can_be_switched_off(off: str) -> None:
    assert (
        read_settings({"ENVIRONMENT": "development", "DATABASE_URL": off}, CARRIERS).database
        is None
    )


def test_without_a_database_only_a_developers_machine_counts() -> None:
    """Development counts in a file that git ignores. Production counts only where a setting says
    so.
    """
    assert read_settings(GOOD, CARRIERS).database is None
    assert str(read_settings({"ENVIRONMENT": "development"}, CARRIERS).database).endswith(
        "/.cache/statistics.sqlite"
    )


@pytest.mark.parametrize("days", ["0", "-1", "61", "4000", "two years"])
def test_days_that_make_no_sense_are_refused(days: str) -> None:
    assert "STATISTICS_DAYS" in problems(GOOD | {"STATISTICS_DAYS": days})
