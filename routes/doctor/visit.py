"""One request to the hotline's own address, sent exactly as written. No redirect is followed."""

import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

TIMEOUT = 10
"""Seconds to connect, and for each part of the answer. A carrier waits 15 (Twilio, webhooks)."""
_ENOUGH = 100
"""Bytes of an answer that are read: more than the expected answer has."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came back. certificate_ends: None without TLS."""

    status: int
    content: str
    certificate_ends: datetime | None


def post(root: str, uri: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Visit:
    """Send a form. root: scheme and host. uri: path and query, which arrive unchanged.

    Raises ssl.SSLError, or another OSError, or HTTPException.
    """
    parts = urlsplit(root)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(kind(parts.hostname or "", parts.port, timeout=TIMEOUT)) as connection:
        connection.connect()
        ends = _certificate_ends(connection.sock)
        typed = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "wayout"}
        connection.request("POST", uri, urlencode(form), {**typed, **headers})
        answer = connection.getresponse()
        return Visit(answer.status, answer.read(_ENOUGH).decode("utf-8", "replace").strip(), ends)


def _certificate_ends(socket: Any) -> datetime | None:
    if not isinstance(socket, ssl.SSLSocket):
        return None
    ends = (socket.getpeercert() or {})["notAfter"]
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC)
