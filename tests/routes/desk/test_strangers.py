"""Without the password, every address of the desk is the log-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from routes.desk import examination
from routes.desk.roles import MAY_USE, OPEN, WITH_LINK, Role, may_use
from tests.conftest import make_settings
from tests.routes.desk.conftest import Coordinator, desk_in, desk_settings
from tests.small.hotline import create_small_app

NUMBERS = (
    "account",
    "alert",
    "change",
    "channel",
    "notice",
    "recording",
    "release",
    "suggestion",
)
"""Parts of an address that are numbers."""


def addresses(*, with_link: bool = False) -> Iterator[tuple[str, str]]:
    """Method and path of everything below /staff. with_link: what native speakers have instead."""
    words = {"tag": "so"}
    for rule in desk_in(create_small_app(make_settings(**desk_settings()))).url_map.iter_rules():
        if rule.endpoint not in OPEN and with_link == (rule.endpoint in WITH_LINK):
            values = {
                name: 1 if name in NUMBERS else words.get(name, "main.welcome")
                for name in rule.arguments
            }
            path = rule.build(values)
            assert path is not None
            yield from ((method, f"/staff{path[1]}") for method in sorted(rule.methods or ()))


EVERYTHING = [
    *addresses(),
    ("GET", "/staff"),
    ("GET", "/staff/nothing"),
    ("GET", "/staff//evil.example/x"),
]


@pytest.mark.parametrize(("method", "path"), EVERYTHING)
def test_nothing_but_the_log_in_is_there(method: str, path: str, stranger: Coordinator) -> None:
    answer = stranger.client.open(path, method=method, base_url="https://hotline.test")
    if method in ("GET", "HEAD"):
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/staff/log-in")
    else:
        assert (answer.status_code, answer.text) == (401, "401 log in first\n")


@pytest.mark.parametrize(("method", "path"), [*addresses(with_link=True)])
def test_without_a_link_native_speakers_are_asked_for_it(
    method: str, path: str, stranger: Coordinator
) -> None:
    """The page that takes the link shows nothing else."""
    answer = stranger.client.open(path, method=method, base_url="https://hotline.test")
    if method == "OPTIONS" or answer.status_code == 400:  # nothing, or a form from elsewhere
        return
    assert answer.status_code == (200 if path == "/staff/review/so" else 403)
    assert "danger" not in answer.text


def test_the_open_addresses_are_the_door_and_files_without_content(desk_app: Flask) -> None:
    """Styles, scripts and an icon: no template, no catalogue, no code."""
    doors = {name for name in OPEN if not name.endswith("static")}
    assert {name.partition(".")[0] for name in doors} == {"entry", "invitation"}
    desk = desk_in(desk_app)
    folders = [
        desk.static_folder,
        *(pages.static_folder for pages in desk.blueprints.values() if pages.static_folder),
    ]
    open_files = [
        path for folder in folders if folder for path in Path(folder).rglob("*") if path.is_file()
    ]
    assert len(folders) == len([name for name in OPEN if name.endswith("static")])
    assert {path.suffix for path in open_files} == {".css", ".js", ".svg"}


def test_every_address_is_in_one_table_of_who_may_use_it(desk_app: Flask) -> None:
    """Nobody has to remember a check in the page itself."""
    there = {rule.endpoint for rule in desk_in(desk_app).url_map.iter_rules()}
    assert there == OPEN | WITH_LINK | set(MAY_USE)
    assert not (OPEN | WITH_LINK) & set(MAY_USE)
    assert not OPEN & WITH_LINK
    coordinator = frozenset({Role.COORDINATOR})
    assert all(may_use(coordinator, endpoint) for endpoint in MAY_USE)


def test_an_address_that_is_in_no_table_is_refused_to_everybody() -> None:
    assert not may_use(frozenset(Role), "forgotten.page")


@pytest.mark.parametrize(
    "path",
    [
        "/staff/log-out",
        "/staff/language",
        "/staff/telephone/calls",
        "/staff/log-in",
        "/staff/log-in/challenge",
        "/staff/log-in/passkey",
        "/staff/invitation",
        "/staff/invitation/challenge",
        "/staff/invitation/passkey",
        "/staff/invitation/password",
        "/staff/people",
        "/staff/people/1/end",
        "/staff/examination",
    ],
)
@pytest.mark.parametrize("token", ["", "made-up"])
def test_every_form_needs_its_token(path: str, token: str, staff: Coordinator) -> None:
    assert staff.post(path, token=token, language="nl", password="x").status_code == 400
    assert staff.is_in()


@pytest.mark.parametrize(
    "path", ["/staff/log-in", "/staff/nothing", "/staff/", "/staff/static/desk.css"]
)
@pytest.mark.parametrize("who", ["staff", "stranger"])
def test_no_page_can_be_framed_guessed_kept_or_told_of(
    path: str, who: str, request: pytest.FixtureRequest
) -> None:
    headers = request.getfixturevalue(who).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"]) == (
        "no-referrer",
        "nosniff",
    )
    assert headers["Cache-Control"] == ("no-cache" if "static" in path else "no-store")


@pytest.mark.parametrize(
    "path", ["/staff/activity", "/staff/activity/all.csv", "/staff/activity/calls.csv?from=x"]
)
def test_figures_are_not_cached_and_not_shown_without_the_password(
    path: str, staff: Coordinator, stranger: Coordinator
) -> None:
    assert staff.get(path).headers["Cache-Control"] == "no-store"
    answer = stranger.get(path)
    assert answer.status_code == 303
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "log-in" in answer.headers["Location"]


def test_a_stranger_has_nothing_examined(
    stranger: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined: list[object] = []
    monkeypatch.setattr(examination, "examine", lambda *who, **_: examined.extend(who))
    answer = stranger.client.post("/staff/examination", base_url="https://hotline.test")
    assert (answer.status_code, examined) == (401, [])


def test_a_call_gets_no_session_no_token_and_no_limit(desk_app: Flask) -> None:
    """The desk is an application of its own: nothing of it runs before a webhook."""
    assert not desk_app.before_request_funcs.get(None)
    assert not desk_app.after_request_funcs.get(None)
    assert desk_app.secret_key is None
    answer = desk_app.test_client().post("/voice", headers={"Cookie": "desk=x"})
    assert answer.status_code == 403  # not signed
    assert "Set-Cookie" not in answer.headers
    assert "Content-Security-Policy" not in answer.headers


def test_a_page_that_is_not_there_says_so_to_the_staff(staff: Coordinator) -> None:
    answer = staff.get("/staff/nothing")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
