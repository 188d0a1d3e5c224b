"""The small hotline for a server: `flask --app tests.small.served serve`, or gunicorn."""

import os

from flask import Flask

from routes.carriers import CARRIERS
from routes.settings.environment import read_settings
from tests.small.hotline import create_small_app


def create_app() -> Flask:
    """The small hotline with the settings of the environment."""
    return create_small_app(read_settings(os.environ, CARRIERS))
