"""Log lines about an error that lasts. They come once in a while, and hold nothing of a caller."""

import logging
import time

log = logging.getLogger(__name__)

REMIND = 600
"""Seconds between two log lines about the same error."""


class RareWarning:
    """Logs a warning at most once in REMIND seconds."""

    def __init__(self) -> None:
        self._logged: float | None = None

    def warn(self, message: str, *values: object) -> None:
        """Log the warning, unless it was logged lately."""
        if self._logged is None or time.monotonic() - self._logged >= REMIND:
            self._logged = time.monotonic()
            log.warning(message, *values)


def error_name(error: Exception) -> str:
    """The class and code of an error, without its text."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
