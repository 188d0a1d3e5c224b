"""Recorded calls."""

import pytest
from flask import Flask

from tests.load.recording import Call, record


@pytest.fixture(scope="session")
def calls(app: Flask) -> list[Call]:
    """Some in which people talk with each other."""
    return record(app, range(8))
