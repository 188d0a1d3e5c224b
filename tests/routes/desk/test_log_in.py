"""Logging in: who may, and what everyone else sees."""

import pytest
from flask import Flask

from routes.desk.password import METHOD, hash_of, is_right
from routes.settings.desk_checks import is_readable
from tests.conftest import make_settings
from tests.routes.desk.conftest import PASSWORD, Coordinator, desk_settings
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


@pytest.mark.parametrize(("environment", "secure"), [("production", True), ("development", False)])
def test_the_cookie_is_only_for_the_desk_and_in_production_only_for_https(
    environment: str, secure: bool, clips: object
) -> None:
    settings = make_settings(**desk_settings(environment=environment, allow_draft_languages="all"))
    cookies = Coordinator(create_small_app(settings)).log_in().headers.getlist("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["desk-browser", "desk"]
    for cookie in cookies:
        assert "HttpOnly; Path=/staff; SameSite=Lax" in cookie
        assert ("; Secure;" in cookie) is secure


@pytest.mark.parametrize("environment", ["production", "development"])
@pytest.mark.parametrize("path", ["/staff", "/staff/", "/staff/log-in", "/staff/static/desk.css"])
def test_without_a_password_there_is_no_desk(path: str, environment: str, clips: object) -> None:
    app = create_small_app(make_settings(environment=environment, allow_draft_languages="all"))
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path).status_code in (404, 405)


def test_a_failed_log_in_is_logged_without_what_was_typed(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    Coordinator(fresh_app).log_in("my bank's password")
    assert "a log-in at the desk failed" in caplog.text
    assert "bank" not in caplog.text


def test_a_hash_is_strong_salted_and_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routes.desk.password.METHOD", METHOD)  # the shipped one
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
