"""Who is logged in: a signed cookie says since when, and with which password."""

import time

from flask import session

from routes.call.hotline import the_hotline
from routes.desk.password import is_trace_of, trace_of

LONGEST = 12 * 3600
"""Seconds after which whoever is logged in must do so again: a long day's work."""
IDLE = 3600
"""Seconds without a request after which a session ends: a desk that somebody has left."""
_ENTRIES = ("password", "began", "seen")


def seconds() -> float:
    """Now, in seconds since 1970."""
    return time.time()


def begin() -> None:
    """Somebody has logged in. Nothing of the former session stays, but for the language."""
    end()
    session.update(password=trace_of(_kept()), began=seconds(), seen=seconds())


def end() -> None:
    """Somebody has logged out."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def is_logged_in() -> bool:
    """Whether this request comes from somebody who has logged in, with the password of today, and
    not long ago.
    """
    if not all(entry in session for entry in _ENTRIES):
        return False
    now = seconds()
    in_time = now - session["began"] < LONGEST and now - session["seen"] < IDLE
    return in_time and is_trace_of(session["password"], _kept())


def keep_alive() -> None:
    """A request of somebody who is logged in: the idle hour begins anew."""
    session["seen"] = seconds()


def _kept() -> str:
    """The hash. The desk is not there without one."""
    kept = the_hotline().settings.staff_password_hash
    return kept.get_secret_value() if kept else ""
