"""A worker loads no library that only a command, another carrier, or a page that is not there would
need.
"""

import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import pytest
from click import Command, Context
from flask import Flask
from werkzeug.security import generate_password_hash

from routes import commands
from tests.conftest import HOTLINE_NUMBER, PUBLIC_URL, TOKEN

ROOT = Path(__file__).parents[1]

NOT_NEEDED = (
    "alembic",
    "apprise",
    "limits",
    "flask_wtf",
    "gtts",
    "nacl",
    "prometheus_client",
    "psycopg",
    "pygal",
    "pyotp",
    "requests",
    "segno",
    "sqlalchemy.dialects.postgresql",
    "tomlkit",
    "twilio.rest",
    "webauthn",
    "xlsxwriter",
)
NOT_YET_NEEDED = ("alembic", "cryptography", "nacl", "webauthn")
"""By a worker with a desk whose tables are up to date, until somebody uses a passkey or a code."""


def loaded_by_a_worker(tmp_path: Path, **settings: str) -> set[str]:
    """What an interpreter of its own has loaded once the hotline is ready."""
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_URL": PUBLIC_URL,
        "HOTLINE_NUMBER": HOTLINE_NUMBER,
        "ALLOW_DRAFT_LANGUAGES": "en",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'statistics.sqlite'}",
        **settings,
    }
    script = "import sys; from app import create_app; create_app(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_a_worker_in_production_loads_only_what_it_needs(tmp_path: Path) -> None:
    assert loaded_by_a_worker(tmp_path).isdisjoint(NOT_NEEDED)


@pytest.mark.parametrize("module", NOT_NEEDED)
def test_what_is_not_needed_is_installed_under_this_name(module: str) -> None:
    """Else the list would hold for any worker."""
    assert find_spec(module)


def test_what_the_settings_ask_for_is_loaded_at_the_start(tmp_path: Path) -> None:
    """A page that is there waits for no library, but that of a passkey or a code: they are used
    once a day at most. The second start finds the tables up to date.
    """
    staff = {
        "STAFF_PASSWORD_HASH": generate_password_hash("a" * 16),
        "SECRET_KEY": "0123456789abcdef" * 2,
    }
    loaded = loaded_by_a_worker(tmp_path, METRICS_TOKEN="0123456789abcdef", **staff)
    needed = {
        "limits",
        "flask_wtf",
        "pygal",
        "prometheus_client",
        "pyotp",
        "segno",
    }
    assert needed <= loaded
    assert loaded.isdisjoint({"apprise", "nacl", "requests"}), "the desk sends nothing at its start"
    assert loaded_by_a_worker(tmp_path, **staff).isdisjoint(NOT_YET_NEEDED)


def test_every_command_is_found_under_the_name_of_its_module(app: Flask) -> None:
    context = Context(app.cli)
    for name in app.cli.list_commands(context):
        command = app.cli.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.get_short_help_str()


def test_a_command_that_is_none_is_refused(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["import_module"])
    assert result.exit_code == 2
    assert "No such command 'import_module'" in result.output


def test_every_module_with_a_command_is_listed() -> None:
    modules = {
        one.name: import_module(f"routes.commands.{one.name}")
        for one in iter_modules(commands.__path__)
    }
    having = {
        name for name, module in modules.items() if isinstance(getattr(module, name, None), Command)
    }
    assert having == set(commands.NAMES)
