"""Keeps people without the password out of the desk, and its pages out of caches and frames."""

import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlencode

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from routes.desk.session import resume

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
_IPV6_NETWORK = 64
"""Bits. A client has at least so large a network, and may come from any address of it."""
_PAGE = re.compile(r"/[\w./-]*(\?[\w./=&%+-]*)?", re.ASCII)


def only_the_staff() -> AnyResponse | None:
    """Send a person who is not logged in to the log-in, also from addresses that do not exist."""
    if request.endpoint in OPEN and request.endpoint != "entry.log_in":
        return None
    if resume() or request.endpoint == "entry.log_in":
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


def network() -> str:
    """What a log-in is counted by: the address of its client, of which IPv6 has far too many."""
    address = client()
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:  # a proxy wrote something else
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, _IPV6_NETWORK), strict=False))
