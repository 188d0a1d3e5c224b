"""Is the hotline up?"""

from flask import Blueprint, Response, jsonify

from routes.call.hotline import the_hotline

health_routes = Blueprint("health", __name__)


@health_routes.get("/healthz")
def healthz() -> Response:
    """200 as soon as calls can be answered, with the languages that callers can choose.

    files: "last good" where the current files are broken, so that callers hear the former ones.
    release: of the desk; 0 for the files alone.
    """
    hotline = the_hotline()
    files = "last good" if hotline.broken else "current"
    languages = sorted(hotline.tree.offered)
    return jsonify(status="ok", languages=languages, files=files, release=hotline.release)
