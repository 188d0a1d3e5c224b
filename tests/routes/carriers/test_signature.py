"""Only the carrier is answered: the schemes that sign address and form. These tests compute
signatures themselves, without the library.
"""

import base64
import hashlib
import hmac

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from routes.carriers.signalwire import SignalWire
from routes.carriers.twilio import Twilio
from tests.conftest import PUBLIC_URL, TOKEN, make_settings, whole
from tests.small.hotline import create_small_app

TWILIO = "X-Twilio-Signature"
SIGNALWIRE = "X-SignalWire-Signature"
FORM = {"CallSid": "CA0", "Digits": "2", "Caller": "Дзвінок & more"}


def sign(url: str, form: dict[str, str], key: str = TOKEN) -> str:
    """Twilio, "Validating requests": HMAC-SHA1 over the URL and the sorted fields, in base64."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(key.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def status(
    app: Flask,
    url: str,
    signature: str | None,
    form: dict[str, str],
    at: str = PUBLIC_URL,
    header: str = TWILIO,
) -> int:
    headers = {} if signature is None else {header: signature}
    return app.test_client().post(url, data=form, headers=headers, base_url=at).status_code


@pytest.fixture(scope="module")
def signalwire(clips: object) -> Flask:
    """A hotline on SignalWire that also knows a token of Twilio."""
    return create_small_app(
        make_settings(signature_scheme="signalwire", signalwire_signing_key="new, old")
    )


def test_a_signed_request_is_answered(app: Flask) -> None:
    url = "/voice/nl/main?attempt=2"
    assert status(app, url, sign(PUBLIC_URL + url, FORM), FORM) == 200


@given(
    st.dictionaries(st.text("abcAB.-_", min_size=1, max_size=5), st.text(max_size=5), max_size=6),
    st.text("abcdef", min_size=1, max_size=20),
)
def test_what_the_simulator_signs_is_what_the_carrier_signs(form: dict[str, str], key: str) -> None:
    signed = Twilio.model_validate({"twilio_auth_token": key}).sign(PUBLIC_URL, form)
    assert signed == {TWILIO: sign(PUBLIC_URL, form, key)}


def test_whether_the_overrides_are_signed_with_the_address_makes_no_difference(app: Flask) -> None:
    """The carrier gets them with every address and does not send them. Whether it signs them is not
    documented.
    """
    assert status(app, "/voice/nl/main", sign(whole("/voice/nl/main"), FORM), FORM) == 200
    assert (
        status(app, "/voice/nl/main", sign(PUBLIC_URL + "/voice/nl/main#rc=9", FORM), FORM) == 403
    )


@pytest.mark.parametrize(
    "signature", [None, "", "nonsense", sign(PUBLIC_URL + "/voice", FORM, "another token")]
)
def test_any_other_signature_is_refused(app: Flask, signature: str | None) -> None:
    assert status(app, "/voice", signature, FORM) == 403


def test_no_address_of_a_call_answers_anybody_else(app: Flask) -> None:
    """Each view checks the signature itself, so a new view could forget it."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/voice")]
    assert len(rules) >= 3
    for rule in rules:
        url = rule.rule.replace("<language>", "nl").replace("<node>", "main")
        assert rule.methods == {"POST"}
        assert status(app, url, None, FORM) == 403


def test_a_changed_field_is_refused(app: Flask) -> None:
    assert status(app, "/voice", sign(PUBLIC_URL + "/voice", FORM), FORM | {"Digits": "3"}) == 403


def test_a_changed_address_is_refused(app: Flask) -> None:
    signature = sign(PUBLIC_URL + "/voice/nl/main", FORM)
    assert status(app, "/voice/nl/main?region=brussels", signature, FORM) == 403


def test_it_is_the_public_address_that_counts_not_the_one_behind_the_proxy(app: Flask) -> None:
    """Behind a TLS proxy the scheme differs. Users report this failure most."""
    signature = sign(PUBLIC_URL + "/voice", FORM)
    assert status(app, "/voice", signature, FORM, at="http://10.0.0.7:8000") == 200


def test_percent_escapes_are_signed_as_they_were_sent(app: Flask) -> None:
    url = "/voice/nl/main?attempt=%32"
    assert status(app, url, sign(PUBLIC_URL + url, FORM), FORM) == 200


def test_two_tokens_are_good_while_one_is_rotated() -> None:
    app = create_small_app(make_settings(twilio_auth_token="new, old"))
    for token, expected in (("new", 200), ("old", 200), ("older", 403)):
        assert status(app, "/voice", sign(PUBLIC_URL + "/voice", FORM, token), FORM) == expected


def test_without_a_token_development_checks_nothing() -> None:
    app = create_small_app(make_settings(twilio_auth_token=()))
    assert status(app, "/voice", None, FORM) == 200


def test_a_refusal_tells_nothing(app: Flask) -> None:
    response = app.test_client().post("/voice", data=FORM)
    assert response.data == b"403 Forbidden\n"


@pytest.mark.parametrize("header", [SIGNALWIRE, TWILIO])
@pytest.mark.parametrize(
    ("key", "expected"), [("new", 200), ("old", 200), ("older", 403), (TOKEN, 403)]
)
def test_signalwire_signs_with_its_own_keys_in_either_header(
    signalwire: Flask, header: str, key: str, expected: int
) -> None:
    """SignalWire, "Webhook security": the project's signing key; its validators read both
    headers.
    """
    url = "/voice/nl/main?attempt=2"
    assert (
        status(signalwire, url, sign(PUBLIC_URL + url, FORM, key), FORM, header=header) == expected
    )


def test_signalwire_signs_address_and_form(signalwire: Flask) -> None:
    signature = sign(PUBLIC_URL + "/voice", FORM, "new")
    assert status(signalwire, "/voice", signature, FORM | {"Digits": "3"}, header=SIGNALWIRE) == 403
    assert status(signalwire, "/voice?x=1", signature, FORM, header=SIGNALWIRE) == 403
    assert status(signalwire, "/voice", None, FORM) == 403


def test_twilio_does_not_sign_in_the_header_of_signalwire(app: Flask) -> None:
    assert status(app, "/voice", sign(PUBLIC_URL + "/voice", FORM), FORM, header=SIGNALWIRE) == 403


HEADER_VALUES = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=90
)


@given(
    signature=HEADER_VALUES,
    header=st.sampled_from([*Twilio.signature_headers, *SignalWire.signature_headers]),
)
def test_no_header_whatever_raises_an_error(
    app: Flask, signalwire: Flask, signature: str, header: str
) -> None:
    for hotline in (app, signalwire):
        assert status(hotline, "/voice/nl/main", signature, FORM, header=header) == 403
