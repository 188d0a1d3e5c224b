"""Languages: how far native speakers are with each, who they are, and putting a language on air."""

from collections import Counter

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.editing import me, the_publishing
from routes.desk.languages import title
from routes.desk.passkeys import root
from routes.desk.person import Refused, person_of
from routes.desk.qr import qr_image
from routes.desk.review import language_rows, links, recordings
from routes.desk.review.going_live import go_live
from routes.desk.review.language_rows import STAGES, TASKS, Stage
from routes.desk.review.links import Link, Task
from routes.desk.review.record_pages import ToRecord, sound_of, to_hear
from routes.desk.review.recordings import Recording, RecordingState
from routes.desk.review.verdicts import Verdict
from routes.desk.review.voices import let_callers_hear, ready
from routes.desk.review.work import decline, take, work_on, works_on
from routes.desk.session import note
from routes.desk.translation import _, ngettext
from routes.releases.overlay import ReadFiles
from routes.translations import N_

routes = Blueprint("languages", __name__)

VERDICTS = {
    Verdict.OK: N_("good"),
    Verdict.DOUBT: N_("not sure"),
    Verdict.WRONG: N_("wrong"),
}


@routes.get("/languages")
def page() -> str:
    """Every language, and a picture of how far it is."""
    files = ReadFiles(the_publishing().content())
    works = works_on(sorted(the_hotline().whole.offered))
    rows = sorted((language_rows.row(work, files) for work in works), key=lambda row: row.place)
    stages = Counter(row.stage for row in rows)
    signed = stages[Stage.ON_AIR] + stages[Stage.SIGNED]
    return render_template(
        "languages.html",
        rows=[row for row in rows if row.stage is not Stage.UNTOUCHED],
        untouched=[row for row in rows if row.stage is Stage.UNTOUCHED],
        stages=[(one, stages[one], _(words, count=stages[one])) for one, words in STAGES.items()],
        count=len(rows),
        headline=ngettext(
            "Native speakers have signed %(num)s language of %(all)s",
            "Native speakers have signed %(num)s languages of %(all)s",
            signed,
            all=len(rows),
        ),
        spoken=sum(row.recorded.by_person == row.recorded.texts for row in rows),
        people=len({name for row in rows for name in row.progress.readers}),
        minutes=sum(row.recorded.minutes for row in rows),
    )


@routes.get("/languages/<tag>")
def one(tag: str) -> str:
    """A language: what is missing, what readers doubt, and who reads it."""
    return _one(tag, {})


@routes.post("/languages/<tag>/invite")
def invite(tag: str) -> ResponseReturnValue:
    """Make a link for a native speaker, and show it once."""
    _known(tag)
    name, by, now = request.form.get("name", ""), me(), the_store().now()
    tasks = {Task(word) for word in request.form.getlist("tasks") if word in set(Task)}
    try:
        person, token = the_store().do(
            lambda connection: links.make(connection, now, by, name, tag, tasks)
        )
    except Refused as refused:
        return _one(tag, {refused.field: _(str(refused))}), 400
    address = links.address(root(), tag, token)
    return render_template(
        "language_invited.html",
        tag=tag,
        title=title(the_hotline(), tag),
        name=person.name,
        address=address,
        picture=qr_image(address),
    )


@routes.post("/languages/<tag>/people/<int:account>/end")
def end(tag: str, account: int) -> ResponseReturnValue:
    """End the link of a native speaker."""
    by, now = me(), the_store().now()
    the_store().do(lambda connection: links.end(connection, now, by, account, tag))
    return redirect(url_for("languages.one", tag=tag, _anchor="people"), 303)


@routes.post("/languages/<tag>/people/<int:account>/voice")
def withdraw(tag: str, account: int) -> ResponseReturnValue:
    """Delete the voice of a speaker, who has asked for it."""
    now = the_store().now()

    def work(connection: Connection) -> None:
        if person := person_of(connection, account):
            recordings.withdraw(connection, now, tag, person.name)

    note(Action.WITHDRAW, tag)
    the_store().do(work)
    return redirect(url_for("languages.one", tag=tag, _anchor="people"), 303)


@routes.post("/languages/<tag>/suggestions/<int:suggestion>")
def decide(tag: str, suggestion: int) -> ResponseReturnValue:
    """Take or decline better words."""
    work = work_on(_known(tag))
    found = work.opinions.find(suggestion) or abort(409)
    if request.form.get("decision") == "take":
        take(work, found, me(), reads=False)
    else:
        decline(found, me())
    return redirect(url_for("languages.one", tag=tag, _anchor="disputed"), 303)


@routes.get("/languages/<tag>/recordings/<int:recording>")
def sound(tag: str, recording: int) -> ResponseReturnValue:
    """A recording as callers would hear it."""
    return sound_of(_recordings(tag), recording)


@routes.post("/languages/<tag>/recordings/<int:recording>")
def judge(tag: str, recording: int) -> ResponseReturnValue:
    """Say whether a recording says its text."""
    if recording not in {one.id for one in _recordings(tag)}:
        abort(404)
    state = RecordingState.GOOD if request.form.get("verdict") == "good" else RecordingState.REFUSED
    now, by = the_store().now(), me()
    the_store().do(lambda connection: recordings.judge(connection, now, by, recording, state))
    return redirect(url_for("languages.one", tag=tag, _anchor="recordings"), 303)


@routes.post("/languages/<tag>/voices")
def voices(tag: str) -> ResponseReturnValue:
    """Let callers hear the recordings that were found good."""
    note(Action.PUBLISH, tag)
    if not let_callers_hear(ToRecord(work_on(_known(tag)).cards), me()):
        abort(409)
    return redirect(url_for("changes.page"), 303)


@routes.post("/languages/<tag>/live")
def publish(tag: str) -> ResponseReturnValue:
    """Put what was signed on air."""
    note(Action.PUBLISH, tag)
    if not go_live(work_on(_known(tag)), me()):
        abort(409)
    return redirect(url_for("changes.page"), 303)


def _known(tag: str) -> str:
    return tag if tag in the_hotline().whole.offered else abort(404)


def _recordings(tag: str) -> list[Recording]:
    return the_store().do(lambda connection: recordings.recordings_of(connection, tag))


def _one(tag: str, problems: dict[str, str]) -> str:
    work = work_on(_known(tag))
    row = language_rows.row(work, ReadFiles(the_publishing().content()))
    now, wanted = the_store().now(), ToRecord(work.cards)

    def found(connection: Connection) -> tuple[list[Link], list[Recording]]:
        return links.links_to(connection, tag), recordings.recordings_of(connection, tag)

    own_links, known = the_store().do(found)
    readers = [language_rows.reader(work, link, known) for link in own_links]
    chosen = ready(wanted)
    unheard = to_hear(wanted, known, me())
    return render_template(
        "language.html",
        row=row,
        disputed=language_rows.disputed(work),
        verdicts=VERDICTS,
        readers=[one for one in readers if not one.link.is_over(now)],
        former=[one for one in readers if one.link.is_over(now)],
        tasks=TASKS,
        chosen=request.form.getlist("tasks") or [Task.REVIEW.value],
        typed=request.form.get("name", ""),
        problems=problems,
        can_go_live=row.progress.is_signed and not row.on_air.is_current,
        unheard=[language_rows.waiting(one, wanted.texts[tag, one.name].words) for one in unheard],
        ready=len(chosen),
        left=row.recorded.texts - row.recorded.by_person - len(chosen),
    )
