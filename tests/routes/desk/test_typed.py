"""What somebody typed stays on the page when the desk cannot take it, and is sent again."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from routes.database import store
from routes.database.store import DESK_STORE
from tests.conftest import make_settings
from tests.routes.desk.changing import rule
from tests.routes.desk.conftest import PASSWORD, Clock, Coordinator, desk_in, desk_settings
from tests.small.hotline import create_small_app

HOURS = "Mo-Fr 09:00-17:00"
OWN = {
    "Sec-Fetch-Site": "same-origin",
    "Accept": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
        "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
    ),
}
"""What Chromium sends with a form."""


@pytest.fixture
def app(clips: object, tmp_path: Path) -> Flask:
    return create_small_app(make_settings(**desk_settings(state_directory=tmp_path / "state")))


@pytest.fixture
def coordinator(app: Flask) -> Coordinator:
    person = Coordinator(app)
    assert person.log_in().status_code == 303
    return person


@pytest.fixture
def form(coordinator: Coordinator) -> tuple[str, dict[str, str]]:
    """The page of a line, and its form with other hours."""
    page = coordinator.get("/staff/destinations").text
    [where] = re.findall(r'href="(/staff/destinations/middle/[a-z0-9-]+)"', page)
    fields = hidden(coordinator.get(where)) | rule(HOURS)
    return f"{where}/hours", fields | {"why": 'they "told" me'}


def hidden(page: TestResponse) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in found}


def send(
    coordinator: Coordinator, where: str, fields: dict[str, str], headers: dict[str, str] = OWN
) -> TestResponse:
    return coordinator.client.post(
        where, data=fields, headers=headers, base_url="https://hotline.test"
    )


def drafts(coordinator: Coordinator) -> str:
    return coordinator.get("/staff/changes").text


def is_kept(page: TestResponse, fields: dict[str, str]) -> bool:
    again = hidden(page)
    return all(again.get(name) == fields[name] for name in fields if name != "csrf_token")


def test_a_draft_that_meets_no_database_is_refused_and_sent_again(
    app: Flask,
    coordinator: Coordinator,
    form: tuple[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where, fields = form

    def away(*_: object) -> None:
        raise OSError("it is away")

    monkeypatch.setattr(store, "PAUSE", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(DESK_STORE.of(desk_in(app)), "_transaction", away)
        refused = send(coordinator, where, fields)
    assert refused.status_code == 503
    assert "What you sent is not saved." in refused.text
    assert f'<li class="words">{HOURS}</li>' in refused.text
    assert is_kept(refused, fields)
    assert "There are none." in drafts(coordinator)
    assert send(coordinator, where, hidden(refused)).status_code == 303
    assert "they &#34;told&#34; me" in drafts(coordinator)


def test_a_session_that_ended_loses_nothing(
    clock: Clock, coordinator: Coordinator, form: tuple[str, dict[str, str]]
) -> None:
    where, fields = form
    clock.now += 4000
    ended = send(coordinator, where, fields)
    assert ended.status_code == 401
    assert "What you typed is kept until then." in ended.text
    kept = {name: hidden(ended)[name] for name in ("csrf_token", "page", "typed")}
    wrong = send(coordinator, "/staff/log-in", {**kept, "password": "wrong"})
    kept = {name: hidden(wrong)[name] for name in ("csrf_token", "page", "typed")}
    back = send(coordinator, "/staff/log-in", {**kept, "password": PASSWORD})
    assert "Welcome back" in back.text
    assert is_kept(back, fields)
    assert f'action="{where}"' in back.text
    assert send(coordinator, where, hidden(back)).status_code == 303
    assert HOURS not in coordinator.get("/staff/log").text
    assert "they &#34;told&#34; me" in drafts(coordinator)


def test_a_form_that_is_too_old_loses_nothing(
    coordinator: Coordinator, form: tuple[str, dict[str, str]]
) -> None:
    where, fields = form
    refused = send(coordinator, where, {**fields, "csrf_token": "of last week"})
    assert refused.status_code == 400
    assert is_kept(refused, fields)
    assert send(coordinator, where, hidden(refused)).status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_the_form_of_another_site_is_not_shown(
    site: str, coordinator: Coordinator, form: tuple[str, dict[str, str]]
) -> None:
    where, fields = form
    headers = {"Sec-Fetch-Site": site, "Accept": "text/html"}
    refused = send(coordinator, where, {**fields, "csrf_token": "none"}, headers)
    assert refused.status_code == 400
    assert "What you typed" not in refused.text


def test_a_password_is_never_shown_again(coordinator: Coordinator) -> None:
    refused = send(coordinator, "/staff/log-in", {"password": PASSWORD, "csrf_token": "none"})
    assert refused.status_code == 400
    assert PASSWORD not in refused.text
