"""The commands: `flask <command>`, a file each."""

from importlib import import_module
from typing import cast

from click import Command, Context
from flask.cli import AppGroup

NAMES = (
    "asterisk",
    "audio",
    "budget",
    "call",
    "calls",
    "check",
    "desk",
    "destinations",
    "doctor",
    "fallback",
    "language",
    "languages",
    "number",
    "rehearse",
    "script",
    "serve",
    "staff",
    "stats",
    "tree",
)
"""Each is a module of this package, and the name of a command in it."""


class Commands(AppGroup):
    """All commands. Each is imported only when it is used: a worker that answers calls needs none
    of them, nor their libraries (spreadsheets, the carrier's API, simulated callers).
    """

    def list_commands(self, ctx: Context) -> list[str]:
        """The names of all commands, for `flask --help`."""
        return list(NAMES)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """A command; None for an unknown name."""
        if cmd_name not in NAMES:
            return None
        return cast(Command, getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name))
