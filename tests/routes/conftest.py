"""Tests of the edge run on the small hotline: `app` and what belongs to it is never what is
shipped. Databases are a file of SQLite, and a PostgreSQL that runs for the whole session.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from ivr.tree import Tree
from routes.call.hotline import Hotline
from tests.routes.statistics.postgres import Postgres

DATABASES = ("sqlite", "postgresql")
_NUMBERS = count()


@pytest.fixture(scope="session")
def clips(small_clips: Path) -> Path:
    """The folder of clips of the small hotline."""
    return small_clips


@pytest.fixture(scope="session")
def app(small_app: Flask) -> Flask:
    """The small hotline, with signatures checked and every clip made."""
    return small_app


@pytest.fixture(scope="session")
def hotline(small_hotline: Hotline) -> Hotline:
    """What the application's steps are made of."""
    return small_hotline


@pytest.fixture(scope="session")
def tree(small_tree: Tree) -> Tree:
    """The phone tree of the small hotline."""
    return small_tree


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real server, empty."""
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of either kind."""
    return empty_database(request, request.param, tmp_path)


def empty_database(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    """The address of an empty database. kind: of DATABASES."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.create(f"tests{next(_NUMBERS)}")
