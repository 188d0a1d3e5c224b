"""Only Telnyx is answered. The keys and signatures here are made by openssl, not by the library."""

import shutil
import subprocess
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from routes.carriers.telnyx import signed_by_telnyx
from tests.conftest import PUBLIC_URL, make_settings
from tests.small.hotline import create_small_app

KEY = "AlChZOExMMLYUdz4+JIkf5PwdU+hnAaTfz70eZyPtso="
STAMP = "1770000000"
BODY = b"CallSid=v3%3A0&Digits=2"
SIGNATURE = (
    "aP/1i1KyH/ovo7laboQltIY7hsZODUkMxrYi3AYvgORoLnMpaPhV5+7agNTMzg9UzOWQrKcSDaeNSDyAD33HBA=="
)
"""`openssl pkeyutl -sign -rawin` over STAMP|BODY; KEY is the public half of the key."""


def is_signed(
    stamp: str = STAMP,
    signature: str = SIGNATURE,
    body: bytes = BODY,
    keys: tuple[str, ...] = (KEY,),
    late: float = 0,
) -> bool:
    """The signature above, with something changed, received so many seconds after it was made."""
    now = datetime.fromtimestamp(int(STAMP) + late, UTC)
    return signed_by_telnyx(stamp, signature, body, keys, now)


