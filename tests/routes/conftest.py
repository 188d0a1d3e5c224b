"""Tests of the edge run on the small hotline: `app` and what belongs to it is never what is
shipped.
"""

from pathlib import Path

import pytest
from flask import Flask

from ivr.tree import Tree
from routes.call.hotline import Hotline


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
