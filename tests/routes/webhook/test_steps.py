"""The webhook answers signed requests with TwiML, and refuses other requests."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from ivr.nodes.languages import Languages
from ivr.tree import Tree
from routes.carriers.twilio import OVERRIDES
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, make_settings, whole
from tests.routes.requests import post, verbs
from tests.small.hotline import create_small_app


def test_a_call_begins_with_the_language_page(app: Flask, tree: Tree) -> None:
    page = tree.nodes["languages"]
    assert isinstance(page, Languages)
    gather, redirect = verbs(post(app, "/voice"))
    action = gather.attrib.pop("action")
    assert re.fullmatch(
        rf"{PUBLIC_URL}/voice/und/languages\?began=[0-9]{{1,5}}&keys=0#{OVERRIDES}", action
    )
    assert gather.attrib == {
        "actionOnEmptyResult": "true",
        "finishOnKey": "",
        "input": "dtmf",
        "numDigits": "1",
        "timeout": str(page.seconds),
    }
    assert [play.tag for play in gather] == ["Play"] * len(page.pages[0])
    assert redirect.text == action


def test_three_keys_lead_from_answer_to_the_centre(app: Flask, tree: Tree) -> None:
    post(app, "/voice")
    post(app, "/voice/und/languages", Digits="2")
    post(app, "/voice/nl/main", Digits="2")
    *_, dial = verbs(post(app, "/voice/nl/speak", Digits="1"))
    assert dial.tag == "Dial"
    assert dial.get("callerId") == HOTLINE_NUMBER
    assert dial.get("timeout") == str(tree.ringing.line - 5), "the carrier adds five seconds"
    assert [number.text for number in dial] == ["+3210000001"]


def test_a_withheld_number_is_welcome(app: Flask) -> None:
    for number in ("anonymous", "+266696687", "", "+32470000000"):
        assert verbs(post(app, "/voice", From=number))


def test_a_number_that_belongs_to_a_language_skips_the_page(clips: object) -> None:
    app = create_small_app(make_settings(language_numbers=f"{HOTLINE_NUMBER}=uk"))
    gather, _ = verbs(post(app, "/voice"))
    assert gather.get("action", "").startswith(f"{PUBLIC_URL}/voice/uk/main?")


def test_the_same_step_delivered_twice_is_the_same_for_the_caller(app: Flask) -> None:
    once, twice = (post(app, "/voice/nl/speak?attempt=2", Digits="1") for _ in range(2))
    assert once.data == twice.data


@pytest.mark.parametrize("url", ["/voice", "/voice/nl/main", "/voice/nl/main?attempt=2"])
def test_a_get_is_refused(app: Flask, url: str) -> None:
    assert app.test_client().get(url).status_code == 405


def test_an_oversized_request_is_refused(app: Flask) -> None:
    assert post(app, "/voice", Digits="1" * 40_000).status_code == 413


@pytest.mark.parametrize(
    "query", ["attempt=x", "attempt=-1", "attempt=", "part=1e9", "rung=99999", "region=paris"]
)
def test_a_query_that_the_hotline_does_not_write_any_more_still_helps(
    app: Flask, query: str
) -> None:
    """The query is signed, so the hotline wrote it before an update, and a caller is waiting."""
    assert "Dial" in [verb.tag for verb in verbs(post(app, f"/voice/nl/main?{query}", Digits="1"))]


@pytest.mark.parametrize(
    "path", ["/voice/nl/nowhere", "/voice/xx/main", "/voice/nl/whisper?destination=nobody"]
)
def test_a_step_that_does_not_exist_any_more_still_helps(app: Flask, path: str) -> None:
    """A tree may change while a call is under way: the caller is apologised to and put through."""
    document = post(app, path, Digits="1")
    tags = [verb.tag for verb in verbs(document)]
    assert tags == [] if "whisper" in path else "Dial" in tags


def test_what_is_not_a_form_is_silence(app: Flask) -> None:
    unsigned = create_small_app(make_settings(twilio_auth_token=()))
    response = unsigned.test_client().post(
        "/voice/nl/main", data=b"\xff\xfe{", content_type="application/json"
    )
    gather, _ = verbs(response)
    assert gather.get("action") == whole("/voice/nl/main?attempt=2")


@pytest.fixture(scope="module")
def unsigned(clips: object) -> FlaskClient:
    return create_small_app(make_settings(twilio_auth_token=())).test_client()


@given(
    path=st.sampled_from(
        ["main", "speak", "postcode", "danger", "person", "whisper", "signs", "languages", "nobody"]
    ),
    query=st.dictionaries(
        st.sampled_from(
            ["attempt", "part", "line", "rung", "chains", "region", "destination", "x"]
        ),
        st.one_of(
            st.integers(0, 1200).map(str),
            st.text(max_size=8),
            st.sampled_from(["brussels", "north"]),
        ),
    ),
    form=st.dictionaries(
        st.sampled_from(["Digits", "DialCallStatus", "DialBridged", "From", "To"]),
        st.text(max_size=12),
    ),
)
def test_no_request_makes_a_server_error(
    unsigned: FlaskClient, path: str, query: dict[str, str], form: dict[str, str]
) -> None:
    response = unsigned.post(f"/voice/fr/{path}", query_string=query, data=form)
    assert verbs(response) or b"<Response" in response.data
