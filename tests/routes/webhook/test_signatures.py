"""Which requests count as signed by the carrier, and that others cost little."""

import base64
import hashlib
import hmac
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug import Request

from routes.carriers import CARRIERS
from tests.conftest import PUBLIC_URL, TOKEN, make_settings
from tests.routes.webhook.refused import FORM, status
from tests.small.hotline import create_small_app

SHARED_KEY = "fedcba9876543210fedcba9876543210"

RULE = {"X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}


def signature(url: str, fields: list[tuple[str, str]], key: str, algorithm: str = "sha1") -> str:
    """Twilio, "Validating requests": an HMAC over the URL and the sorted fields, in base64."""
    signed = PUBLIC_URL + url + "".join(name + value for name, value in sorted(fields))
    return base64.b64encode(hmac.digest(key.encode(), signed.encode(), algorithm)).decode()


@pytest.fixture
def app() -> Flask:
    return create_small_app(make_settings(twilio_shared_key=SHARED_KEY))


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


@pytest.mark.parametrize("carrier", sorted(CARRIERS))
def test_every_carrier_refuses_a_request_without_a_signature(carrier: str) -> None:
    public_key = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    keys = {"telnyx_public_key": public_key, "asterisk_key": TOKEN}
    given = {"signature_scheme": carrier, "signalwire_signing_key": TOKEN, **keys}
    assert status(create_small_app(make_settings(**given)), urlencode(FORM).encode(), {}) == 403
