"""What keeps strangers out of the desk, and its pages out of other people's hands."""

import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlencode

from flask import Flask, Response, redirect, request
from flask_limiter import Limiter
from werkzeug.wrappers import Response as AnyResponse

from routes.desk.session import is_logged_in, keep_alive

PER_CLIENT, IN_ALL = "10 per 15 minutes", "60 per hour"
"""Log-ins that are tried, right or wrong, by one process. The second keeps somebody with many
addresses from guessing, and from keeping the processor busy that callers need: a try costs it about
60 milliseconds.
"""
OPEN = ("entry.log_in", "entry.choose_language", "static", "telephone.static", "script.static")
"""What is there without a password."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src "
        "'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_NEAR = [
    ip_network(one)
    for one in ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
]
"""Where a proxy of ours may be: this machine, or a private network (RFC 1918, RFC 4193)."""
_PAGE = re.compile(r"/[\w./-]*(\?[\w./=&%+-]*)?", re.ASCII)


def only_the_staff() -> AnyResponse | None:
    """Whoever is not logged in comes to the log-in, whatever they ask for and whether or not it is
    there.
    """
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
    """No other site may frame, read or guess a page; no cache and no history keeps it."""
    response.headers.update(_HEADERS)
    if request.endpoint is None or not request.endpoint.endswith("static"):
        response.headers["Cache-Control"] = "no-store"
    return response


def own_page(page: str) -> str:
    """The address of a page of the desk: whatever is asked for, it is at this host and below
    /staff.
    """
    return request.script_root + (page if _PAGE.fullmatch(page) else "/")


def client() -> str:
    """The address that a log-in comes from. A proxy on this machine or beside it tells it in
    X-Forwarded-For, of which only the last part is its own (deploy/); from elsewhere that header is
    anybody's invention.
    """
    peer = (
        request.remote_addr or "127.0.0.1"
    )  # a proxy that comes through a socket of the machine has no address
    if any(ip_address(peer) in network for network in _NEAR):
        return request.headers.get("X-Forwarded-For", peer).rpartition(",")[2].strip()
    return peer


def limiter_of(desk: Flask) -> Limiter:
    """Counts log-ins in the memory of this process."""
    return Limiter(client, app=desk, storage_uri="memory://")
