"""Is the hotline up?"""

from flask import Blueprint, Response, jsonify

from routes.call.hotline import the_hotline

health_routes = Blueprint("health", __name__)


@health_routes.get("/healthz")
def healthz() -> Response:
    """200 as soon as calls can be answered, with the languages that callers can choose.

    files: "last good" where the current files are broken, so that callers hear the former ones.
    """
    hotline = the_hotline()
    files = "last good" if hotline.broken else "current"
    return jsonify(status="ok", languages=sorted(hotline.tree.offered), files=files)
