"""A browser in front of the telephone."""

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser, as far as the server can tell."""
    return app.test_client()
