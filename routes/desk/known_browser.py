"""A browser in which somebody has logged in before. A signed cookie proves it. The cookie opens
nothing: with it, strangers who guess passwords do not keep the people of this browser waiting.
"""

import secrets

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

COOKIE = "desk-browser"
LASTS = 180 * 24 * 3600
"""Seconds since the last log-in."""


def known_browser() -> str | None:
    """The random name of the browser of this request; None for one that is not known."""
    try:
        name = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=LASTS)
    except BadSignature:
        return None
    return str(name)


def remember_browser(response: Response) -> Response:
    """Let the browser of this request be known from now on."""
    config = current_app.config
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps(known_browser() or secrets.token_urlsafe(16))),
        max_age=LASTS,
        path=config["SESSION_COOKIE_PATH"],
        secure=config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite=config["SESSION_COOKIE_SAMESITE"],
    )
    return response


def _serializer() -> URLSafeTimedSerializer:
    """The newest key signs. It stands last (itsdangerous, "Key Rotation")."""
    newest = str(current_app.config["SECRET_KEY"])
    keys = [*reversed(current_app.config["SECRET_KEY_FALLBACKS"] or []), newest]
    return URLSafeTimedSerializer(keys, salt=COOKIE)
