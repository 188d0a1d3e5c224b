"""Refused requests are counted without a trace of them, and their cause is told."""

import json
import logging
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from app import application
from routes.call import refusals
from routes.call.hotline import HOTLINE
from routes.call.refusals import (
    FOLDER,
    IN_A_ROW,
    LOOKS,
    Cause,
    Refusals,
    Refused,
    RefusedLately,
)
from routes.carriers.twilio import Twilio
from routes.simulator.handset import Handset
from tests.conftest import PUBLIC_URL, TOKEN, make_settings
from tests.routes.requests import post
from tests.routes.webhook.refused import FORM, status
from tests.small.hotline import create_small_app, small_hotline


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_refusals_are_counted_and_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    hotline = replace(small_hotline(make_settings()), refusals=Refusals(None, clock))
    app = application(hotline)
    with caplog.at_level(logging.WARNING, "routes.call.refusals"):
        for _ in range(3):
            assert status(app, b"From=%2B32470123456", {}) == 403
        clock.now += 61
        status(app, b"From=%2B32470123456", {})
    mine = [record for record in caplog.records if record.name == "routes.call.refusals"]
    assert [record.args for record in mine] == [(1,), (3,)]
    assert "32470123456" not in caplog.text
    assert hotline.refusals.lately() == RefusedLately(4, Cause.STRANGERS)
    clock.now += 11 * 60
    assert hotline.refusals.lately() == RefusedLately(0, Cause.NOTHING)


