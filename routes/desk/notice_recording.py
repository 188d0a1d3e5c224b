"""Words of a notice, said by the person who wrote them: recorded in the browser, or a file. It is
kept while the notice waits, so the second person hears what callers will hear.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from audio.inspection import Kind
from prompts.catalogue import language_name
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.editing import me
from routes.desk.session import note
from routes.desk.translation import _, language
from routes.releases.notices import rows
from routes.releases.notices.rows import KeptNotice, Words
from routes.releases.notices.speaking import MOST_SECONDS, TooLong, Unfit, recorded
from routes.translations import N_

routes = Blueprint("notice_recording", __name__)

WRONG = {
    Kind.SILENT: N_("No voice is in it. Check the microphone, and record it again."),
    Kind.DISTORTED: N_("It is too loud. Move back a little, and record it again."),
    Kind.QUIET: N_("It is too quiet. Come closer, and record it again."),
    Kind.NOISY: N_("There is too much noise in it. Find a quieter room, and record it again."),
    Kind.PAUSE: N_("There is a long pause in it. Say it in one go."),
}
"""What is wrong with a recording -> what to do."""


@routes.get("/notices/<int:notice>/recordings/<tag>")
def page(notice: int, tag: str) -> str:
    """Record it, or choose a file."""
    return _page(*_own(notice, tag), "")


@routes.post("/notices/<int:notice>/recordings/<tag>")
def save(notice: int, tag: str) -> ResponseReturnValue:
    """Keep a recording in place of what says the words now."""
    kept, words = _own(notice, tag)
    found = request.files.get("sound")
    try:
        said, sound = recorded(words, found.read() if found else b"")
    except Unfit as error:
        problem = next(_(told) for kind, told in WRONG.items() if kind in error.kinds)
        return _page(kept, words, problem), 400
    except TooLong:
        problem = _(
            "It may last %(seconds)s seconds, so that callers do not wait. Say it faster, or "
            "write a shorter notice.",
            seconds=int(MOST_SECONDS),
        )
        return _page(kept, words, problem), 400
    store = the_store()
    at = store.now()
    note(Action.PROPOSE_NOTICE, kept.place)
    if not store.do(lambda connection: rows.record(connection, kept, said, sound, at)):
        abort(409)
    return redirect(url_for("notices.page", _anchor=f"notice-{notice}"), 303)


def _own(notice: int, tag: str) -> tuple[KeptNotice, Words]:
    """A notice that waits, and its words in this language. Answers 404 to everybody else than who
    wrote it: another person may have to be the second one.
    """
    store = the_store()
    at = store.now()
    try:
        kept = store.do(lambda connection: rows.notice_of(connection, notice))
    except KeyError:
        abort(404)
    words = next((one for one in kept.words if one.language == tag), None)
    return (kept, words) if words and kept.waits(at) and kept.by == me() else abort(404)


def _page(kept: KeptNotice, words: Words, problem: str) -> str:
    return render_template(
        "notice_record.html",
        notice=kept.id,
        words=words,
        name=language_name(words.language, language()),
        problems={"sound": problem} if problem else {},
        seconds=int(MOST_SECONDS),
    )
