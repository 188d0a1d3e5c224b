"""The clips, as the carrier fetches them: kept by its cache, since a clip never changes."""

import logging

from flask import Blueprint, Response, abort, send_from_directory

from audio.clip import silence
from routes.call.hotline import the_hotline

log = logging.getLogger(__name__)
clip_routes = Blueprint("clips", __name__)


@clip_routes.get("/clips/<name>")
def clip(name: str) -> Response:
    """A clip: strong ETag (its name is its digest), a year in every cache, parts on request."""
    library = the_hotline().library
    folder = library.folder
    if not name.endswith(".wav"):
        abort(404)
    if library.was_there(name) and not (folder / name).exists():
        return _stand_in(name)
    response = send_from_directory(
        folder.resolve(),
        name,
        mimetype="audio/wav",
        etag=name.removesuffix(".wav"),
        max_age=31_536_000,
    )
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response


def _stand_in(name: str) -> Response:
    """For a clip that was deleted after a document named it: a moment of silence, so that the call
    goes on. What a carrier does about a clip that cannot be fetched is not documented. The next
    document does not name it.
    """
    log.error("the clip %s is gone: run `flask audio build`", name)
    response = Response(silence(0.5), content_type="audio/wav")
    response.cache_control.no_store = True
    return response
