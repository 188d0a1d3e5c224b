"""What can be done from the command line: `flask <command>`, one file each."""

from importlib import import_module
from typing import cast

from click import Command, Context
from flask.cli import AppGroup

NAMES = (
    "audio",
    "budget",
    "call",
    "calls",
    "check",
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
"""Each is a module of this package, and a command in it."""


class Commands(AppGroup):
    """All commands. One is imported when somebody asks for it: a worker that answers calls needs
    none of them, nor their libraries (spreadsheets, the carrier's API, simulated callers).
    """

    def list_commands(self, ctx: Context) -> list[str]:
        """Their names, for `flask --help`."""
        return list(NAMES)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """One of them; None for a name that is none."""
        if cmd_name not in NAMES:
            return None
        return cast(Command, getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name))
