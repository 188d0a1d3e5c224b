"""A notice in words of its own, in the languages that somebody writes. The embedded voice speaks
it, or who wrote it records it, and a second person listens before callers do.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from audio.engines import EMBEDDED
from ivr.notices import RINGING, WELCOME
from prompts.catalogue import language_name
from prompts.languages import Language
from prompts.spelling import cleaned
from routes.call.hotline import the_hotline
from routes.database.store import the_store
from routes.desk.actions import Action
from routes.desk.editing import me
from routes.desk.notice_form import OTHER, NoticeForm, asked_for, usual_ends
from routes.desk.notice_words import in_order, where_in_words
from routes.desk.session import note
from routes.desk.translation import LANGUAGES, _, language
from routes.releases.notices import rows
from routes.releases.notices.rows import Words
from routes.releases.notices.speaking import MOST_SECONDS, CannotSpeak, TooLong, spoken

routes = Blueprint("own_notice", __name__)

AT_ONCE = 4
"""Languages that are spoken at the same time."""
LONGEST = 200
"""Letters."""


@routes.get("/notices/own")
def page() -> str:
    """Write a notice."""
    return _form(NoticeForm.of(request.args), {})


@routes.post("/notices/own")
def save() -> ResponseReturnValue:
    """Keep it until a second person agrees."""
    hotline, form, now = the_hotline(), NoticeForm.of(request.form), datetime.now(UTC)
    typed = {tag: request.form.get(f"words.{tag}", "").strip() for tag in in_order(hotline.tree)}
    place, until = form.own_place(hotline.tree), form.ends(now)
    said = _said(hotline.languages, {tag: words for tag, words in typed.items() if words}, form)
    if not any(typed.values()):
        form.wrong["words"] = _("Write what callers are told, in one language at least.")
    if form.wrong or until is None:
        return _form(form, typed), 400
    store, person = the_store(), me()
    note(Action.PROPOSE_NOTICE, place)
    at, last = store.now(), int(until.timestamp())
    store.do(lambda connection: rows.propose(connection, place, said, last, person, at))
    return redirect(url_for("notices.page"), 303)


def _said(
    languages: Mapping[str, Language], typed: Mapping[str, str], form: NoticeForm
) -> list[tuple[Words, bytes]]:
    """Each text with the clip that says it; without one in a language that no voice speaks, where
    it is recorded. What is wrong is told at its field.
    """

    def speak(tag: str) -> tuple[Words, bytes] | CannotSpeak | TooLong:
        if EMBEDDED not in languages[tag].voices:
            return Words(tag, cleaned(typed[tag])), b""
        try:
            return spoken(tag, languages[tag], typed[tag][: LONGEST + 1])
        except (CannotSpeak, TooLong) as error:
            return error

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = dict(zip(typed, pool.map(speak, typed), strict=True))
    for tag, result in found.items():
        if isinstance(result, TooLong) or len(typed[tag]) > LONGEST:
            form.wrong[f"words.{tag}"] = _(
                "Shorten it: it may last %(seconds)s seconds, so that callers do not wait.",
                seconds=int(MOST_SECONDS),
            )
        elif isinstance(result, CannotSpeak):
            form.wrong[f"words.{tag}"] = _("The voice cannot say this. Write it in another way.")
    return [result for result in found.values() if isinstance(result, tuple)]


def _form(form: NoticeForm, typed: Mapping[str, str]) -> str:
    hotline = the_hotline()
    # The languages that the embedded voice speaks, that of the page first.
    tags = [tag for tag in in_order(hotline.tree) if EMBEDDED in hotline.languages[tag].voices]
    unspoken = [tag for tag in in_order(hotline.tree) if tag not in tags]
    names = {tag: language_name(tag, language()) for tag in (*tags, *unspoken)}
    open_ = [tag for tag in tags if tag in LANGUAGES or typed.get(tag)]
    places = (RINGING, WELCOME, *asked_for(hotline.tree))
    return render_template(
        "notice_own.html",
        form=form,
        typed=typed,
        typed_in=[tag for tag, words in typed.items() if words],
        names=names,
        first=open_,
        more=[tag for tag in tags if tag not in open_],
        unspoken=unspoken,
        places={place: where_in_words(hotline, place) for place in places},
        ends=usual_ends(datetime.now(UTC)),
        other=OTHER,
        longest=LONGEST,
    )
