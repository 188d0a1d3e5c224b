"""The doctor's check of the database."""

from pathlib import Path

import pytest

from routes.doctor.database import check_database
from tests.routes.doctor.conftest import Good, MakeApp


@pytest.mark.parametrize(
    ("url", "level", "said"),
    [
        (None, "warning", "nothing is counted: set DATABASE_URL"),
        ("off", "good", "nothing is counted, since DATABASE_URL is off"),
        ("sqlite:///{}/statistics.sqlite", "good", "statistics arrive in the database"),
        (
            "sqlite:////dev/null/statistics.sqlite",
            "warning",
            "statistics cannot be written (FileExistsError)",
        ),
        (
            "postgresql://user:secret@127.0.0.1:1/name",
            "warning",
            "statistics cannot be written (OperationalError)",
        ),
    ],
)
def test_a_database_is_missing_off_good_or_gone(
    good: Good, make_good: MakeApp, tmp_path: Path, url: str | None, level: str, said: str
) -> None:
    good.app = make_good(database_url=url.format(tmp_path) if url else None)
    [(found, message)] = good.results(check_database)
    assert found == level
    assert message.startswith(said)
    assert "secret" not in message
