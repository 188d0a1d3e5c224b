"""The pages of a speaker: consent, recording one text after the other, and hearing what others have
recorded before callers do.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from audio.provenance import RecordingName
from audio.text import Text
from routes.call.hotline import Hotline
from routes.database.store import the_store
from routes.desk.dates import belgian
from routes.desk.review import recordings
from routes.desk.review.cards import Cards
from routes.desk.review.door import routes
from routes.desk.review.heard_masters import as_callers_hear
from routes.desk.review.recordings import Recording, RecordingState
from routes.desk.review.takes import FLAGGED, Inspection
from routes.desk.review.visitor import visitor as the_link
from routes.desk.review.words import say
from routes.desk.review.work import Work, work_on
from routes.releases import sounds

LONGEST_VOICE = 60


@dataclass(frozen=True)
class ToRecord:
    """What is recorded of a language: the newest texts, in the order of reading."""

    cards: Cards

    @cached_property
    def texts(self) -> dict[RecordingName, Text]:
        """Everything, by its name."""
        newest = self._newest.recordings
        order = {card.name: number for number, card in enumerate(self.cards.all)}
        own = [name for name in newest if name[0] == self.cards.language]
        own.sort(key=lambda name: order.get(self.prompts[name], len(order)))
        return {name: newest[name] for name in own}

    @cached_property
    def prompts(self) -> dict[RecordingName, str]:
        """Name -> its prompt."""
        return self._newest.prompts_of_recordings

    @cached_property
    def _newest(self) -> Hotline:
        return replace(self.cards.hotline, catalogues=self.cards.catalogues)

    def current(self, known: list[Recording]) -> list[Recording]:
        """The recordings that say what is to be said now."""
        said = {name: text.digest for (_, name), text in self.texts.items()}
        return [one for one in known if said.get(one.name) == one.text]


@routes.get("/review/<tag>/record")
def record(tag: str) -> str:
    """Agree, test the microphone, and record one text after the other. It needs a script."""
    return _record(tag, {})


@routes.post("/review/<tag>/consent")
def consent(tag: str) -> ResponseReturnValue:
    """Keep that the speaker agrees, and under which name."""
    voice = " ".join(request.form.get("voice", "").split())[:LONGEST_VOICE]
    problems = {}
    if not voice:
        problems["voice"] = say("Write your name or initials.")
    if not request.form.get("agree"):
        problems["agree"] = say("Without your yes nothing is recorded.")
    if problems:
        return _record(tag, problems), 400
    store, by = the_store(), the_link().name
    now = store.now()
    store.do(lambda connection: recordings.agree(connection, now, tag, by, voice))
    return redirect(url_for("review.record", tag=tag), 303)


@routes.post("/review/<tag>/recordings/<name>")
def record_one(tag: str, name: str) -> ResponseReturnValue:
    """Take a recording, which the body is. Answers whether it is kept, and what to tell."""
    work = work_on(tag)
    wanted, store, by = ToRecord(work.cards), the_store(), the_link().name
    if (tag, name) not in wanted.texts:
        abort(404)

    def known(connection: Connection) -> tuple[str, float | None]:
        pace = recordings.pace(recordings.recordings_of(connection, tag), by)
        return recordings.voice_of(connection, tag, by), pace

    voice, pace = store.do(known)
    if not voice:
        abort(403)
    today = belgian(datetime.now(UTC)).date()
    inspection = Inspection(
        work.cards.hotline, tag, wanted.texts, wanted.prompts, pace, voice, today
    )
    inspected = inspection.inspect(name, request.get_data())
    if take := inspected.take:
        now = store.now()
        store.do(lambda connection: recordings.keep(connection, now, by, voice, take))
    return jsonify(kept=inspected.take is not None, told=list(inspected.told))


@routes.post("/review/<tag>/withdrawal")
def withdraw(tag: str) -> ResponseReturnValue:
    """Take the voice back, for good."""
    store, by = the_store(), the_link().name
    now = store.now()
    store.do(lambda connection: recordings.withdraw(connection, now, tag, by))
    return redirect(url_for("review.start", tag=tag, withdrawn=1), 303)


@routes.get("/review/<tag>/listen")
def listen(tag: str) -> str:
    """The next recording of somebody else that nobody has heard."""
    wanted = ToRecord(work_on(tag).cards)
    waiting = to_hear(wanted, _known(tag), the_link().name)
    return render_template(
        "review/listen.html",
        recording=waiting[0] if waiting else None,
        words=wanted.texts[tag, waiting[0].name].words if waiting else "",
        flagged=[say(FLAGGED[kind]) for kind in FLAGGED if waiting and kind in waiting[0].problems],
        left=len(waiting),
    )


@routes.post("/review/<tag>/recordings/<int:recording>/verdict")
def judge(tag: str, recording: int) -> ResponseReturnValue:
    """Say whether a recording says its text."""
    state = RecordingState.GOOD if request.form.get("verdict") == "good" else RecordingState.REFUSED
    store, by = the_store(), the_link().name
    now, mine = store.now(), {one.id for one in _known(tag)}
    if recording not in mine:
        abort(404)
    store.do(lambda connection: recordings.judge(connection, now, by, recording, state))
    return redirect(url_for("review.listen", tag=tag), 303)


@routes.get("/review/<tag>/recordings/<int:recording>/sound")
def sound(tag: str, recording: int) -> ResponseReturnValue:
    """A recording as callers would hear it."""
    return sound_of(_known(tag), recording)


def sound_of(known: list[Recording], recording: int) -> Response:
    """The sound of one of these recordings, as callers would hear it. Answers 404 for another."""
    found = next((one for one in known if one.id == recording), None) or abort(404)
    wanted = [found.sha256]
    master = the_store().do(lambda connection: sounds.masters(connection, wanted))
    if found.sha256 not in master:
        abort(404)
    return Response(BytesIO(as_callers_hear(master[found.sha256])), content_type="audio/wav")


def to_hear(wanted: ToRecord, known: list[Recording], name: str) -> list[Recording]:
    """What waits for a listener who is not the speaker, in the order of reading."""
    order = {named: number for number, (_, named) in enumerate(wanted.texts)}
    waiting = [
        one
        for one in wanted.current(known)
        if one.state is RecordingState.WAITING and one.by != name
    ]
    return sorted(waiting, key=lambda one: order[one.name])


def waiting_for(work: Work, name: str) -> int:
    """How many recordings this person could listen to."""
    return len(to_hear(ToRecord(work.cards), _known(work.cards.language), name))


def _known(tag: str) -> list[Recording]:
    return the_store().do(lambda connection: recordings.recordings_of(connection, tag))


def _record(tag: str, problems: dict[str, str]) -> str:
    wanted, by = ToRecord(work_on(tag).cards), the_link().name
    voice = the_store().do(lambda connection: recordings.voice_of(connection, tag, by))
    states = {one.name: one.state.value for one in wanted.current(_known(tag)) if one.by == by}
    texts = [(name, text.words, states.get(name, "")) for (_, name), text in wanted.texts.items()]
    return render_template(
        "review/record.html", texts=texts, voice=voice, problems=problems, typed=request.form
    )
