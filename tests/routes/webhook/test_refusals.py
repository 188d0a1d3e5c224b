"""A request that the carrier did not sign costs little, and is counted without a trace of it."""

import base64
import hashlib
import hmac
import json
import logging
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug import Request

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
from routes.carriers import CARRIERS
from routes.carriers.twilio import Twilio
from routes.simulator.handset import Handset
from tests.conftest import PUBLIC_URL, TOKEN, make_settings
from tests.routes.requests import post
from tests.small.hotline import create_small_app, small_hotline

SHARED_KEY = "fedcba9876543210fedcba9876543210"
RULE = {"X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}
FORM = {"CallSid": "CA0", "Digits": "2"}


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def signature(url: str, fields: list[tuple[str, str]], key: str, algorithm: str = "sha1") -> str:
    """Twilio, "Validating requests": an HMAC over the URL and the sorted fields, in base64."""
    signed = PUBLIC_URL + url + "".join(name + value for name, value in sorted(fields))
    return base64.b64encode(hmac.digest(key.encode(), signed.encode(), algorithm)).decode()


@pytest.fixture
def app() -> Flask:
    return create_small_app(make_settings(twilio_shared_key=SHARED_KEY))


def status(app: Flask, body: bytes, headers: dict[str, str]) -> int:
    kind = "application/x-www-form-urlencoded"
    return (
        app.test_client()
        .post("/voice", data=body, headers=headers, content_type=kind, base_url=PUBLIC_URL)
        .status_code
    )


@pytest.mark.parametrize(
    "body",
    [
        "&".join(map(str, range(1500))).encode(),
        b"&" * 5000,
        urlencode([(f"f{number}", "") for number in range(101)]).encode(),
        b"%41=1",
        "\u00e9=1".encode(),
        b"a" * 65 + b"=1",
    ],
)
def test_a_form_that_no_carrier_writes_is_refused_before_it_is_parsed(
    app: Flask, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parsed, thirty kilobytes of fields kept a worker busy for as long as hundreds of steps."""
    right_shape = {"X-Twilio-Signature": "A" * 27 + "="}
    monkeypatch.setattr(Request, "_load_form_data", lambda _: pytest.fail("it was parsed"))
    assert status(app, body, right_shape) == 403


@pytest.mark.parametrize("written", ["", "A" * 28, "A" * 26 + "=", "A" * 43 + "=", "=" * 28])
def test_a_signature_of_another_shape_is_refused_before_anything_is_read(
    app: Flask, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Request, "get_data", lambda *_, **__: pytest.fail("it was read"))
    assert status(app, b"a=1", {"X-Twilio-Signature": written}) == 403


def test_as_many_fields_as_a_carrier_may_send_are_taken(app: Flask) -> None:
    fields = [(f"Sip-Header_X.{number}", "x" * 20) for number in range(100)]
    signed = {"X-Twilio-Signature": signature("/voice", fields, TOKEN)}
    assert status(app, urlencode(fields).encode(), signed) == 200


@pytest.mark.parametrize(
    ("key", "algorithm", "rule", "expected"),
    [
        (SHARED_KEY, "sha256", RULE, 200),
        (SHARED_KEY, "sha1", RULE, 403),
        (TOKEN, "sha256", RULE, 403),
        (TOKEN, "sha1", {}, 200),
        (SHARED_KEY, "sha1", {}, 403),
        (SHARED_KEY, "sha256", {}, 403),
        (SHARED_KEY, "md5", {next(iter(RULE)): "key=1,algorithm=HMAC_MD5"}, 403),
    ],
)
def test_a_shared_key_signs_with_sha_256_beside_the_token(
    app: Flask, key: str, algorithm: str, rule: dict[str, str], expected: int
) -> None:
    signed = signature("/voice", list(FORM.items()), key, algorithm)
    assert status(app, urlencode(FORM).encode(), {"X-Twilio-Signature": signed, **rule}) == expected


def test_every_document_has_the_same_length(app: Flask) -> None:
    """An observer of encrypted answers sees lengths, and would know the menu by them."""
    unsigned = create_small_app(make_settings(twilio_auth_token=()))
    urls = ("/voice", "/voice/en/main", "/voice/en/speak?attempt=2", "/voice/en/nowhere")
    lengths = {len(unsigned.test_client().post(url, data={"Digits": "1"}).data) for url in urls}
    assert lengths == {4096}


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


@pytest.mark.parametrize("carrier", sorted(CARRIERS))
def test_every_carrier_refuses_a_request_without_a_signature(carrier: str) -> None:
    public_key = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    keys = {"telnyx_public_key": public_key, "asterisk_key": TOKEN}
    given = {"signature_scheme": carrier, "signalwire_signing_key": TOKEN, **keys}
    assert status(create_small_app(make_settings(**given)), urlencode(FORM).encode(), {}) == 403
