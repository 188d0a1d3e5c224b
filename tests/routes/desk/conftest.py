"""The hotline with its desk, and a coordinator in front of it."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from routes.database import store
from routes.desk.desk import desk_of
from tests.conftest import make_settings
from tests.routes.conftest import DATABASES, empty_database
from tests.routes.desk.figures import database
from tests.small.hotline import create_small_app

PASSWORD = "correct horse battery staple"
KEY = "0123456789abcdef" * 2
CHEAP = "scrypt:512:8:1"
"""A hash that is fast to compute. The shipped command makes a strong one."""
HASH = generate_password_hash(PASSWORD, method=CHEAP)
_ADDRESSES = count(1)


def desk_settings(**changes: object) -> dict[str, object]:
    """The settings of a hotline with a desk."""
    return {"staff_password_hash": HASH, "secret_key": KEY, **changes}


ON_BOTH = pytest.mark.parametrize("url", DATABASES, indirect=True)
"""For a test of the desk that is about what databases do: it runs on both kinds."""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: of SQLite, unless the test is marked ON_BOTH."""
    return empty_database(request, getattr(request, "param", "sqlite"), tmp_path)


class Coordinator:
    """A person with a browser, which keeps cookies and sends the hidden fields of a form."""

    def __init__(
        self, app: Flask, base: str = "https://hotline.test", address: str = "192.0.2.1"
    ) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self._base = base
        self._address = address

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> TestResponse:
        return self.client.get(path, base_url=self._base, headers=headers, buffered=True)

    def post(
        self, path: str, token: str | None = None, forwarded: str = "", **form: str | list[str]
    ) -> TestResponse:
        """forwarded: the X-Forwarded-For of a proxy."""
        data = {"csrf_token": self.token() if token is None else token, **form}
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        where = {"REMOTE_ADDR": self._address}
        return self.client.post(
            path, data=data, base_url=self._base, headers=headers, environ_overrides=where
        )

    def token(self) -> str:
        """The token that the forms of a page carry."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/staff/nothing").text)
        found = found or re.search(
            r'name="csrf_token" value="([^"]+)"', self.get("/staff/log-in").text
        )
        assert found is not None
        return found[1]

    def log_in(
        self, password: str = PASSWORD, page: str = "/", forwarded: str = ""
    ) -> TestResponse:
        return self.post("/staff/log-in", forwarded=forwarded, password=password, page=page)

    def is_in(self) -> bool:
        return self.get("/staff/").status_code == 200


class Clock:
    """The desk's clock. It stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(store, "seconds", clock)
    return clock


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """A shipped hash takes a tenth of a second to make, and as long to compare."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("routes.desk.password.METHOD", CHEAP)
        yield


@pytest.fixture(scope="session")
def desk_app(clips: object) -> Flask:
    """The hotline with its desk, in development."""
    return create_small_app(make_settings(**desk_settings()))


def desk_in(app: Flask) -> Flask:
    """The desk's own application."""
    assert isinstance(app.wsgi_app, DispatcherMiddleware)
    desk = app.wsgi_app.mounts["/staff"]
    assert isinstance(desk, Flask)
    return desk


@pytest.fixture
def fresh_app(desk_app: Flask) -> Iterator[Flask]:
    """The same hotline, whose desk has not counted any attempt to log in."""
    mounts = desk_app.wsgi_app.mounts  # type: ignore[attr-defined]
    before = mounts["/staff"]
    mounts["/staff"] = desk_of(desk_app)
    yield desk_app
    mounts["/staff"] = before


@pytest.fixture(scope="session")
def staff(desk_app: Flask) -> Coordinator:
    """A coordinator who is logged in."""
    coordinator = Coordinator(desk_app)
    assert coordinator.log_in().status_code == 303
    return coordinator


@pytest.fixture
def stranger(desk_app: Flask) -> Coordinator:
    """A person who is not logged in."""
    return Coordinator(desk_app)


@pytest.fixture
def newcomer(desk_app: Flask) -> Coordinator:
    """A coordinator with a session and an address of their own, in which a test may change the
    language.
    """
    coordinator = Coordinator(desk_app, address=f"198.51.100.{next(_ADDRESSES)}")
    assert coordinator.log_in().status_code == 303
    return coordinator


def desk_with(url: str) -> tuple[Flask, Coordinator]:
    """A hotline that counts there, and a coordinator who is logged in."""
    app = create_small_app(make_settings(**desk_settings(database_url=url)))
    coordinator = Coordinator(app)
    assert coordinator.log_in().status_code == 303
    return app, coordinator


@pytest.fixture(scope="session")
def reader(clips: object, tmp_path_factory: pytest.TempPathFactory) -> Coordinator:
    """A coordinator of a hotline that has counted in a month that is over."""
    return desk_with(database(tmp_path_factory.mktemp("month")))[1]
