"""Notices: what callers are told for a while. A template is on air at once; words of its own wait
for a second person.
"""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.notices import AWAY, RINGING, Notice, Template
from routes.call.hotline import the_hotline
from routes.call.on_air import ON_AIR
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.dates import moment
from routes.desk.editing import me, moment_of
from routes.desk.notice_form import OTHER, WHAT, NoticeForm, templates, usual_ends
from routes.desk.notice_words import (
    NoticeWords,
    rings_itself,
    said_by,
    sentence,
    shown,
    where_in_words,
)
from routes.desk.person import SHARED
from routes.desk.session import note
from routes.desk.telephone import CALLED
from routes.desk.translation import _
from routes.releases.following import FOLLOWER
from routes.releases.notices import rows
from routes.releases.notices.rows import KeptNotice

routes = Blueprint("notices", __name__)

FORMER = 20
"""Notices that are over, on the page."""


@routes.get("/notices")
def page() -> str:
    """What is on air, what waits, and what was."""
    store = the_store()
    hotline, now, at = the_hotline(), datetime.now(UTC), store.now()
    found = store.do(lambda connection: rows.newest(connection, FORMER))
    on_air = store.do(lambda connection: rows.on_air(connection, at))
    over = [one for one in found if not one.is_on_air(at) and not one.waits(at)]
    return render_template(
        "notices.html",
        on_air=[shown(hotline, one, now) for one in on_air],
        waiting=[
            (shown(hotline, one, now), me() not in (one.by, SHARED), me() == one.by)
            for one in found
            if one.waits(at)
        ],
        former=[shown(hotline, one, now) for one in over],
    )


@routes.get("/notices/new")
def new() -> str:
    """Choose what is told, to whom, and until when."""
    return _form(NoticeForm.of(request.args))


@routes.post("/notices/new")
def save() -> ResponseReturnValue:
    """Put a template on air, or show it in every language first."""
    form, tree, now = NoticeForm.of(request.form), the_hotline().tree, datetime.now(UTC)
    template = form.template(tree)
    place = form.place(tree, template) if template else ""
    until = form.ends(now)
    if not (template and place and until):
        return _form(form), 400
    if "listen" in request.form:
        return _form(form, Notice(place, template, now, until))
    _put_on_air(place, template, until)
    return redirect(url_for("notices.page"), 303)


@routes.post("/notices/<int:notice>/agree")
def agree(notice: int) -> ResponseReturnValue:
    """Put words of its own on air, as the second person."""
    kept, store, person = _known(notice), the_store(), me()
    if person == SHARED:
        abort(403)
    if request.form.get("notice.heard", "") != kept.sounds or kept.unsaid:
        return redirect(url_for("notices.page"), 303)  # it was recorded anew meanwhile, or must be
    note(Action.AGREE_NOTICE, _about(kept.place, kept.template))
    now = store.now()
    if not store.do(lambda connection: rows.agree(connection, kept, person, now)):
        abort(409)
    _take()
    return redirect(url_for("notices.page"), 303)


@routes.post("/notices/<int:notice>/end")
def end(notice: int) -> ResponseReturnValue:
    """End a notice before its time."""
    kept, store, person = _known(notice), the_store(), me()
    note(Action.END_NOTICE, _about(kept.place, kept.template))
    now = store.now()
    store.do(lambda connection: rows.end(connection, kept.id, person, now))
    _take()
    return redirect(url_for("notices.page"), 303)


@routes.get("/notices/sound/<clip>")
def sound(clip: str) -> Response:
    """A clip of words of its own, also of those that wait."""
    content = the_store().do(lambda connection: rows.sound_of(connection, clip))
    if not content:
        abort(404)
    return Response(content, content_type="audio/wav")


@routes.app_context_processor
def on_air_here() -> dict[str, Any]:
    """For any page: what the callers of this process hear."""
    return {"notices_on_air": _heard_here}


def _heard_here() -> list[tuple[NoticeWords, str, str]]:
    hotline, now = the_hotline(), datetime.now(UTC)
    heard = [one for one in ON_AIR.here().notices if one.holds(now)]
    said = ((sentence(hotline, one, now), one) for one in heard)
    return [
        (words, where_in_words(hotline, one.place), moment(one.until, now))
        for words, one in said
        if words
    ]


def _form(form: NoticeForm, chosen: Notice | None = None) -> str:
    hotline, now, store = the_hotline(), datetime.now(UTC), the_store()
    at = store.now()
    on_air = store.do(lambda connection: rows.on_air(connection, at)) if chosen else ()
    before = [one for one in on_air if chosen and one.place == chosen.place]
    destinations = {
        name: one.name
        for name, one in hotline.tree.destinations.items()
        if any(hotline.tree.notices.prompt(what, name) for what in AWAY)
    }
    return render_template(
        "notice_new.html",
        form=form,
        what={value: _(WHAT[Template(value)]) for value in templates(hotline.tree)},
        destinations=destinations,
        everybody=RINGING,
        ends=usual_ends(now),
        other=OTHER,
        said=list(said_by(hotline, chosen, now)) if chosen else [],
        before=[moment(moment_of(one.until), now) for one in before],
        until=moment(chosen.until, now) if chosen else "",
        rings=rings_itself(hotline, chosen, now) if chosen else "",
    )


def _put_on_air(place: str, template: Template, until: datetime) -> None:
    store, person = the_store(), me()
    note(Action.PUT_ON_AIR, _about(place, template))
    now, last = store.now(), int(until.timestamp())
    store.do(lambda connection: rows.put_on_air(connection, place, template, last, person, now))
    _take()


def _take() -> None:
    """Let the callers of this process hear it at once. The other processes ask every second."""
    FOLLOWER.of(CALLED.here()).airing.look()


def _known(notice: int) -> KeptNotice:
    try:
        return the_store().do(lambda connection: rows.notice_of(connection, notice))
    except KeyError:
        abort(404)


def _about(place: str, template: Template | None) -> str:
    """What the log says of a notice."""
    return f"{template.value if template else 'own words'}, {place}"
