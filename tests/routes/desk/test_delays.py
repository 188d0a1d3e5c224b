"""Who guesses passwords must wait, and keeps nobody else out."""

import time

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from routes.desk import guard
from tests.conftest import make_settings
from tests.routes.desk.conftest import KEY, Coordinator, desk_settings
from tests.small.hotline import create_small_app


class Later:
    """The time of the whole process, moved into the future."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + self.seconds)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    return Later(monkeypatch)


def must_wait(answer: TestResponse) -> int:
    """For how many seconds; the page and the header say the same."""
    assert answer.status_code == 429
    seconds = int(answer.headers["Retry-After"])
    assert f"Try again in {seconds} second" in answer.text
    assert 'type="password"' in answer.text, "and the form is there"
    return seconds


def test_a_client_that_guesses_is_told_at_once_how_long_to_wait(
    fresh_app: Flask, later: Later
) -> None:
    guesser = Coordinator(fresh_app, address="192.0.2.7")
    assert {guesser.log_in("guess").status_code for _ in range(5)} == {403}
    seconds = must_wait(guesser.log_in())
    assert 50 <= seconds <= 60
    assert not guesser.is_in()
    assert Coordinator(fresh_app, address="192.0.2.8").log_in().status_code == 303
    later.seconds += seconds
    assert guesser.log_in().status_code == 303


def test_who_is_told_to_wait_and_tries_on_waits_no_longer(fresh_app: Flask, later: Later) -> None:
    guesser = Coordinator(fresh_app, address="192.0.2.7")
    for _ in range(80):
        answer = guesser.log_in("guess")
    later.seconds += must_wait(answer)
    assert guesser.log_in().status_code == 303


def guess_from_everywhere(app: Flask) -> list[int]:
    return [Coordinator(app, address=f"192.0.2.{n}").log_in("guess").status_code for n in range(60)]


def test_sixty_wrong_log_ins_keep_a_new_browser_waiting_for_seconds(
    fresh_app: Flask, later: Later
) -> None:
    assert guess_from_everywhere(fresh_app).count(429) == 40
    newcomer = Coordinator(fresh_app, address="203.0.113.5")
    seconds = must_wait(newcomer.log_in())
    assert seconds <= 10
    later.seconds += seconds
    assert newcomer.log_in().status_code == 303


def test_a_browser_that_was_in_before_waits_for_nobody(fresh_app: Flask) -> None:
    """Also in the network of the one who guesses."""
    coordinator = Coordinator(fresh_app, address="192.0.2.7")
    coordinator.log_in()
    coordinator.post("/staff/log-out")
    guess_from_everywhere(fresh_app)
    guesser = Coordinator(fresh_app, address="192.0.2.7")
    for _ in range(10):
        guesser.log_in("guess")
    assert must_wait(guesser.log_in())
    assert coordinator.log_in().status_code == 303


def test_a_browser_that_was_in_before_cannot_guess_without_end(fresh_app: Flask) -> None:
    """Its cookie may be stolen, and proves no password."""
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    coordinator.post("/staff/log-out")
    assert [coordinator.log_in("guess").status_code for _ in range(6)] == [403] * 5 + [429]
    assert not coordinator.is_in()


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "copied"])
def test_a_cookie_that_this_desk_has_not_signed_exempts_nobody(
    fresh_app: Flask, forged: str
) -> None:
    if forged == "copied":
        other = create_small_app(make_settings(**desk_settings(secret_key=KEY[::-1])))
        elsewhere = Coordinator(other)
        elsewhere.log_in()
        cookie = elsewhere.client.get_cookie("desk-browser", path="/staff", domain="hotline.test")
        assert cookie is not None
        forged = cookie.value
    guess_from_everywhere(fresh_app)
    stranger = Coordinator(fresh_app, address="203.0.113.5")
    stranger.client.set_cookie("desk-browser", forged, path="/staff", domain="hotline.test")
    assert must_wait(stranger.log_in())


def test_a_browser_is_known_for_half_a_year(fresh_app: Flask, later: Later) -> None:
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    for days, waits in ((179, False), (2, True)):
        later.seconds += days * 24 * 3600
        guess_from_everywhere(fresh_app)
        answer = coordinator.log_in("wrong")
        assert (answer.status_code == 429) is waits


@pytest.mark.parametrize("beside", ["127.0.0.1", "10.88.0.1", "fd00::1", ""])
def test_behind_a_proxy_of_ours_each_client_counts_by_itself(beside: str, fresh_app: Flask) -> None:
    """A proxy adds the client at the end of X-Forwarded-For. The client may have sent the rest."""
    proxy = Coordinator(fresh_app, address=beside)
    elsewhere = Coordinator(fresh_app, address="192.0.2.9")
    for n in range(5):
        proxy.log_in("guess", forwarded=f"10.0.0.{n}, 198.51.100.1")
        elsewhere.log_in("guess", forwarded=f"198.51.100.{n}")
    assert proxy.log_in(forwarded="198.51.100.1").status_code == 429
    assert proxy.log_in(forwarded="198.51.100.2").status_code == 303
    assert elsewhere.log_in(forwarded="203.0.113.1").status_code == 429


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
        ("192.0.2.7:4711", "192.0.2.7:4711"),
    ],
)
def test_clients_are_counted_by_network(fresh_app: Flask, address: str, counted: str) -> None:
    from_it = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": address}
    with fresh_app.test_request_context(environ_overrides=from_it):
        assert guard.network() == counted


def test_all_addresses_of_an_ipv6_network_wait_together(fresh_app: Flask) -> None:
    """A single client has 2^64 of them."""
    for n in range(5):
        Coordinator(fresh_app, address=f"2001:db8::{n + 1}").log_in("guess")
    assert must_wait(Coordinator(fresh_app, address="2001:db8::ffff").log_in())
    assert Coordinator(fresh_app, address="2001:db8:0:1::1").log_in().status_code == 303
