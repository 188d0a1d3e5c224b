"""The clips, as the carrier fetches them. A clip never changes, so a cache may keep it."""

import logging

from flask import Blueprint, Response, abort, send_from_directory

from audio.clip import silence
from routes.call.hotline import the_hotline

log = logging.getLogger(__name__)
clip_routes = Blueprint("clips", __name__)


@clip_routes.get("/clips/<name>")
def clip(name: str) -> Response:
    """Serve a clip, or parts of it. Its name is the digest of its content: a strong ETag, by which
    a cache may keep it for a year.
    """
    library = the_hotline().library
    if not name.endswith(".wav"):
        abort(404)
    path = library.path(name)
    if library.was_there(name) and not path.exists():
        return _stand_in(name)
    response = send_from_directory(
        path.parent.resolve(),
        name,
        mimetype="audio/wav",
        etag=name.removesuffix(".wav"),
        max_age=31_536_000,
    )
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response


def _stand_in(name: str) -> Response:
    """Serve half a second of silence for a clip that was deleted after a document named it.

    The call then goes on. No carrier documents what happens when a clip cannot be fetched. The next
    document no longer names this clip.
    """
    log.error("the clip %s is gone: run `flask audio build`", name)
    response = Response(silence(0.5), content_type="audio/wav")
    response.cache_control.no_store = True
    return response
