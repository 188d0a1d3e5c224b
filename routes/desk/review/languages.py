"""Languages: how far native speakers are with each, who they are, and putting a language on air."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.editing import me, the_publishing
from routes.desk.languages import title
from routes.desk.passkeys import root
from routes.desk.person import Refused
from routes.desk.qr import qr_image
from routes.desk.review import links
from routes.desk.review.cards import Card
from routes.desk.review.going_live import OnAir, entity_of_signature, go_live, on_air
from routes.desk.review.language_words import obstacles, sentence
from routes.desk.review.links import Link, Task
from routes.desk.review.progress import Progress, Recorded, better, progress_of, recorded_of
from routes.desk.review.verdicts import Given, Suggestion, Verdict
from routes.desk.review.work import Work, decline, take, work_on, works_on
from routes.desk.session import note
from routes.desk.translation import N_, _, ngettext
from routes.releases.overlay import ReadFiles

routes = Blueprint("languages", __name__)

TASKS = {
    Task.REVIEW: N_("read the texts, and write them better"),
    Task.RECORD: N_("record their voice"),
}
"""What a native speaker is asked -> in words."""
VERDICTS = {
    Verdict.OK: N_("good"),
    Verdict.DOUBT: N_("not sure"),
    Verdict.WRONG: N_("wrong"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A language on the page. what: it is, in a sentence. missing: what keeps it from the air."""

    tag: str
    title: str
    progress: Progress
    recorded: Recorded
    on_air: OnAir
    what: str
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A card that readers do not agree on."""

    card: Card
    english: list[str]
    given: list[Given]
    better: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Reader:
    """A native speaker on the page. done: cards that they have read."""

    link: Link
    tasks: list[str]
    done: int


@routes.get("/languages")
def page() -> str:
    """Every language, and a picture of how far it is."""
    rows = sorted(_rows(the_hotline().whole.offered), key=_order)
    signed = sum(row.progress.is_signed or bool(row.on_air.signers) for row in rows)
    return render_template(
        "languages.html",
        rows=rows,
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


@routes.post("/languages/<tag>/suggestions/<int:suggestion>")
def decide(tag: str, suggestion: int) -> ResponseReturnValue:
    """Take or decline better words."""
    work = work_on(_known(tag))
    found = work.opinions.find(suggestion)
    if found is None:
        abort(409)
    if request.form.get("decision") == "take":
        take(work, found, me(), reads=False)
    else:
        decline(found, me())
    return redirect(url_for("languages.one", tag=tag, _anchor="disputed"), 303)


@routes.post("/languages/<tag>/live")
def publish(tag: str) -> ResponseReturnValue:
    """Put what was signed on air."""
    note(Action.PUBLISH, tag)
    if not go_live(work_on(_known(tag)), me()):
        abort(409)
    return redirect(url_for("changes.page"), 303)


def _known(tag: str) -> str:
    return tag if tag in the_hotline().whole.offered else abort(404)


def _rows(tags: frozenset[str]) -> list[Row]:
    files = ReadFiles(the_publishing().content())
    return [_row(work, files) for work in works_on(sorted(tags))]


def _row(work: Work, files: ReadFiles) -> Row:
    hotline, tag = the_hotline(), work.cards.language
    progress = progress_of(work.cards.texts.values(), work.opinions)
    recorded = recorded_of(hotline, tag)
    heard = on_air(work, files.read(entity_of_signature(work)))
    return Row(
        tag,
        title(hotline, tag),
        progress,
        recorded,
        heard,
        sentence(progress, recorded, heard),
        list(obstacles(hotline, tag, progress, heard)),
    )


def _order(row: Row) -> tuple[bool, int, str]:
    """Languages on air first, then those that are nearest to it."""
    left = row.progress.texts - len(row.progress.signed)
    return not row.on_air.signers, left, row.title


def _one(tag: str, problems: dict[str, str]) -> str:
    work = work_on(_known(tag))
    row = _row(work, ReadFiles(the_publishing().content()))
    now = the_store().now()

    def found(connection: Connection) -> list[Link]:
        return links.links_to(connection, tag)

    readers = [_reader(work, link) for link in the_store().do(found)]
    return render_template(
        "language.html",
        row=row,
        disputed=[_disputed(work, card) for card in work.cards.all if _is_disputed(work, card)],
        verdicts=VERDICTS,
        readers=[one for one in readers if not one.link.is_over(now)],
        former=[one for one in readers if one.link.is_over(now)],
        tasks=TASKS,
        chosen=request.form.getlist("tasks") or [Task.REVIEW.value],
        typed=request.form.get("name", ""),
        problems=problems,
        cards=len(work.cards.all),
        by_itself=row.progress.is_signed and not row.on_air.is_current,
    )


def _reader(work: Work, link: Link) -> Reader:
    texts = work.cards.texts.values()
    done = sum(link.name in work.opinions.on(text) for text in texts)
    return Reader(link, [_(TASKS[task]) for task in sorted(link.tasks)], done)


def _is_disputed(work: Work, card: Card) -> bool:
    given = (one for text in card.texts for one in work.opinions.on(text).values())
    doubted = any(one.verdict is not Verdict.OK for one in given)
    return doubted or bool(better(card, work.opinions))


def _disputed(work: Work, card: Card) -> Disputed:
    given = [one for text in card.texts for one in work.opinions.on(text).values()]
    english = work.cards.beside(card).get("en", [])
    return Disputed(card, english, given, better(card, work.opinions))
