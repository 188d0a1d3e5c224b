"""Logging in: who may, for how long, and what everyone else sees."""

import pytest
from flask import Flask

from routes.desk.password import hash_of, is_right
from routes.settings.desk_checks import is_readable
from tests.conftest import make_settings
from tests.routes.desk.conftest import KEY, PASSWORD, Clock, Coordinator, desk_settings
from tests.small.hotline import create_small_app


def test_the_password_opens_the_desk_and_the_page_that_was_asked_for(stranger: Coordinator) -> None:
    asked = stranger.get("/staff/destinations?a=b")
    assert asked.headers["Location"] == "/staff/log-in?page=%2Fdestinations%3Fa%3Db"
    answer = stranger.log_in(page="/destinations?a=b")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/destinations?a=b")
    assert stranger.is_in()


@pytest.mark.parametrize(
    "wrong", ["", "correct horse", PASSWORD.upper(), f" {PASSWORD}", "x" * 5000]
)
def test_every_wrong_password_gets_the_same_answer(wrong: str, fresh_app: Flask) -> None:
    stranger = Coordinator(fresh_app)
    answer = stranger.log_in(wrong)
    other = stranger.log_in("something else altogether")
    assert answer.status_code == other.status_code == 403
    assert "That is not the password." in answer.text
    assert _without_token(answer.text) == _without_token(other.text)
    assert not stranger.is_in()


def _without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf_token" not in line]


@pytest.mark.parametrize(
    "page",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%0d%0aSet-Cookie: a=b",
        "/a b",
        "javascript:alert(1)",
        "/../../evil",
        "@evil.example",
        "/script\r\nX: y",
        ".evil.example",
    ],
)
def test_no_page_that_is_asked_for_leads_to_another_site(page: str, fresh_app: Flask) -> None:
    for answer in (
        Coordinator(fresh_app).log_in(page=page),
        Coordinator(fresh_app).post("/staff/language", language="nl", page=page),
    ):
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/staff/")
        assert "evil" not in answer.headers["Location"] or answer.headers["Location"].startswith(
            "/staff/"
        )


def test_logging_out_ends_the_session(fresh_app: Flask) -> None:
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    assert coordinator.post("/staff/log-out").headers["Location"] == "/staff/log-in"
    assert not coordinator.is_in()


def test_an_hour_without_a_request_ends_the_session(fresh_app: Flask, clock: Clock) -> None:
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    clock.now += 3599
    assert coordinator.is_in()
    clock.now += 3599
    assert coordinator.is_in()
    clock.now += 3600
    assert not coordinator.is_in()


def test_twelve_hours_end_a_session_that_is_used_all_the_time(
    fresh_app: Flask, clock: Clock
) -> None:
    coordinator = Coordinator(fresh_app)
    coordinator.log_in()
    for _ in range(23):
        clock.now += 1800
        assert coordinator.is_in()
    clock.now += 1800
    assert not coordinator.is_in()


def test_a_changed_password_ends_all_sessions(clips: object) -> None:
    """The cookie is still signed with a good key, but belongs to the former password."""
    before = Coordinator(create_small_app(make_settings(**desk_settings())))
    before.log_in()
    same = Coordinator(create_small_app(make_settings(**desk_settings())))
    other = Coordinator(
        create_small_app(
            make_settings(**desk_settings(staff_password_hash=hash_of("another password")))
        )
    )
    cookie = before.client.get_cookie("desk", path="/staff", domain="hotline.test")
    assert cookie is not None
    for coordinator in (same, other):
        coordinator.client.set_cookie("desk", cookie.value, path="/staff", domain="hotline.test")
    assert same.is_in()
    assert not other.is_in()


def test_a_key_that_is_being_rotated_still_opens_sessions(clips: object) -> None:
    before = Coordinator(create_small_app(make_settings(**desk_settings())))
    before.log_in()
    cookie = before.client.get_cookie("desk", path="/staff", domain="hotline.test")
    assert cookie is not None
    for keys, is_in in ((f"{KEY[::-1]},{KEY}", True), (KEY[::-1], False)):
        after = Coordinator(create_small_app(make_settings(**desk_settings(secret_key=keys))))
        after.client.set_cookie("desk", cookie.value, path="/staff", domain="hotline.test")
        assert after.is_in() is is_in


