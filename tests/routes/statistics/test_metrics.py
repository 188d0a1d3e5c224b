"""GET /metrics: what Prometheus reads, and who may read it."""

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from routes.call.hotline import HOTLINE
from routes.call.refusals import Refused
from routes.simulator.handset import Handset
from routes.statistics.cells import EVER, Cell, Counts
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
    assert statistics.flush(60)
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


def add(app: Flask, counts: dict[Cell, int]) -> None:
    store = STATISTICS.of(app).store
    assert store is not None
    store.add(Counter(counts))


def test_a_single_call_moves_nothing(counted: Flask) -> None:
    """It was a rehearsal; real ones are treated alike."""
    assert samples(counted) == {
        ("wayout_statistics_up", ""): 1,
        ("wayout_refused_requests", ""): 0,
        ("wayout_flood", ""): 0,
        **{
            (f"wayout_{name}_total", rehearsal): 0
            for name in ("calls", "reached", "failed_steps", "lost_steps")
            for rehearsal in ("true", "false")
        },
    }


def test_calls_are_rounded_to_tens(counted: Flask) -> None:
    add(counted, {Cell(EVER, False, "calls"): 124, Cell(EVER, False, "reached"): 15})
    found = samples(counted)
    assert found["wayout_calls_total", "false"] == 120
    assert found["wayout_reached_total", "false"] == 20


def test_failures_are_told_exactly_and_at_once(counted: Flask) -> None:
    add(counted, {Cell(EVER, False, "failed"): 3, Cell(EVER, False, "lost"): 1})
    HOTLINE.of(counted).refusals.add(Refused.UNSIGNED)
    found = samples(counted)
    assert found["wayout_failed_steps_total", "false"] == 3
    assert found["wayout_lost_steps_total", "false"] == 1
    assert found["wayout_refused_requests", ""] == 1


def test_it_tells_neither_of_languages_nor_of_nodes_nor_of_destinations(counted: Flask) -> None:
    """Read every few seconds, they would follow a single caller."""
    page = get(counted).text
    assert {label for family in text_string_to_metric_families(page) for one in family.samples
            for label in one.labels} == {"rehearsal"}  # fmt: skip
    assert not [word for word in ("nl", "speak", "main", "asa") if word in page.split("_")]


@pytest.mark.parametrize(
    "authorization",
    [None, "", TOKEN, "Bearer", "Bearer 0123456789abcdeF", f"Basic {TOKEN}", "Bearer é"],
)
def test_without_the_token_nothing_is_read(counted: Flask, authorization: str | None) -> None:
    answer = get(counted, authorization)
    assert (answer.status_code, b"wayout" in answer.data) == (401, False)


def test_without_a_token_there_is_no_such_page(clips: Path) -> None:
    assert get(create_small_app(make_settings())).status_code == 404


def test_a_database_that_is_gone_is_told_and_is_no_error(
    clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_small_app(
        make_settings(database_url="postgresql://user@127.0.0.1:1/name", metrics_token=TOKEN)
    )
    for _ in range(2):
        assert samples(app) == {
            ("wayout_statistics_up", ""): 0,
            ("wayout_refused_requests", ""): 0,
            ("wayout_flood", ""): 0,
        }
    assert caplog.text.count("the totals for /metrics cannot be read (OperationalError)") == 1


def test_a_database_that_is_read_but_not_written_is_not_up(
    counted: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: that figures can be read says nothing of those that should come."""
    writer = STATISTICS.of(counted).writer
    assert writer is not None

    def full(_counts: Counts) -> None:
        raise OSError

    monkeypatch.setattr(writer, "_write", full)
    monkeypatch.setattr(writer, "_arrived", None)
    found = samples(counted)
    assert found["wayout_statistics_up", ""] == 0
    assert found["wayout_calls_total", "true"] == 0
    monkeypatch.undo()
    assert STATISTICS.of(counted).flush(60)
