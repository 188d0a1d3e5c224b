"""Requests to the carrier's API are repeated, but never where that could ring a line twice, and
fail in plain words.
"""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.http.response import Response

from routes.carriers import carrier_of
from routes.carriers.api import ApiError, CarrierApi
from routes.carriers.reach import Reach
from tests.conftest import HOTLINE_NUMBER, make_settings
from tests.routes.carriers.twilio_api.conftest import Run
from tests.routes.carriers.twilio_api.records import ACCOUNT, make_number, refused
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere

CENTRE = "+3250000002"
BUSY = refused(503, 20503)


@pytest.fixture
def http(carrier: Carrier) -> Elsewhere:
    carrier.numbers.append(make_number(HOTLINE_NUMBER))
    return Elsewhere(carrier)


@pytest.fixture
def api(http: Elsewhere, pauses: list[float]) -> CarrierApi:
    return carrier_of(make_settings(twilio_account_sid=ACCOUNT)).api(Reach(http, pauses.append))


def ring(api: CarrierApi) -> str:
    return api.ring(CENTRE, HOTLINE_NUMBER, "<Response/>", rings=20, lasts=60)


def refusal(act: Callable[[], object]) -> ApiError:
    with pytest.raises(ApiError) as caught:
        act()
    return caught.value


def test_every_request_is_given_ten_seconds(api: CarrierApi, http: Elsewhere) -> None:
    assert api.number(HOTLINE_NUMBER).number == HOTLINE_NUMBER
    assert http.limits == [10]


def test_a_carrier_that_is_asked_too_often_is_asked_again_when_it_says(
    api: CarrierApi, carrier: Carrier, pauses: list[float]
) -> None:
    carrier.faults += [refused(429, 20429, Retry_After="7"), refused(429, 20429)]
    assert api.number(HOTLINE_NUMBER).number == HOTLINE_NUMBER
    assert pauses == [7, 2]


def test_a_carrier_that_is_out_of_order_is_asked_four_times_with_growing_pauses(
    api: CarrierApi, carrier: Carrier, pauses: list[float]
) -> None:
    carrier.faults += [BUSY] * 4
    assert (
        "out of order (HTTP 503): try again later"
        in refusal(lambda: api.number(HOTLINE_NUMBER)).message
    )
    assert pauses == [1, 2, 4]
    assert len(carrier.asked) == 4


def test_the_fourth_try_is_good_enough(api: CarrierApi, carrier: Carrier) -> None:
    carrier.faults += [BUSY] * 3
    assert api.number(HOTLINE_NUMBER).number == HOTLINE_NUMBER


@pytest.mark.parametrize("wanted", ["3600", "soon", "-1", "²", ""])
def test_a_wish_that_cannot_be_granted_is_limited(
    api: CarrierApi, carrier: Carrier, pauses: list[float], wanted: str
) -> None:
    carrier.faults.append(refused(429, 20429, Retry_After=wanted))
    api.number(HOTLINE_NUMBER)
    assert pauses == [60 if wanted == "3600" else 1]


def test_silence_is_a_time_out_and_tried_again(carrier: Carrier, pauses: list[float]) -> None:
    carrier.numbers.append(make_number(HOTLINE_NUMBER))
    carrier.faults += [None] * 4
    impatient = Reach(Elsewhere(carrier, patience=0.05), pauses.append)
    api = carrier_of(make_settings(twilio_account_sid=ACCOUNT)).api(impatient)
    assert "does not answer (ReadTimeout)" in refusal(lambda: api.number(HOTLINE_NUMBER)).message
    assert pauses == [1, 2, 4]


def test_a_carrier_that_is_not_there_is_said_to_be_unreachable(pauses: list[float]) -> None:
    with Carrier() as gone:
        http = Elsewhere(gone)
    api = carrier_of(make_settings(twilio_account_sid=ACCOUNT)).api(Reach(http, pauses.append))
    assert "is this machine on the internet?" in refusal(lambda: api.number(HOTLINE_NUMBER)).message


