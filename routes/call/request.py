"""What the carrier sent: form and query, as plain as they are written.

A step reads nothing else, and every step of every call waits for it: what Flask makes of them knows
of files, of nested types and of limits for each, and takes three times as long.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl

from flask import Request, request

from routes.call.clock import Environ

Fields = list[tuple[str, str]]
Form = Mapping[str, str]


class Sent(NamedTuple):
    """What a step reads. environ: of WSGI."""

    form: Form
    environ: Environ


def the_request() -> Request:
    """The request at hand itself, not Flask's stand-in for it."""
    stand_in: Any = request
    return cast(Request, stand_in._get_current_object())


def fields_of(asked: Request) -> Fields:
    """The form, in its order (WHATWG URL, application/x-www-form-urlencoded). One that is larger
    than the application takes is answered with 413; without a Content-Length it is cut off, and
    then no signature fits.
    """
    return parse_qsl(asked.get_data().decode(errors="replace"), keep_blank_values=True)


def query_of(environ: Environ) -> dict[str, str]:
    """What stands behind the path."""
    return dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))


def uri_of(asked: Request) -> str:
    """Path and query exactly as they were sent: Flask's own URL has percent-escapes decoded."""
    written = asked.environ.get("RAW_URI") or asked.environ.get("REQUEST_URI")
    return str(written or asked.full_path.rstrip("?"))
