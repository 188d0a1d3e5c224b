"""A text is changed: what is typed is checked, spoken in the background, and heard before it is
published.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from audio.ffmpeg import read
from audio.mastering import master_to_clip
from prompts.catalogue import SOURCE_LANGUAGE
from prompts.spelling import plain
from routes.call.hotline import Hotline, the_hotline
from routes.database.store import the_store
from routes.desk.change_words import who
from routes.desk.editing import ChangedMeanwhile, edited
from routes.desk.editing import save as save_draft
from routes.desk.english import find_that_it_fits, former_english, translations
from routes.desk.languages import title
from routes.desk.roles import Role, may_use
from routes.desk.session import logged_in
from routes.desk.speaking import speak_in_background
from routes.desk.text_form import hints, wrong
from routes.desk.text_names import text_name
from routes.desk.text_page import history, text_page
from routes.desk.translation import _
from routes.operations.script.rows import pace
from routes.releases import rows, sounds
from routes.releases.entities import NoSuchEntity, Text

routes = Blueprint("text", __name__)


@routes.get("/texts/<tag>/<prompt>")
def page(tag: str, prompt: str) -> str:
    """One text: as callers hear it, as it is proposed, and the form that changes it."""
    return _page(_known(tag, prompt), None, "")


@routes.post("/texts/<tag>/<prompt>")
def save(tag: str, prompt: str) -> ResponseReturnValue:
    """Keep what was typed as a draft, and let it be spoken."""
    text = _editable(tag, prompt)
    typed = plain(request.form.get("text", ""))
    source = the_hotline().catalogues.template[prompt]
    if problem := wrong(source, tag, typed):
        return _page(text, request.form.get("text", ""), problem), 400
    return _kept(text, typed, request.form.get("why", ""))


@routes.post("/texts/<tag>/<prompt>/back")
def take_back(tag: str, prompt: str) -> ResponseReturnValue:
    """Propose what the text was before a change."""
    text = _editable(tag, prompt)
    made = {str(one.id): one for one in history(text)}
    change = made.get(request.form.get("change", ""))
    if change is None:
        abort(404)
    return _kept(text, change.before, _("as it was before"))


@routes.post("/texts/<tag>/<prompt>/speak")
def speak(tag: str, prompt: str) -> ResponseReturnValue:
    """Let the draft be spoken once more, after that failed."""
    text = _editable(tag, prompt)
    [now] = edited([str(text)]).values()
    if now.draft:
        _touch(text, now.draft.id)
        speak_in_background(text, str(now.draft.after))
    return redirect(url_for("texts.text.page", tag=tag, prompt=prompt), 303)


@routes.post("/texts/<tag>/<prompt>/fits")
def fits(tag: str, prompt: str) -> ResponseReturnValue:
    """Find that a translation fits the English, which has changed."""
    find_that_it_fits(_editable(tag, prompt))
    return redirect(url_for("texts.text.page", tag=tag, prompt=prompt), 303)


@routes.get("/sound/<checksum>")
def sound(checksum: str) -> Response:
    """A proposed sound as a telephone plays it."""
    store, here = the_store(), logged_in()
    language = store.do(lambda connection: sounds.language_of(connection, checksum))
    if not language or here is None or not here.reads(language):
        abort(404)
    master = store.do(lambda connection: sounds.masters(connection, [checksum])).get(checksum, b"")
    with TemporaryDirectory(prefix="wayout-hear-") as folder:
        path = Path(folder) / "master.opus"
        path.write_bytes(master)
        clip = master_to_clip(read(path))
    answer = Response(clip, content_type="audio/wav")
    answer.cache_control.no_store = True
    return answer


def _kept(text: Text, words: str, why: str) -> ResponseReturnValue:
    """Keep a draft, or show the page again with what somebody else wrote meanwhile."""
    [now] = edited([str(text)]).values()
    seen = request.form.get("text.seen", now.seen)
    try:
        if save_draft(str(text), seen, words, why):
            speak_in_background(text, words)
            find_that_it_fits(text)
    except ChangedMeanwhile as error:
        problem = _(
            "%(who)s changed this meanwhile to: %(value)s. Look, and save again.",
            who=who(error.change.by) if error.change else _("Somebody"),
            value=now.value,
        )
        return _page(text, words, problem), 400
    return redirect(url_for("texts.text.page", tag=text.language, prompt=text.prompt), 303)


def _page(text: Text, typed: str | None, problem: str) -> str:
    hotline = the_hotline()
    source = hotline.catalogues.template[text.prompt]
    try:
        shown = text_page(hotline, text)
    except NoSuchEntity:
        abort(404)
    draft = shown.edited.draft
    before, after, place = shown.around
    look_again = (
        list(hints(source, text.language, str(draft.after), pace(hotline, text.language)))
        if draft and not problem
        else []
    )
    return render_template(
        "text.html",
        shown=shown,
        draft=draft,
        draft_by=who(draft.by) if draft else "",
        text=text,
        name=text_name(hotline, text.prompt),
        source=source,
        is_english=text.language == SOURCE_LANGUAGE,
        former_english=former_english(hotline, text),
        translations=translations(hotline, text.prompt),
        language_title=title(hotline, text.language),
        before=before,
        after=after,
        place=place,
        typed=str(shown.edited.value) if typed is None else typed,
        problems={"text": problem} if problem else {},
        hints=look_again,
        history=history(text),
        can_edit=_may_edit(text),
        can_publish=_may_publish(),
        is_former=(text.language, text.prompt) in hotline.former,
        waits_for_signature=_waits_for_signature(hotline, text),
    )


def _waits_for_signature(hotline: Hotline, text: Text) -> bool:
    """Whether callers hear the signed text until the new one is signed."""
    about = hotline.languages[text.language]
    return about.status != "draft" and about.speaks == "reviewed"


def _known(tag: str, prompt: str) -> Text:
    """A text that this person reads. Answers 404 for another one."""
    hotline, here = the_hotline(), logged_in()
    source = hotline.catalogues.template.get(prompt)
    there = tag in hotline.catalogues.languages and source is not None and source.is_for(tag)
    if not there or here is None or not here.reads(tag):
        raise NotFound
    return Text(tag, prompt)


def _editable(tag: str, prompt: str) -> Text:
    text = _known(tag, prompt)
    if not _may_edit(text):
        abort(403)
    return text


def _may_edit(text: Text) -> bool:
    """Whether this person may change it: a coordinator any, a reviewer those of their languages."""
    here = logged_in()
    if here is None or not may_use(here.roles, "texts.text.save"):
        return False
    own = here.person.languages if here.person else ()
    return Role.COORDINATOR in here.roles or text.language in own


def _may_publish() -> bool:
    here = logged_in()
    return here is not None and may_use(here.roles, "changes.publish")


def _touch(text: Text, draft: int) -> None:
    """Make the draft anew, so that its page waits for the sound again."""
    store = the_store()
    now = store.now()

    def work(connection: Connection) -> None:
        [old] = [one for one in rows.drafts(connection) if one.id == draft]
        rows.add_change(connection, str(text), old.before, old.after, old.by, now, old.why)

    store.do(work)
