"""Passkeys: what is signed counts once, for this desk, by a person who was there."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.routes.desk.conftest import ON_BOTH, Clock, Coordinator
from tests.routes.desk.device import Device
from tests.routes.desk.people import Someone, desk_without_shared_password

pytestmark = pytest.mark.usefixtures("clock")
WELCOME, REFUSED = 303, 403


@pytest.fixture
def app(url: str, clips: Path) -> Flask:
    """A desk to which Anna is invited."""
    return desk_without_shared_password(url)


@pytest.fixture
def link(app: Flask) -> str:
    invited = app.test_cli_runner().invoke(
        args=["staff", "invite", "Anna", "--role", "coordinator"]
    )
    return str(invited.stdout.splitlines()[-1])


@pytest.fixture
def anna(app: Flask, link: str) -> Someone:
    """In front of the page on which she chooses how to get in."""
    anna = Someone(app)
    assert anna.takes(link).status_code == WELCOME
    return anna


def options(someone: Coordinator, at: str) -> dict[str, Any]:
    """What the script of a page asks for."""
    answer = someone.post(f"/staff/{at}/challenge")
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.text)
    return found


def make(someone: Coordinator, device: Device) -> TestResponse:
    written = device.make(options(someone, "invitation"))
    return someone.post("/staff/invitation/passkey", credential=written)


def log_in(someone: Coordinator, device: Device) -> TestResponse:
    written = device.sign(options(someone, "log-in"))
    return someone.post("/staff/log-in/passkey", credential=written, page="/log")


@ON_BOTH
def test_a_passkey_opens_the_desk_in_any_browser(app: Flask, anna: Someone) -> None:
    device = Device()
    assert make(anna, device).status_code == WELCOME
    assert anna.is_in()
    other = Coordinator(app, address="192.0.2.2")
    answer = log_in(other, device)
    assert (answer.status_code, answer.headers["Location"]) == (WELCOME, "/staff/log")
    assert other.is_in()


def test_a_device_must_ask_who_holds_it(anna: Someone) -> None:
    asked = options(anna, "invitation")["authenticatorSelection"]
    assert (asked["userVerification"], asked["residentKey"]) == ("required", "required")
    answer = make(anna, Device(verifies=False))
    assert (answer.status_code, "The passkey did not arrive" in answer.text) == (400, True)
    assert make(anna, Device()).status_code == WELCOME, "the invitation was not used up"


@ON_BOTH
def test_what_was_signed_once_is_refused_again(app: Flask, anna: Someone) -> None:
    """Also with a copy of the cookie of that moment."""
    device = Device()
    make(anna, device)
    someone = Coordinator(app, address="192.0.2.2")
    written = device.sign(options(someone, "log-in"))
    cookie = someone.client.get_cookie("desk", path="/staff", domain="hotline.test")
    assert cookie is not None
    assert someone.post("/staff/log-in/passkey", credential=written).status_code == WELCOME
    thief = Coordinator(app, address="192.0.2.3")
    thief.client.set_cookie("desk", cookie.value, path="/staff", domain="hotline.test")
    assert thief.post("/staff/log-in/passkey", credential=written).status_code == REFUSED
    assert not thief.is_in()


def test_a_challenge_is_for_five_minutes(app: Flask, anna: Someone, clock: Clock) -> None:
    device = Device()
    make(anna, device)
    someone = Coordinator(app, address="192.0.2.2")
    written = device.sign(options(someone, "log-in"))
    clock.now += 300
    assert someone.post("/staff/log-in/passkey", credential=written).status_code == REFUSED


def test_another_site_gets_nobody_in(app: Flask, anna: Someone) -> None:
    """A page that only looks like the desk hands on what it was signed."""
    device = Device()
    make(anna, device)
    device.origin = "https://hotline.test.evil.example"
    assert log_in(Coordinator(app, address="192.0.2.2"), device).status_code == REFUSED


@ON_BOTH
def test_a_device_that_counts_backwards_was_copied(app: Flask, anna: Someone) -> None:
    device = Device()
    make(anna, device)
    device.count = 7
    assert log_in(Coordinator(app, address="192.0.2.2"), device).status_code == WELCOME
    device.count = 3
    assert log_in(Coordinator(app, address="192.0.2.3"), device).status_code == REFUSED


@pytest.mark.parametrize("written", ["", "{}", "null", "[]", '{"id": "x"}', "\x00", "9" * 5000])
def test_what_no_browser_sends_is_refused(app: Flask, anna: Someone, written: str) -> None:
    options(anna, "invitation")
    assert anna.post("/staff/invitation/passkey", credential=written).status_code == 400
    someone = Coordinator(app, address="192.0.2.2")
    options(someone, "log-in")
    answer = someone.post("/staff/log-in/passkey", credential=written)
    assert (answer.status_code, "No passkey of this desk was used" in answer.text) == (403, True)


def test_an_ended_person_and_a_replaced_passkey_get_in_no_more(app: Flask, anna: Someone) -> None:
    old, new = Device(), Device()
    make(anna, old)
    again = app.test_cli_runner().invoke(args=["staff", "invite", "Anna"])
    second = Someone(app, address="192.0.2.2")
    second.takes(str(again.stdout.splitlines()[-1]))
    assert make(second, new).status_code == WELCOME
    assert log_in(Coordinator(app, address="192.0.2.3"), old).status_code == REFUSED
    third = Coordinator(app, address="192.0.2.4")
    assert log_in(third, new).status_code == WELCOME


def test_a_passkey_that_is_somebody_elses_is_refused(app: Flask, anna: Someone) -> None:
    device = Device()
    make(anna, device)
    bert = Someone(app, address="192.0.2.2")
    bert.takes(anna.invites("Bert", "viewer"))
    assert make(bert, device).status_code == 400
    assert anna.is_in(), "and the desk is not taken for closed"
    assert make(bert, Device()).status_code == WELCOME


def test_without_an_invitation_there_is_nothing_to_sign(app: Flask, link: str) -> None:
    stranger = Coordinator(app, address="192.0.2.2")
    assert stranger.post("/staff/invitation/challenge").status_code == REFUSED
    for path in ("passkey", "password"):
        assert stranger.post(f"/staff/invitation/{path}").status_code == REFUSED


def test_challenges_are_limited_like_log_ins(app: Flask, link: str) -> None:
    stranger = Coordinator(app, address="192.0.2.2")
    codes = [stranger.post("/staff/log-in/challenge").status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