@pytest.mark.parametrize("fault", [BUSY, refused(500, 20500), None])
def test_nobody_is_rung_twice_when_it_is_not_known_whether_they_were_rung(
    carrier: Carrier, pauses: list[float], fault: tuple[int, object, dict[str, str]] | None
) -> None:
    carrier.faults.append(fault)
    api = carrier_of(make_settings(twilio_account_sid=ACCOUNT)).api(
        Reach(Elsewhere(carrier, 0.2), pauses.append)
    )
    refusal(lambda: ring(api))
    assert len(carrier.asked) == 1
    assert pauses == []


def test_a_ring_that_was_refused_unprocessed_is_tried_again(
    api: CarrierApi, carrier: Carrier, pauses: list[float]
) -> None:
    """Twilio, error 20429: such a request was never processed."""
    carrier.faults.append(refused(429, 20429))
    assert ring(api) == carrier.calls[0]["sid"]
    assert (len(carrier.calls), pauses) == (1, [1])


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "check TWILIO_ACCOUNT_SID and the first TWILIO_AUTH_TOKEN"),
        (403, "is it suspended, or on trial?"),
        (404, "check the number, and TWILIO_ACCOUNT_SID"),
        (400, "error 21210): https://www.twilio.com/docs/api/errors/21210 says why"),
    ],
)
def test_a_refusal_says_what_to_do_and_is_final(
    api: CarrierApi, carrier: Carrier, pauses: list[float], status: int, says: str
) -> None:
    carrier.faults.append(refused(status, 21210, f"{CENTRE} is no good"))
    error = refusal(lambda: ring(api))
    assert says in error.message
    assert CENTRE not in error.message
    assert (error.status, pauses) == (status, [])


def test_a_wrong_token_is_refused(http: Elsewhere, carrier: Carrier) -> None:
    settings = make_settings(twilio_account_sid=ACCOUNT, twilio_auth_token="new, old")
    error = refusal(lambda: carrier_of(settings).api(Reach(http)).number(HOTLINE_NUMBER))
    assert error.status == 401
    assert "new" not in error.message


def test_the_first_of_several_tokens_is_used(http: Elsewhere) -> None:
    settings = make_settings(twilio_account_sid=ACCOUNT, twilio_auth_token="0123456789abcdef, old")
    assert carrier_of(settings).api(Reach(http)).number(HOTLINE_NUMBER)


def test_a_proxy_that_answers_instead_is_suspected(api: CarrierApi, carrier: Carrier) -> None:
    carrier.faults.append((200, "<html>Log in</html>", {}))
    assert "is a proxy in between?" in refusal(lambda: api.number(HOTLINE_NUMBER)).message


def test_a_number_that_only_contains_the_digits_is_another(api: CarrierApi) -> None:
    """The carrier's filter finds every number in which the given one occurs."""
    error = refusal(lambda: api.number(HOTLINE_NUMBER[:-1]))
    assert "is not a number of this account" in error.message


@pytest.mark.parametrize("missing", [{"twilio_account_sid": None}, {"twilio_auth_token": ()}])
def test_without_an_account_the_commands_say_what_they_need(
    run: Run, missing: dict[str, object]
) -> None:
    for words in (
        ("number", "show", HOTLINE_NUMBER),
        ("calls", "forget", "--older-than", "7d"),
        ("destinations", "verify"),
    ):
        result = run(*words, **missing)
        assert result.exit_code == 1
        assert "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN" in result.output


@pytest.mark.parametrize("scheme", ["signalwire", "telnyx"])
def test_another_carrier_is_not_mistaken_for_twilio(
    run: Run, carrier: Carrier, scheme: str
) -> None:
    result = run("number", "show", HOTLINE_NUMBER, signature_scheme=scheme)
    assert result.exit_code == 1
    assert "this hotline does not know" in result.output
    assert carrier.asked == []


class Canned:
    """An HTTP client with one answer."""

    def __init__(self, status: int, text: str) -> None:
        self.answer = Response(status, text, {"Retry-After": text})

    def request(self, *_: object, **__: object) -> Response:
        return self.answer


@given(
    st.integers(200, 599),
    st.one_of(
        st.text(max_size=20), st.recursive(st.none() | st.integers(), st.lists).map(json.dumps)
    ),
)
def test_whatever_comes_back_is_an_answer_or_an_api_error(status: int, text: str) -> None:
    reach = Reach(Canned(status, text), lambda _: None)
    try:
        told = int(reach.request("GET", "https://api.twilio.com/").status_code)
    except ApiError as error:
        told = error.status
    assert told == status
