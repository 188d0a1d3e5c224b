"""The native speaker in front of a page: the cookie that their browser keeps, and their link."""

from flask import current_app, g, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from routes.database.store import the_store
from routes.desk.review import links
from routes.desk.review.links import Link

COOKIE = "review"


def find(language: str) -> Link | None:
    """The link of this browser to a language, which is in use now. Raises DeskDown."""
    store = the_store()
    now, browser = store.now(), kept()

    def work(connection: Connection) -> Link | None:
        own = links.links_of(connection, now, browser)
        link = next((one for one in own if one.language == language), None)
        if link:
            links.note(connection, now, link)
        return link

    g.link = store.do(work)
    return visitor_or_none()


def kept() -> str:
    """The token that this browser keeps; empty for none."""
    return request.cookies.get(COOKIE, "")


def remember(answer: Response, token: str) -> Response:
    """Let the browser keep the token of the link that it opened. It is sent with no other page."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=links.UNUSED,
        path=links.PATH,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
    return answer


def visitor() -> Link:
    """The link of this request, which is there on every page but the first."""
    found = visitor_or_none()
    assert found is not None
    return found


def visitor_or_none() -> Link | None:
    """The link of this request, if there is one."""
    found: Link | None = g.get("link")
    return found