def test_processes_that_share_a_folder_count_together(tmp_path: Path) -> None:
    now = time.time()
    other = tmp_path / FOLDER / "1.json"
    other.parent.mkdir()
    other.write_text(json.dumps({"refused": {str(int(now // 60)): {"unsigned": 5}}}))
    mine = Refusals(tmp_path, lambda: now)
    mine.add(Refused.UNSIGNED)
    assert mine.lately().count == 6
    assert Refusals(tmp_path, lambda: now).lately().count == 6, "as the doctor sees it"


def test_the_last_refusals_of_a_few_are_told_without_a_further_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "WRITES", 0.01)
    now = time.time()
    mine, others = Refusals(tmp_path, lambda: now), Refusals(tmp_path, lambda: now)
    for _ in range(3):
        mine.add(Refused.UNSIGNED)
    if mine._later._timer:
        mine._later._timer.join(60)
    assert others.lately().count == 3


def test_counts_of_processes_that_ended_long_ago_are_removed(tmp_path: Path) -> None:
    later = time.time()
    Refusals(tmp_path, lambda: later).add(Refused.UNSIGNED)
    later += 2 * 3600
    assert Refusals(tmp_path, lambda: later).lately().count == 0
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', "null", '{"refused": {"1": {"x": 1}}}'])
def test_a_broken_count_of_another_process_counts_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "1.json").write_text(content)
    assert Refusals(tmp_path).lately().count == 0


def test_a_folder_that_cannot_be_written_fails_no_request(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file, where a folder should be")
    mine = Refusals(tmp_path)
    mine.add(Refused.UNSIGNED)
    assert mine.lately().count == 0


def refused_at(app: Flask, url: str, key: str, **headers: str) -> None:
    """A request that was signed with this key, for this whole address."""
    validator = RequestValidator(key)
    signed = {"X-Twilio-Signature": validator.compute_signature(url, FORM), **headers}
    assert status(app, urlencode(FORM).encode(), signed) == 403


@pytest.fixture
def refusing() -> Flask:
    return create_small_app(make_settings(environment="production", allow_draft_languages="all"))


def cause(app: Flask) -> Cause:
    return HOTLINE.of(app).refusals.lately().cause


def test_requests_without_a_signature_are_of_strangers(refusing: Flask) -> None:
    status(refusing, b"", {})
    assert cause(refusing) is Cause.STRANGERS


def test_a_wrong_key_is_told_while_no_request_was_ever_accepted(refusing: Flask) -> None:
    refused_at(refusing, f"{PUBLIC_URL}/voice", TOKEN[::-1])
    assert cause(refusing) is Cause.KEY


@pytest.mark.parametrize("url", ["https://other.test/voice", "http://hotline.test:8080/voice"])
def test_another_address_than_public_url_is_told_apart_from_a_wrong_key(
    refusing: Flask, url: str
) -> None:
    """The host is that of the request, or that which a proxy says it was asked for."""
    host = url.split("/")[2]
    refused_at(refusing, url, TOKEN, **{"X-Forwarded-Host": host})
    assert cause(refusing) is Cause.ADDRESS


def test_http_instead_of_https_is_another_address(refusing: Flask) -> None:
    refused_at(refusing, f"http{PUBLIC_URL.removeprefix('https')}/voice", TOKEN)
    assert cause(refusing) is Cause.ADDRESS


@pytest.mark.parametrize("host", ["", "[::1", "a b", "host:99999", "x:y", "\u00e9", "a" * 3000])
def test_a_host_that_is_none_raises_nothing(refusing: Flask, host: str) -> None:
    url = f"{PUBLIC_URL}/voice"
    refused_at(refusing, url, TOKEN[::-1], **{"X-Forwarded-Host": host})
    assert cause(refusing) is Cause.KEY


def test_a_few_wrong_signatures_among_good_ones_are_of_strangers(refusing: Flask) -> None:
    assert post(refusing, "/voice").status_code == 200
    for _ in range(IN_A_ROW - 1):
        refused_at(refusing, f"{PUBLIC_URL}/voice", TOKEN[::-1])
    assert cause(refusing) is Cause.STRANGERS


def test_many_in_a_row_after_good_ones_may_be_a_changed_key(refusing: Flask) -> None:
    post(refusing, "/voice")
    for _ in range(IN_A_ROW):
        refused_at(refusing, f"{PUBLIC_URL}/voice", TOKEN[::-1])
    assert cause(refusing) is Cause.CHANGED
    post(refusing, "/voice/en/main", Digits="1")
    assert cause(refusing) is Cause.STRANGERS


def test_only_one_request_a_second_is_looked_at_closely(
    refusing: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Strangers could make refusals cost several steps each."""
    clock = Clock()
    HOTLINE.of(refusing).refusals._clock = clock
    looked: list[float] = []

    def look(*_: object) -> bool:
        looked.append(clock.now)
        return False

    monkeypatch.setattr(Twilio, "is_signed_elsewhere", look)
    for _ in range(5):
        refused_at(refusing, f"{PUBLIC_URL}/voice", TOKEN[::-1])
    assert len(looked) == 1
    clock.now += LOOKS
    refused_at(refusing, f"{PUBLIC_URL}/voice", TOKEN[::-1])
    assert len(looked) == 2


def test_what_the_hotline_signs_itself_proves_no_key(refusing: Flask) -> None:
    """The desk's telephone, and the doctor."""
    Handset(refusing).call()
    assert post(refusing, "/voice/check").status_code == 200
    refused_at(refusing, f"{PUBLIC_URL}/voice", TOKEN[::-1])
    assert cause(refusing) is Cause.KEY


def test_no_file_tells_when_a_request_was_accepted(tmp_path: Path) -> None:
    """Where few call, that would be a log of calls."""
    app = create_small_app(make_settings(state_directory=tmp_path))
    post(app, "/voice")
    assert not (tmp_path / FOLDER).exists()
    status(app, b"", {})
    post(app, "/voice")
    HOTLINE.of(app).refusals.lately()
    (note,) = (tmp_path / FOLDER).iterdir()
    kept = json.loads(note.read_text())
    assert sorted(kept) == ["accepted", "in_a_row", "refused"]
    assert (kept["accepted"], kept["in_a_row"]) == (True, 0)
