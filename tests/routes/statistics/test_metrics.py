"""GET /metrics: what Prometheus reads, and who may read it."""

from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from routes.simulator.handset import Handset
from routes.statistics.recorder import STATISTICS
from tests.conftest import make_settings
from tests.small.hotline import create_small_app

TOKEN = "0123456789abcdef"


@pytest.fixture
def counted(clips: Path, tmp_path: Path) -> Flask:
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    app = create_small_app(make_settings(clips_folder=clips, database_url=url, metrics_token=TOKEN))
    handset = Handset(app)
    handset.call()
    handset.press("221")
    handset.accepts()
    handset.conversation_ends()
    statistics = STATISTICS.of(app)
    assert statistics.flush()
    return app


def get(app: Flask, authorization: str | None = f"Bearer {TOKEN}") -> TestResponse:
    headers = {} if authorization is None else {"Authorization": authorization}
    with app.test_client() as client:
        return client.get("/metrics", headers=headers)


def samples(app: Flask) -> dict[tuple[str, str], float]:
    """Every sample: name and labels -> value, as Prometheus' own reader sees them."""
    families = text_string_to_metric_families(get(app).text)
    return {
        (one.name, " ".join(value for _, value in sorted(one.labels.items()))): one.value
        for family in families
        for one in family.samples
    }


def test_it_tells_of_calls_and_lines(counted: Flask) -> None:
    found = samples(counted)
    assert found["wayout_statistics_up", ""] == 1
    assert found["wayout_calls_total", "true"] == 1
    assert found["wayout_lines_total", "middle connected true"] == 1
    assert found["wayout_reached_total", "middle first true"] == 1


def test_buckets_add_up(counted: Flask) -> None:
    statistics = STATISTICS.of(counted)
    assert statistics.store is not None
    with statistics.store.engine.begin() as connection:
        for seconds, n in (("10", 2), ("60", 3), ("more", 1)):
            row = (False, "seconds", "north", seconds, n)
            connection.exec_driver_sql("INSERT INTO totals VALUES (?, ?, ?, ?, ?)", row)
    found = samples(counted)
    bounds = {"10.0": 2, "50.0": 2, "60.0": 5, "1800.0": 5, "+Inf": 6}
    assert {bound: found["wayout_seconds_to_person_bucket", bound] for bound in bounds} == bounds


def test_it_tells_neither_of_languages_nor_of_what_callers_listen_to(counted: Flask) -> None:
    """Read every few seconds, they would follow a single caller through the menus."""
    page = get(counted).text
    assert "nl" not in {value for _, labels in samples(counted) for value in labels.split()}
    assert "speak" not in page
    assert "main" not in page


@pytest.mark.parametrize(
    "authorization",
    [None, "", TOKEN, "Bearer", "Bearer 0123456789abcdeF", f"Basic {TOKEN}", "Bearer é"],
)
def test_whoever_has_not_the_token_reads_nothing(counted: Flask, authorization: str | None) -> None:
    answer = get(counted, authorization)
    assert (answer.status_code, b"wayout" in answer.data) == (401, False)


def test_without_a_token_there_is_no_such_page(clips: Path) -> None:
    assert get(create_small_app(make_settings())).status_code == 404


def test_a_database_that_is_gone_is_told_and_is_no_error(clips: Path) -> None:
    app = create_small_app(
        make_settings(database_url="postgresql://user@127.0.0.1:1/name", metrics_token=TOKEN)
    )
    assert samples(app) == {("wayout_statistics_up", ""): 0}
