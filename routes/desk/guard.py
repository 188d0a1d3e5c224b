"""Keeps people without the password out of the desk, and its pages out of caches and frames."""

import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request
from flask_limiter import Limiter
from werkzeug.wrappers import Response as AnyResponse

from routes.desk.session import is_logged_in, keep_alive

PER_CLIENT = "10 per 15 minutes"
"""Attempts to log in that one process allows one client, right or wrong."""
IN_ALL = "60 per hour"
"""The same for all clients together. It stops guessing from many addresses, which would also keep
the processor busy that callers need: an attempt takes it about 60 milliseconds.
"""
OPEN = ("entry.log_in", "entry.choose_language", "static", "telephone.static", "script.static")
"""Endpoints that need no password."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_NEAR = [
    ip_network(network)
    for network in (
        "127.0.0.0/8",
        "::1",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
    )
]
"""Where a proxy of ours may be: this machine, or a private network (RFC 1918, RFC 4193)."""
_PAGE = re.compile(r"/[\w./-]*(\?[\w./=&%+-]*)?", re.ASCII)


def only_the_staff() -> AnyResponse | None:
    """Send a person who is not logged in to the log-in, also from addresses that do not exist."""
    if is_logged_in():
        keep_alive()
        return None
    if request.endpoint in OPEN:
        return None
    if request.method not in ("GET", "HEAD"):
        return Response("401 log in first\n", 401, content_type="text/plain")
    wanted = request.full_path.rstrip("?")
    at = f"{request.script_root}/log-in"
    return redirect(f"{at}?{urlencode({'page': wanted})}" if wanted != "/" else at, 303)


def harden(response: Response) -> Response:
    """Keep other sites from framing or reading a page, and caches from storing it."""
    response.headers.update(_HEADERS)
    if request.endpoint is None or not request.endpoint.endswith("static"):
        response.headers["Cache-Control"] = "no-store"
    return response


def own_page(page: str) -> str:
    """The address of a page of the desk. It is always at this host and below /staff."""
    return request.script_root + (page if _PAGE.fullmatch(page) else "/")


def client() -> str:
    """The address that a log-in comes from. A proxy on this machine or a private network adds it
    as the last part of X-Forwarded-For (deploy/). From other addresses that header is not trusted:
    the client may have written it.
    """
    # A proxy that connects through a local socket has no address.
    peer = request.remote_addr or "127.0.0.1"
    if any(ip_address(peer) in network for network in _NEAR):
        return request.headers.get("X-Forwarded-For", peer).rpartition(",")[2].strip()
    return peer


def limiter_of(desk: Flask) -> Limiter:
    """Counts attempts to log in, in the memory of this process."""
    return Limiter(client, app=desk, storage_uri="memory://")
