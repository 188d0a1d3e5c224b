"""Sends messages through Apprise. Only this file imports it, and only when something is sent or an
address is looked at: a worker that answers calls does without.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

LONGEST = 30.0
"""Seconds after which a message counts as not sent."""
_OF_THIS_MACHINE = {
    "dbus", "glib", "gnome", "growl", "kde", "macosx", "qt", "syslog", "windows",
}  # fmt: skip
"""What would show a message on the screen, or in the log, of the server."""
_LOGGER = "apprise"


class Failure(StrEnum):
    """Why a message did not arrive. The values are stored."""

    NONE = ""
    UNREACHED = "unreached"
    """The server that should take it does not answer."""
    LOG_IN = "log in"
    """The server refuses the name or the password."""
    NOT_TAKEN = "not taken"
    """The server does not take the message."""
    LATE = "late"
    """There was no answer in time."""
    SEALED = "sealed"
    """The address cannot be read, because SECRET_KEY has changed."""


def service_of(address: str) -> str | None:
    """The name of the service that an address belongs to, such as Telegram; None for an address
    that is none.
    """
    made = _service(address)
    return None if made is None else str(made.service_name)


def send(address: str, title: str, text: str, longest: float = LONGEST) -> Failure:
    """Send a message; whether it arrived. Raises nothing. It waits in a thread that is given up
    after so many seconds.
    """
    found: list[Failure] = []
    sending = Thread(target=lambda: found.append(_send(address, title, text)), daemon=True)
    sending.start()
    sending.join(longest)
    return found[0] if found else Failure.LATE


def _send(address: str, title: str, text: str) -> Failure:
    import apprise

    try:
        made = _service(address)
        if made is None:
            return Failure.NOT_TAKEN
        channel = apprise.Apprise(asset=made.asset)
        channel.add(made)
        with _heard() as said:
            taken = channel.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
            return Failure.NONE if taken else _why(said)
    except Exception as error:  # a library of many services: none of them may end the watch
        return _why([type(error).__name__])


def _service(address: str) -> Any:
    import apprise  # a worker that sends nothing can do without

    if urlsplit(address).scheme.lower() in _OF_THIS_MACHINE:
        return None
    asset = apprise.AppriseAsset(
        app_id="Wayout",
        app_desc="Wayout",
        app_url="",
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
    with _heard():
        return apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


class _Log(logging.Handler):
    """Hears what Apprise says, which may hold an address: it goes into no log."""

    def emit(self, record: logging.LogRecord) -> None:
        if (said := _SAID.get()) is not None:
            said.append(record.getMessage())


_SAID: ContextVar[list[str] | None] = ContextVar("said", default=None)
"""What is said about the message that is being sent. Apprise hands it on to its own threads."""
_LOG = _Log()


@contextmanager
def _heard() -> Iterator[list[str]]:
    logger = logging.getLogger(_LOGGER)
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.addHandler(_LOG)  # once: a handler that is there is not added again
    said: list[str] = []
    before = _SAID.set(said)
    try:
        yield said
    finally:
        _SAID.reset(before)


def _why(said: list[str]) -> Failure:
    """The reason in what Apprise said, which has no codes."""
    told = " ".join(said).lower()
    if any(word in told for word in ("authentic", "unauthorized", "535", "401", "403")):
        return Failure.LOG_IN
    if any(word in told for word in ("connection", "refused", "timed out", "resol", "errno")):
        return Failure.UNREACHED
    return Failure.NOT_TAKEN


def shown(failure: str) -> Failure:
    """A failure as it was kept."""
    return Failure(failure) if failure in set(Failure) else Failure.NOT_TAKEN
