"""Changes: what is drafted, what is being published, what callers hear, and taking it back."""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.desk import settling
from routes.desk.actions import Action
from routes.desk.editing import check_in_background, me, the_publishing
from routes.desk.number_state import may_say_that_rung
from routes.desk.person import SHARED
from routes.desk.release_view import shown_change, shown_release
from routes.desk.session import note
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.companions import companions
from routes.releases.instances import Instance, all_instances
from routes.releases.publishing import NotConfirmed, NotTheSecond
from routes.releases.rows import Release, State

routes = Blueprint("changes", __name__)
settling.add_routes(routes)

SHOWN = 20
"""Former releases on the page."""


@dataclass(frozen=True, slots=True)
class _Kept:
    releases: list[Release]
    changes: dict[int, Change]
    drafts: list[Change]
    instances: list[Instance]


@routes.get("/changes")
def page() -> str:
    """Drafts, what is being published, and what was. It shows itself anew while checks run."""
    publishing = the_publishing()
    now = publishing.store.now()

    def work(connection: Connection) -> _Kept:
        changes = {one.id: one for one in rows.all_changes(connection)}
        releases = rows.all_releases(connection)[:SHOWN]
        return _Kept(releases, changes, rows.drafts(connection), all_instances(connection, now))

    kept = publishing.store.do(work)
    shown = [shown_release(one, kept.releases, kept.changes, now) for one in kept.releases]
    newest = shown[0] if shown else None
    problems = kept.releases[0].problems if newest and newest.state is State.FAILED else ()
    busy = {
        id_
        for one in kept.releases
        if one.state is State.WAITING
        or (one.state is State.CHECKING and not one.was_interrupted(now))
        for id_ in one.changes
    }
    texts = {one.entity for one in kept.drafts}
    go_along = {one.id for one in companions(kept.drafts, texts)}
    return render_template(
        "changes.html",
        drafts=[
            shown_change(one, problems, waits=True)
            for one in kept.drafts
            if one.id not in busy | go_along
        ],
        general=newest.problems if newest and newest.state is State.FAILED else [],
        current=[one for one in shown if one.state in (State.CHECKING, State.WAITING)],
        former=[one for one in shown if one.state not in (State.CHECKING, State.WAITING)],
        live=next((one for one in shown if one.state is State.LIVE), None),
        instances=[one for one in kept.instances if one.problem],
        conflicts=settling.conflicts(),
        must_choose="choose" in request.args,
        is_checking=any(one.state is State.CHECKING for one in shown),
        is_shared=me() == SHARED,
    )


@routes.post("/changes/publish")
def publish() -> ResponseReturnValue:
    """Begin to publish the drafts that are chosen."""
    drafts = {int(one) for one in request.form.getlist("draft") if one.isdecimal()}
    if drafts:
        drafts |= _going_along(drafts)
        note(Action.PUBLISH, ", ".join(map(str, sorted(drafts))))
        check_in_background(the_publishing().begin(drafts, me()))
    return redirect(url_for("changes.page"), 303)


@routes.post("/changes/<int:change>/drop")
def drop(change: int) -> ResponseReturnValue:
    """Drop a draft."""
    store = the_publishing().store
    note(Action.DROP, str(change))
    person, now = me(), store.now()
    for one in (change, *sorted(_going_along({change}))):
        store.do(partial(rows.drop_draft, change=one, by=person, at=now))
    return redirect(url_for("changes.page"), 303)


@routes.post("/changes/releases/<int:release>/agree")
def agree(release: int) -> ResponseReturnValue:
    """Agree as the second person."""
    waiting = _known(release, State.WAITING)
    note(Action.AGREE, str(release))
    rung = "rung" in request.form and may_say_that_rung(the_publishing(), waiting)
    try:
        the_publishing().agree(waiting, me(), rung_otherwise=rung)
    except NotTheSecond:
        abort(403)
    except NotConfirmed:
        return redirect(url_for("changes.page", unconfirmed=release), 303)
    return redirect(url_for("changes.page"), 303)


@routes.post("/changes/releases/<int:release>/withdraw")
def withdraw(release: int) -> ResponseReturnValue:
    """Turn a waiting release back into drafts."""
    waiting = _known(release, State.WAITING)
    note(Action.WITHDRAW, str(release))
    the_publishing().withdraw(waiting)
    return redirect(url_for("changes.page"), 303)


@routes.post("/changes/releases/<int:release>/undo")
def undo(release: int) -> ResponseReturnValue:
    """Take back what a release changed."""
    if not _known(release).live_at:
        abort(404)
    note(Action.UNDO, str(release))
    check_in_background(the_publishing().undo(release, me()))
    return redirect(url_for("changes.page"), 303)


def _going_along(drafts: set[int]) -> set[int]:
    """The drafts that go along with these drafts of texts."""
    there = the_publishing().store.do(rows.drafts)
    texts = {one.entity for one in there if one.id in drafts}
    return {one.id for one in companions(there, texts)}


def _known(release: int, state: State | None = None) -> Release:
    """A release. Answers 404 where there is none, and 409 where it is in another state by now."""
    try:
        found = the_publishing().release(release)
    except KeyError:
        abort(404)
    if state and found.state is not state:
        abort(409)
    return found
