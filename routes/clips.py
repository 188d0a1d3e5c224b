"""The clips, as the carrier fetches them: kept by its cache, since a clip never changes."""

from flask import Blueprint, Response, abort, send_from_directory

from routes.hotline import the_hotline

clip_routes = Blueprint("clips", __name__)


@clip_routes.get("/clips/<name>")
def clip(name: str) -> Response:
    """A clip: strong ETag (its name is its digest), a year in every cache, parts on request."""
    folder = the_hotline().library.folder
    if not name.endswith(".wav"):
        abort(404)
    response = send_from_directory(
        folder.resolve(), name, mimetype="audio/wav", etag=name.removesuffix(".wav"), max_age=31_536_000
    )
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
