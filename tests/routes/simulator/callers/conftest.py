"""An application that counts simulated calls."""

from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import make_settings
from tests.small.hotline import create_small_app


@pytest.fixture
def counting(clips: Path, tmp_path: Path) -> Flask:
    """A hotline with signatures and a database of its own."""
    url = f"sqlite:///{tmp_path / 'statistics.sqlite'}"
    return create_small_app(make_settings(clips_folder=clips, database_url=url))
