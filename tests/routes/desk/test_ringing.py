"""A new number is rung from the desk, and the person who picks up presses 1."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from routes.carriers.api import FINISHED
from routes.carriers.reach import REACH, Reach
from routes.database.store import DESK_STORE
from routes.operations import confirmation_calls
from routes.operations.confirmation_calls import CallState
from routes.operations.confirmed_lines import number_digest
from tests.conftest import make_settings
from tests.routes.carriers.twilio_api.callee import Callee
from tests.routes.carriers.twilio_api.records import ACCOUNT
from tests.routes.carriers.twilio_api.server import Carrier, Elsewhere
from tests.routes.desk.changing import Two, line_page, seen, uris, words
from tests.routes.desk.conftest import desk_in, desk_settings
from tests.small.hotline import create_small_app

ANTWERP = "tel:+3232011690"
DIGEST = number_digest(ANTWERP)
NUMBER = f"/staff/destinations/middle/numbers/{DIGEST}"


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as one:
        yield one


def instance(folder: Path, carrier: Carrier) -> Flask:
    """One process of a hotline with an account, whose database the others share."""
    settings = desk_settings(state_directory=folder, twilio_account_sid=ACCOUNT)
    app = create_small_app(make_settings(**settings))
    REACH.put(desk_in(app), Reach(Elsewhere(carrier), lambda _seconds: None))
    return app


@pytest.fixture
def app(clips: object, tmp_path: Path, carrier: Carrier) -> Flask:
    return instance(tmp_path, carrier)


@pytest.fixture
def two(app: Flask) -> Two:
    two = Two(app)
    where = line_page(two.anna)
    fields = seen(two.anna.get(where).text)
    assert two.anna.post(where, **fields, uri="03 201 16 90").status_code == 303
    return two


def wait_for_the_call() -> None:
    for thread in threading.enumerate():
        if thread.name == "test call":
            thread.join()


def test_a_line_leads_to_where_its_number_is_rung(two: Two) -> None:
    digest = number_digest("tel:+3210000001")
    link = f'<a href="/staff/destinations/middle/numbers/{digest}">Ring for a test'
    for page in ("/staff/", "/staff/destinations"):
        assert link in two.anna.get(page).text


def test_a_number_is_rung_on_one_server_and_confirmed_on_another(
    app: Flask, two: Two, carrier: Carrier, tmp_path: Path
) -> None:
    other = instance(tmp_path, carrier)

    def picks_up(document: str) -> str:
        assert "Somebody has picked up" in two.anna.get(NUMBER).text
        Callee(other, document).press("1")
        Callee(other, document).press("1")  # what was answered before counts no more
        return "completed"

    carrier.picks_up = picks_up
    waiting = two.publish()
    assert "Ring it: callers use it when the person who picks up has pressed 1" in words(waiting)
    assert 'name="rung"' not in waiting
    [release] = re.findall(r"/staff/changes/releases/(\d+)/withdraw", waiting)
    two.ben.post(f"/staff/changes/releases/{release}/agree", rung="1")
    assert "I have checked it" not in two.ben.get("/staff/changes").text, "no way around it"
    assert two.ben.post(NUMBER).status_code == 303
    wait_for_the_call()
    assert [call["to"] for call in carrier.calls] == [ANTWERP.removeprefix("tel:")]
    assert "The person who picked up pressed the key, today at" in two.ben.get(NUMBER).text
    two.agree(two.ben.get("/staff/changes").text)
    assert uris(app) == [ANTWERP]
    assert "Confirmed on" in two.anna.get("/staff/destinations").text
    assert "had a number rung for a test" in two.anna.get("/staff/log").text


@pytest.mark.parametrize(("status", "told"), [
    ("completed", "nobody pressed the key"),
    ("busy", "It was busy"),
    ("no-answer", "Nobody picked up"),
    ("failed", "Look whether the number is right"),
])  # fmt: skip
def test_every_other_end_says_what_to_do(
    two: Two, carrier: Carrier, status: str, told: str
) -> None:
    carrier.picks_up = lambda _document: status
    two.anna.post(NUMBER)
    wait_for_the_call()
    page = two.anna.get(NUMBER).text
    assert told in page
    assert "Ring it now" in page
    assert "Not confirmed" in two.anna.get("/staff/changes").text


def test_a_carrier_that_refuses_is_told(two: Two, carrier: Carrier) -> None:
    carrier.faults.append((400, {"code": 21215}, {}))
    two.anna.post(NUMBER)
    wait_for_the_call()
    assert "refused to ring it" in two.anna.get(NUMBER).text


def test_a_number_that_rings_is_not_rung_twice(two: Two, app: Flask, carrier: Carrier) -> None:
    store = DESK_STORE.of(desk_in(app))
    assert confirmation_calls.place(store, "middle", DIGEST)
    two.anna.post(NUMBER)
    wait_for_the_call()
    assert carrier.calls == []
    page = two.anna.get(NUMBER).text
    assert "It rings now." in page
    assert 'http-equiv="refresh"' in page


def test_only_numbers_of_the_desk_are_rung(two: Two, carrier: Carrier) -> None:
    for place in (f"middle/numbers/{number_digest('tel:+33142000000')}", f"north/numbers/{DIGEST}"):
        assert two.anna.post(f"/staff/destinations/{place}").status_code == 404
    assert carrier.calls == []


def test_every_end_of_a_call_that_a_carrier_tells_has_a_state() -> None:
    assert {*FINISHED} <= {*CallState}
