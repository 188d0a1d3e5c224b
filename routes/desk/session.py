"""The session of a person who is logged in: a signed cookie with its begin and its password."""

import time

from flask import session

from routes.call.hotline import the_hotline
from routes.desk.password import is_trace_of, trace_of

LONGEST = 12 * 3600
"""Seconds after which a session ends: a long day's work."""
IDLE = 3600
"""Seconds without a request after which a session ends: its person may have left the desk."""
_ENTRIES = ("password", "began", "seen")


def seconds() -> float:
    """Now, in seconds since 1970."""
    return time.time()


def begin() -> None:
    """Begin a session. Of the former one, only the language stays."""
    end()
    session.update(password=trace_of(_password_hash()), began=seconds(), seen=seconds())


def end() -> None:
    """End the session. Only the language stays."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def is_logged_in() -> bool:
    """Whether this request has a session that began with the current password and has not ended."""
    if not all(entry in session for entry in _ENTRIES):
        return False
    now = seconds()
    in_time = now - session["began"] < LONGEST and now - session["seen"] < IDLE
    return in_time and is_trace_of(session["password"], _password_hash())


def keep_alive() -> None:
    """Begin the hour without a request anew."""
    session["seen"] = seconds()


def _password_hash() -> str:
    """The desk exists only where there is one."""
    kept = the_hotline().settings.staff_password_hash
    return kept.get_secret_value() if kept else ""