@dataclass(frozen=True)
class Account:
    """An account with a key, which can sign."""

    private: Path

    def _openssl(self, *arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], check=True, capture_output=True).stdout

    @classmethod
    def opened(cls, private: Path) -> "Account":
        account = cls(private)
        account._openssl("genpkey", "-algorithm", "ed25519", "-out", str(private))
        return account

    @property
    def key(self) -> str:
        """The public key as Telnyx shows it: the last 32 bytes of what openssl writes (RFC
        8410).
        """
        return b64encode(
            self._openssl("pkey", "-in", str(self.private), "-pubout", "-outform", "DER")[-32:]
        ).decode()

    def headers(self, body: bytes, stamp: int) -> dict[str, str]:
        """What Telnyx sends with this body at this time."""
        message = self.private.with_suffix(".message")
        message.write_bytes(f"{stamp}|".encode() + body)
        signature = self._openssl(
            "pkeyutl", "-sign", "-inkey", str(self.private), "-rawin", "-in", str(message)
        )
        return {
            "telnyx-timestamp": str(stamp),
            "telnyx-signature-ed25519": b64encode(signature).decode(),
        }


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> list[Account]:
    """Two accounts whose keys are accepted while a key is rotated, and one whose key is not."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl 3 makes these keys: install it")
    folder = tmp_path_factory.mktemp("keys")
    return [Account.opened(folder / name) for name in ("new", "old", "stranger")]


@pytest.fixture(scope="module")
def telnyx(clips: object, accounts: list[Account]) -> Flask:
    """A hotline on Telnyx."""
    new, old, _ = accounts
    return create_small_app(
        make_settings(signature_scheme="telnyx", telnyx_public_key=f"{new.key},{old.key}")
    )


def post(
    app: Flask, headers: dict[str, str], body: bytes = BODY, url: str = "/voice/nl/main"
) -> TestResponse:
    form = "application/x-www-form-urlencoded"
    return app.test_client().post(
        url, data=body, headers=headers, content_type=form, base_url=PUBLIC_URL
    )


def test_a_signed_request_is_answered_and_its_form_is_read(
    telnyx: Flask, accounts: list[Account]
) -> None:
    """The signature needs the raw body, the step needs the form."""
    response = post(telnyx, accounts[0].headers(BODY, int(time.time())))
    assert response.status_code == 200
    assert b'action="https://hotline.test/voice/nl/speak"' in response.data


def test_two_keys_are_good_while_one_is_rotated(telnyx: Flask, accounts: list[Account]) -> None:
    answers = [
        post(telnyx, account.headers(BODY, int(time.time()))).status_code for account in accounts
    ]
    assert answers == [200, 200, 403]


def test_a_changed_byte_of_the_body_is_refused(telnyx: Flask, accounts: list[Account]) -> None:
    headers = accounts[0].headers(BODY, int(time.time()))
    assert post(telnyx, headers, BODY.replace(b"=2", b"=3")).status_code == 403
    assert post(telnyx, headers, BODY + b"&").status_code == 403


def test_the_address_is_not_signed(telnyx: Flask, accounts: list[Account]) -> None:
    """Telnyx signs time and body alone, so the same signature is good at another address."""
    headers = accounts[0].headers(BODY, int(time.time()))
    assert post(telnyx, headers, url="/voice/nl/main?attempt=2").status_code == 200


@pytest.mark.parametrize("missing", ["telnyx-timestamp", "telnyx-signature-ed25519"])
def test_a_missing_header_is_refused(telnyx: Flask, accounts: list[Account], missing: str) -> None:
    headers = accounts[0].headers(BODY, int(time.time()))
    del headers[missing]
    assert post(telnyx, headers).status_code == 403


def test_an_old_request_is_refused(telnyx: Flask, accounts: list[Account]) -> None:
    assert post(telnyx, accounts[0].headers(BODY, int(time.time()) - 400)).status_code == 403


def test_an_oversized_request_is_refused_before_it_is_verified(telnyx: Flask) -> None:
    assert post(telnyx, {}, b"Digits=" + b"1" * 40_000).status_code == 413


def test_development_without_a_key_checks_nothing(clips: object) -> None:
    assert post(create_small_app(make_settings(signature_scheme="telnyx")), {}).status_code == 200


@pytest.mark.parametrize(
    ("late", "good"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)]
)
def test_a_time_stamp_may_differ_by_five_minutes(late: int, good: bool) -> None:
    assert is_signed(late=late) is good


def test_a_time_stamp_is_signed_too() -> None:
    assert not is_signed(stamp=str(int(STAMP) + 1))


@pytest.mark.parametrize(
    "stamp", ["", " ", f"{STAMP}.0", f"+{STAMP}", f" {STAMP}", "177000000²", "9" * 5000, "now"]
)
def test_what_is_no_number_of_seconds_is_no_time_stamp(stamp: str) -> None:
    assert not is_signed(stamp=stamp)


@pytest.mark.parametrize(
    "signature", ["", "=", SIGNATURE[:-1], f"{SIGNATURE}!", f"{SIGNATURE[:40]} {SIGNATURE[40:]}"]
)
def test_malformed_base64_is_no_signature(signature: str) -> None:
    assert not is_signed(signature=signature)


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_no_byte_of_the_body_can_be_changed(place: int, by: int) -> None:
    changed = bytearray(BODY)
    changed[place] ^= by
    assert not is_signed(body=bytes(changed))


@given(st.integers(0, 63), st.integers(1, 255))
def test_no_byte_of_the_signature_can_be_changed(place: int, by: int) -> None:
    changed = bytearray(b64decode(SIGNATURE))
    changed[place] ^= by
    assert not is_signed(signature=b64encode(changed).decode())


@given(st.text() | st.binary(max_size=80).map(lambda some: b64encode(some).decode()))
def test_no_signature_whatever_raises_an_error(garbage: str) -> None:
    assert not is_signed(signature=garbage)


@given(st.text() | st.text("0123456789"))
def test_no_time_stamp_whatever_raises_an_error(garbage: str) -> None:
    assert is_signed(stamp=garbage) is (garbage == STAMP)


def test_a_form_in_any_script_can_be_signed(telnyx: Flask, accounts: list[Account]) -> None:
    body = urlencode({"Digits": "2", "Caller": "Дзвінок & more"}).encode()
    assert post(telnyx, accounts[0].headers(body, int(time.time())), body).status_code == 200
