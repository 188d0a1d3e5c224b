"""Keeps people out of what is not for them, and the pages out of caches and frames."""

import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlencode

from flask import Response, abort, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import exists, select

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.roles import OPEN, WITH_LINK, may_use
from routes.desk.schema import people
from routes.desk.session import resume
from routes.extension import Extension

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


class Door:
    """Whether there is a desk. There is none while nobody can log in and nobody is invited."""

    def __init__(self) -> None:
        self._is_open = False

    def is_open(self) -> bool:
        """Asks the database until it has found somebody. Raises DeskDown."""
        if not self._is_open and not the_hotline().settings.staff_password_hash:
            somebody = select(exists().where(people.c.id.is_not(None)))
            self._is_open = the_store().do(
                lambda connection: bool(connection.execute(somebody).scalar())
            )
            return self._is_open
        return True


DOOR: Extension[Door] = Extension("door", Door)


def only_the_staff() -> ResponseReturnValue | None:
    """Send a person who is not logged in to the log-in, also from addresses that do not exist, and
    refuse what the roles of a person do not include.
    """
    if not DOOR.here().is_open():
        return Response("404 not found\n", 404, content_type="text/plain")
    if request.endpoint in OPEN | WITH_LINK and request.endpoint != "entry.log_in_page":
        return None
    here = resume()
    if here is None:
        return None if request.endpoint == "entry.log_in_page" else _log_in_first()
    if request.endpoint in OPEN or may_use(here.roles, request.endpoint):
        return None
    if request.endpoint != "now.page":
        abort(403)
    # For a person whose roles do not include the first page, the desk begins with the texts.
    return redirect(own_page("/texts"), 303)


def _log_in_first() -> ResponseReturnValue:
    if request.method in ("GET", "HEAD"):
        wanted = request.full_path.rstrip("?")
        at = f"{request.script_root}/log-in"
        return redirect(f"{at}?{urlencode({'page': wanted})}" if wanted != "/" else at, 303)
    if any(kind == "text/html" for kind, _ in request.accept_mimetypes):
        abort(401)  # a form, from a page that was still open; a script asks for anything
    return Response("401 log in first\n", 401, content_type="text/plain")


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
