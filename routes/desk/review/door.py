"""The pages of native speakers: only with a link, and in their language."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from prompts.languages import direction
from routes.call.hotline import the_hotline
from routes.desk.review import visitor
from routes.desk.review.answers import seen
from routes.desk.review.links import Task
from routes.desk.review.words import page_language, say, speak

routes = Blueprint("review", __name__)


LARGEST_RECORDING = 4 * 1024 * 1024
"""Bytes: two minutes of a telephone's best."""
_ASKED = {
    "review.answer": Task.REVIEW,
    "review.decide": Task.REVIEW,
    "review.record": Task.RECORD,
    "review.consent": Task.RECORD,
    "review.record_one": Task.RECORD,
}
"""Endpoint -> what a person must have been asked to do."""


@routes.before_request
def only_with_a_link() -> ResponseReturnValue | None:
    """Find the link of this browser. Without one only the link itself can be opened."""
    language = (request.view_args or {}).get("tag", "")
    if language not in the_hotline().languages:
        abort(404)
    speak(page_language(language))
    link = visitor.find(language)
    if link is None and request.endpoint not in ("review.start", "review.take_link"):
        return refused()
    asked = _ASKED.get(request.endpoint or "")
    if link and asked and asked not in link.tasks:
        abort(403)
    return None


@routes.context_processor
def frame() -> dict[str, object]:
    """What every page needs."""
    asked = (request.view_args or {}).get("tag", "")
    tag = asked if asked in the_hotline().languages else "en"
    pages = page_language(tag)
    return {
        "say": say,
        "tag": tag,
        "page_language": pages,
        "direction": direction(pages),
        "spoken_direction": direction(tag),
        "link": visitor.visitor_or_none(),
        "seen": seen,
    }


def take_recordings() -> None:
    """Let the body of a recording be larger than that of a form. Runs before the check of forms,
    which begins to read the body.
    """
    if request.endpoint in ("review.record_one", "notice_recording.save"):
        request.max_content_length = LARGEST_RECORDING


def refused() -> ResponseReturnValue:
    """Ask for a link that opens this language."""
    return render_template("review/link.html", refused=True), 403
