"""The script: everything that callers hear, in the order of the tree, beside the English."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, abort, render_template, request, url_for

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.languages import signed, title
from routes.desk.script_view import SPEAKERS, STATUSES, Part, Reader, prompt_in_every_language
from routes.desk.translation import _, language
from routes.desk.tree_words import Way, kind_of, ways_to
from routes.operations.script.rows import HERE
from routes.operations.script.rows import page as printed_page

routes = Blueprint("script", __name__, static_folder=HERE / "static", static_url_path="/style")


@routes.get("/script")
def page() -> str:
    """One language, filtered by ?language= and ?status=."""
    hotline = the_hotline()
    chosen, status = request.args.get("language", ""), request.args.get("status", "")
    chosen = chosen if chosen in hotline.whole.offered else _usual(hotline)
    parts = list(_filtered(Reader(hotline, chosen).parts(), status))
    return render_template(
        "script.html",
        chosen=chosen,
        status=status,
        statuses=STATUSES,
        speakers=SPEAKERS,
        choices=_choices(hotline),
        signed=signed(hotline, chosen),
        parts=[(part, *_about(hotline, part.node)) for part in parts],
        count=sum(len(part.rows) for part in parts),
        wanting=sum(row.wanting for part in parts for row in part.rows),
    )


@routes.get("/script/<prompt>")
def one(prompt: str) -> str:
    """One prompt in every language that says it."""
    hotline = the_hotline()
    rows = prompt_in_every_language(hotline, prompt)
    if not rows:
        abort(404)
    return render_template(
        "prompt.html",
        prompt=prompt,
        rows=rows,
        titles=_choices(hotline),
        statuses=STATUSES,
        speakers=SPEAKERS,
    )


@routes.get("/print/<chosen>")
def printed(chosen: str) -> str:
    """The script of a language on paper, for a native speaker: the newest texts, also unsigned
    ones.
    """
    hotline = the_hotline()
    if chosen not in hotline.whole.offered:
        abort(404)
    return printed_page(
        hotline, chosen, _, language(), url_for("script.static", filename="script.css")
    )


def _usual(hotline: Hotline) -> str:
    """The language of the page, if callers have it and it is not the English that stands beside."""
    wanted = (language(), "nl", *sorted(hotline.whole.offered))
    return next(one for one in wanted if one in hotline.whole.offered and one != SOURCE_LANGUAGE)


def _choices(hotline: Hotline) -> dict[str, str]:
    return dict(
        sorted(
            ((tag, title(hotline, tag)) for tag in hotline.whole.offered), key=lambda one: one[1]
        )
    )


def _filtered(parts: Iterator[Part], status: str) -> Iterator[Part]:
    """Only the prompts of a status; without what has none of them. An unknown status filters
    nothing.
    """
    if status not in STATUSES:
        yield from parts
        return
    for part in parts:
        if rows := tuple(row for row in part.rows if status in row.statuses):
            yield replace(part, rows=rows, again=())


def _about(hotline: Hotline, name: str) -> tuple[str, str, list[Way]]:
    """Title, kind and ways of a node, or of what is said in no node of its own."""
    if name == "(everywhere)":
        return _("Everywhere"), _("after silence, a wrong key or a fault"), []
    if name == "(fallback)":
        return _("Fallback"), _("on a day on which the server is down"), []
    return name, kind_of(hotline.whole.nodes[name]), ways_to(hotline.whole, name)