@pytest.mark.parametrize(("environment", "secure"), [("production", True), ("development", False)])
def test_the_cookie_is_only_for_the_desk_and_in_production_only_for_https(
    environment: str, secure: bool, clips: object
) -> None:
    settings = make_settings(**desk_settings(environment=environment, allow_draft_languages="all"))
    cookie = Coordinator(create_small_app(settings)).log_in().headers["Set-Cookie"]
    assert "HttpOnly; Path=/staff; SameSite=Lax" in cookie
    assert ("; Secure;" in cookie) is secure


@pytest.mark.parametrize("environment", ["production", "development"])
@pytest.mark.parametrize("path", ["/staff", "/staff/", "/staff/log-in", "/staff/static/desk.css"])
def test_without_a_password_there_is_no_desk(path: str, environment: str, clips: object) -> None:
    app = create_small_app(make_settings(environment=environment, allow_draft_languages="all"))
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path).status_code in (404, 405)


def test_a_client_that_guesses_is_told_to_wait_and_others_are_not(fresh_app: Flask) -> None:
    guesser = Coordinator(fresh_app, address="192.0.2.7")
    assert {guesser.log_in("guess").status_code for _ in range(10)} == {403}
    refused = guesser.log_in()
    assert refused.status_code == 429
    assert "Wait a quarter of an hour" in refused.text
    assert not guesser.is_in()
    assert Coordinator(fresh_app, address="192.0.2.8").log_in().status_code == 303


def test_a_refused_client_uses_up_no_attempts_of_others(fresh_app: Flask) -> None:
    guesser = Coordinator(fresh_app, address="192.0.2.7")
    for _ in range(80):
        guesser.log_in("guess")
    assert Coordinator(fresh_app, address="192.0.2.8").log_in().status_code == 303


def test_many_clients_that_guess_together_are_refused_too(fresh_app: Flask) -> None:
    codes = [
        Coordinator(fresh_app, address=f"192.0.2.{n}").log_in("guess").status_code
        for n in range(61)
    ]
    assert (codes[:60], codes[60]) == ([403] * 60, 429)


@pytest.mark.parametrize("beside", ["127.0.0.1", "10.88.0.1", "fd00::1", ""])
def test_behind_a_proxy_of_ours_each_client_counts_by_itself(beside: str, fresh_app: Flask) -> None:
    """A proxy adds the client at the end of X-Forwarded-For. The client may have sent the rest."""
    proxy = Coordinator(fresh_app, address=beside)
    elsewhere = Coordinator(fresh_app, address="192.0.2.9")
    for n in range(10):
        proxy.log_in("guess", forwarded=f"10.0.0.{n}, 198.51.100.1")
        elsewhere.log_in("guess", forwarded=f"198.51.100.{n}")
    assert proxy.log_in(forwarded="198.51.100.1").status_code == 429
    assert proxy.log_in(forwarded="198.51.100.2").status_code == 303
    assert elsewhere.log_in(forwarded="203.0.113.1").status_code == 429


def test_a_failed_log_in_is_logged_without_what_was_typed(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    Coordinator(fresh_app).log_in("my bank's password")
    assert "a log-in at the desk failed" in caplog.text
    assert "bank" not in caplog.text


def test_a_hash_is_strong_salted_and_readable() -> None:
    kept = hash_of(PASSWORD)
    assert kept.startswith("scrypt:32768:8:1$")
    assert kept != hash_of(PASSWORD)
    assert is_readable(kept)
    assert is_right(kept, PASSWORD)
    assert not is_right(kept, PASSWORD[:-1])


def test_the_command_asks_twice_and_prints_only_the_hash(desk_app: Flask) -> None:
    runner = desk_app.test_cli_runner()
    done = runner.invoke(
        args=["staff", "password"], input=f"{PASSWORD}\nother\n{PASSWORD}\n{PASSWORD}\n"
    )
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    printed = next(line for line in done.stdout.splitlines() if line.startswith("STAFF"))
    name, _, kept = printed.partition("=")
    assert name == "STAFF_PASSWORD_HASH"
    assert is_right(kept.strip("'"), PASSWORD)


def test_the_command_refuses_a_short_password(desk_app: Flask) -> None:
    done = desk_app.test_cli_runner().invoke(args=["staff", "password"], input="short\nshort\n")
    assert done.exit_code == 1
    assert "take 12 characters or more" in done.output
