"""Log lines about trouble that lasts: told once in a while, and without what a caller did."""

import logging
import time

log = logging.getLogger(__name__)

REMIND = 600
"""Seconds between two lines of log about the same trouble."""


class Seldom:
    """Says the same thing once in a while, and not every time."""

    def __init__(self) -> None:
        self._said: float | None = None

    def warn(self, message: str, *values: object) -> None:
        """Log a warning, unless there was one lately."""
        if self._said is None or time.monotonic() - self._said >= REMIND:
            self._said = time.monotonic()
            log.warning(message, *values)


def kind(error: Exception) -> str:
    """What sort of error it is, without its text."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
