"""Changes: what is drafted, what is being published, what callers hear, and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.desk import settling
from routes.desk.actions import Action
from routes.desk.change_words import subject, value_in_words, who
from routes.desk.dates import moment
from routes.desk.editing import check_in_background, me, moment_of, the_publishing
from routes.desk.number_state import NumberState, may_say_that_rung, states_of
from routes.desk.person import SHARED
from routes.desk.problem_words import problem_in_words
from routes.desk.session import note
from routes.desk.translation import N_, _
from routes.releases import rows
from routes.releases.change import Change
from routes.releases.companions import companions
from routes.releases.publishing import NotConfirmed, NotTheSecond
from routes.releases.rows import FieldProblem, Instance, Release, State
from routes.releases.second_person import authors

routes = Blueprint("changes", __name__)
settling.add_routes(routes)

SHOWN = 20
"""Former releases on the page."""
_STATES = {
    State.CHECKING: N_("is being checked"),
    State.FAILED: N_("could not go live"),
    State.WAITING: N_("waits for a second person"),
    State.LIVE: N_("callers hear it"),
    State.REPLACED: N_("was replaced by a later one"),
    State.WITHDRAWN: N_("was withdrawn"),
}
_INTERRUPTED = N_("The checks broke off, because the server was restarted. Publish again.")


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words. problems: why it cannot go live. numbers: the new ones that it brings."""

    id: int
    subject: str
    before: str
    after: str
    by: str
    when: str
    why: str
    problems: list[str]
    numbers: list[NumberState]


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """A release in words. added, removed: what it changed. problems: that are about all of it.
    called, to_call: in how many languages simulated callers have called, and in how many they will.
    can_agree: whether the person of this page can be the second one. can_undo: whether it can be
    taken back.
    """

    id: int
    state: State
    word: str
    by: str
    second: str
    when: str
    progress: str
    called: int
    to_call: int
    added: list[ShownChange]
    removed: list[ShownChange]
    problems: list[str]
    can_agree: bool
    can_undo: bool

    @property
    def numbers(self) -> list[NumberState]:
        """The new numbers that nobody has confirmed."""
        return [one for change in self.added for one in change.numbers if not one.is_confirmed]


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
        return _Kept(
            releases, changes, rows.drafts(connection), rows.all_instances(connection, now)
        )

    kept = publishing.store.do(work)
    shown = [_release(one, kept, now) for one in kept.releases]
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
            _change(one, problems, waits=True)
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
    """Let a draft be none any more."""
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
    """Let a release that waits be drafts again."""
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


def _release(release: Release, kept: _Kept, now: int) -> ShownRelease:
    parent = next((one.changes for one in kept.releases if one.id == release.parent), ())
    state = State.FAILED if release.was_interrupted(now) else release.state
    added = [kept.changes[id_] for id_ in release.changes if id_ not in parent]
    waits = state is State.WAITING and me() != SHARED
    called, _slash, to_call = release.progress.partition("/")
    problems = _told(one for one in release.problems if not one.entity)
    if release.was_interrupted(now):
        problems.append(_(_INTERRUPTED))
    return ShownRelease(
        id=release.id,
        state=state,
        word=_(_STATES[state]),
        by=who(release.by),
        second=who(release.second),
        when=moment(moment_of(release.live_at or release.at), datetime.now(UTC)),
        progress=_progress(release),
        called=int(called) if to_call else 0,
        to_call=int(to_call or 0),
        added=[_change(one, release.problems, waits=state is State.WAITING) for one in added],
        removed=[_change(kept.changes[id_], ()) for id_ in parent if id_ not in release.changes],
        problems=problems,
        can_agree=waits and me() not in authors(added, release.by),
        can_undo=bool(release.live_at) and state in (State.LIVE, State.REPLACED),
    )


def _progress(release: Release) -> str:
    done, _slash, of = release.progress.partition("/")
    if not of:
        return _("The files are opened and checked.")
    return _("Simulated calls: %(done)s of %(of)s languages.", done=done, of=of)


def _change(
    change: Change, problems: Iterable[FieldProblem], *, waits: bool = False
) -> ShownChange:
    """waits: whether it is a draft, or waits for a second person."""
    return ShownChange(
        id=change.id,
        subject=subject(change.entity),
        before=value_in_words(change.entity, change.before),
        after=value_in_words(change.entity, change.after),
        by=who(change.by),
        when=moment(moment_of(change.at), datetime.now(UTC)),
        why=change.why,
        problems=_told((one for one in problems if one.entity == change.entity), change),
        numbers=states_of([change]) if waits else [],
    )


def _told(problems: Iterable[FieldProblem], change: Change | None = None) -> list[str]:
    return list(dict.fromkeys(problem_in_words(one, change) for one in problems))
