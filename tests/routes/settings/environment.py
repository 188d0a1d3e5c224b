"""An environment with all that production needs, and what is wrong with another one."""

import pytest

from ivr.problems import BadFile
from routes.carriers import CARRIERS
from routes.settings.environment import read_settings

GOOD = {
    "TWILIO_AUTH_TOKEN": "secret-0123456789",
    "PUBLIC_URL": "https://hotline.example.org",
    "HOTLINE_NUMBER": "+3222345678",
}


def problems(environ: dict[str, str]) -> str:
    with pytest.raises(BadFile) as caught:
        read_settings(environ, CARRIERS)
    return str(caught.value)
