"""The pages of a native speaker, in their language: what is asked, one card a text, and a call."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.invitations import token_in
from routes.desk.review import links, visitor
from routes.desk.review.answers import Answer, answer_of
from routes.desk.review.calls import CALLS, call_of
from routes.desk.review.cards import Card
from routes.desk.review.door import refused, routes
from routes.desk.review.links import Link, Task
from routes.desk.review.progress import better, has_read, next_card
from routes.desk.review.record_pages import waiting_for
from routes.desk.review.verdicts import Suggestion, Verdict
from routes.desk.review.visitor import visitor as the_link
from routes.desk.review.words import to_say
from routes.desk.review.work import Work, decline, take, work_on

A_MINUTE = 4
"""Cards that a careful reader does in a minute."""


@dataclass(frozen=True, slots=True)
class Step:
    """A card among all. state: of this reader's verdict; empty for none. disputed: whether another
    reader doubts it, or has better words.
    """

    number: int
    name: str
    state: str
    disputed: bool


@routes.get("/review/<tag>")
def start(tag: str) -> ResponseReturnValue:
    """What is asked, and how far this person is. A new link is taken by the script of the page."""
    link = visitor.visitor_or_none()
    if link is None:
        return render_template("review/link.html")
    work = work_on(tag)
    steps = _steps(work, link)
    return render_template(
        "review/start.html",
        steps=steps,
        done=sum(bool(step.state) for step in steps),
        minutes=max(5, round(len(steps) / A_MINUTE / 5) * 5),
        may_review=Task.REVIEW in link.tasks,
        may_record=Task.RECORD in link.tasks,
        waiting=waiting_for(work, link.name),
        withdrawn="withdrawn" in request.args,
    )


@routes.post("/review/<tag>/link")
def take_link(tag: str) -> ResponseReturnValue:
    """Open a link, and let this browser keep it."""
    store = the_store()
    now = store.now()
    token, browser = token_in(request.form.get("invitation", "")), visitor.kept()
    taken = store.do(lambda connection: links.take(connection, now, token, browser))
    if taken is None:
        return refused()
    link, kept = taken
    return visitor.remember(redirect(url_for("review.start", tag=link.language), 303), kept)


@routes.get("/review/<tag>/next")
def following(tag: str) -> ResponseReturnValue:
    """The next card that this person has not read, or thanks."""
    work = work_on(tag)
    after = request.args.get("after", "")
    card = next_card(work.cards.all, work.opinions, the_link().name, after)
    if card:
        return redirect(url_for("review.card", tag=tag, name=card.name), 303)
    return render_template("review/done.html", count=len(work.cards.all))


@routes.get("/review/<tag>/card/<name>")
def card(tag: str, name: str) -> str:
    """One card."""
    work = work_on(tag)
    return _card(work, _known(work, name), Answer(), why="why" in request.args)


@routes.post("/review/<tag>/card/<name>")
def answer(tag: str, name: str) -> ResponseReturnValue:
    """Keep a verdict and better words, and go on to the next card. A doubt without a reason helps
    nobody, so the reader is asked for it once.
    """
    work = work_on(tag)
    card = _known(work, name)
    given = answer_of(the_hotline(), tag, card)
    if given.problems:
        return _card(work, card, given), 400
    given.keep(tag, card, the_link().name)
    if given.is_bare_doubt:
        return redirect(url_for("review.card", tag=tag, name=name, why=1), 303)
    return redirect(url_for("review.following", tag=tag, after=name), 303)


@routes.post("/review/<tag>/suggestions/<int:suggestion>")
def decide(tag: str, suggestion: int) -> ResponseReturnValue:
    """Take or decline what another reader suggests."""
    work = work_on(tag)
    found = work.opinions.find(suggestion)
    if found is None or found.by == the_link().name:
        abort(409)
    if request.form.get("decision") == "take":
        take(work, found, the_link().name, reads=True)
    else:
        decline(found, the_link().name)
    return redirect(url_for("review.card", tag=tag, name=_place(work, found)), 303)


@routes.get("/review/<tag>/call")
def call(tag: str) -> str:
    """A whole path as a call, with the text running along."""
    chosen = request.args.get("path", "")
    chosen = chosen if chosen in CALLS else next(iter(CALLS))
    said = call_of(work_on(tag).cards, CALLS[chosen].goes)
    return render_template("review/call.html", said=said, calls=CALLS, chosen=chosen)


def _known(work: Work, name: str) -> Card:
    return work.cards.find(name) or abort(404)


def _place(work: Work, suggestion: Suggestion) -> str:
    """The card that a suggestion is on."""
    on = (one for one in work.cards.all if suggestion.prompt in {text.prompt for text in one.texts})
    return next(card.name for card in on)


def _card(work: Work, card: Card, given: Answer, why: bool = False) -> str:
    me = the_link().name
    steps = _steps(work, the_link())
    at = next(number for number, step in enumerate(steps) if step.name == card.name)
    by_person = {one.by: one for text in card.texts for one in work.opinions.on(text).values()}
    others = [
        one
        for one in by_person.values()
        if one.by != me and (one.remark or one.verdict is not Verdict.OK)
    ]
    return render_template(
        "review/card.html",
        card=card,
        following=_following(work, card),
        around=work.cards.around(card),
        beside=work.cards.beside(card),
        step=steps[at],
        before=steps[at - 1] if at else None,
        count=len(steps),
        done=sum(bool(step.state) for step in steps),
        mine=by_person.get(me),
        others=others,
        better=better(card, work.opinions),
        given=given,
        why=why,
        verdict_words=VERDICT_WORDS,
    )


def _following(work: Work, card: Card) -> str:
    """Where a person goes on who has answered this card."""
    tag, name = work.cards.language, card.name
    after = next_card(work.cards.all, work.opinions, the_link().name, name)
    if after is None or after.name == name:
        return url_for("review.following", tag=tag, after=name)
    return url_for("review.card", tag=tag, name=after.name)


VERDICT_WORDS = {
    Verdict.OK: to_say("Good"),
    Verdict.DOUBT: to_say("Not sure"),
    Verdict.WRONG: to_say("Wrong"),
}
"""What somebody thinks -> the word of its button, which `say` translates."""


def _steps(work: Work, link: Link) -> list[Step]:
    return [_step(work, link, number, card) for number, card in enumerate(work.cards.all, 1)]


def _step(work: Work, link: Link, number: int, card: Card) -> Step:
    read = has_read(card, work.opinions, link.name)
    given = [work.opinions.on(text) for text in card.texts]
    own = given[0][link.name].verdict.value if read else ""
    doubted = any(
        one.by != link.name and one.verdict is not Verdict.OK for on in given for one in on.values()
    )
    return Step(number, card.name, own, doubted or bool(better(card, work.opinions)))
