"""Is the hotline up?"""

from flask import Blueprint, Response, jsonify

from routes.call.hotline import the_hotline

health_routes = Blueprint("health", __name__)


@health_routes.get("/healthz")
def healthz() -> Response:
    """200 as soon as calls can be answered, with the languages that callers can choose."""
    return jsonify(status="ok", languages=sorted(the_hotline().tree.offered))
