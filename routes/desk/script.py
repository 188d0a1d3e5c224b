"""The script: everything that callers hear, in the order of the tree, beside the English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, abort, render_template, request, url_for

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.languages import signed, title
from routes.desk.script_view import (
    SPEAKERS,
    STATUSES,
    NodeView,
    ScriptView,
    prompt_in_every_language,
)
from routes.desk.session import logged_in
from routes.desk.translation import _, language
from routes.desk.tree_words import Way, kind_of, name_of, ways_to
from routes.operations.script.rows import HERE
from routes.operations.script.rows import page as printed_page

routes = Blueprint("script", __name__, static_folder=HERE / "static", static_url_path="/style")


@dataclass(frozen=True, slots=True)
class NodeSection:
    """A node on the page. kind: in words. ways: what leads to it."""

    view: NodeView
    title: str
    kind: str
    ways: list[Way]


@routes.get("/script")
def page() -> str:
    """One language, filtered by ?language= and ?status=."""
    hotline = the_hotline()
    titles = _titles(hotline)
    chosen = request.args.get("language", "")
    if chosen not in titles:
        chosen = _usual_language(titles)
    status = request.args.get("status", "")
    nodes = list(_filtered(ScriptView(hotline, chosen).nodes(), status))
    prompts = [prompt for node in nodes for prompt in node.prompts]
    return render_template(
        "script.html",
        chosen=chosen,
        status=status,
        statuses=STATUSES,
        speakers=SPEAKERS,
        titles=titles,
        signed=signed(hotline, chosen),
        sections=[_section(hotline, node, chosen) for node in nodes],
        node_name=name_of,
        count=len(prompts),
        wanting=sum(prompt.wanting for prompt in prompts),
    )


@routes.get("/script/<prompt>")
def one(prompt: str) -> str:
    """One prompt in every language that says it."""
    hotline = the_hotline()
    titles = _titles(hotline)
    prompts = [
        view for view in prompt_in_every_language(hotline, prompt) if view.language in titles
    ]
    if not prompts:
        abort(404)
    return render_template(
        "prompt.html",
        prompts=prompts,
        titles=titles,
        statuses=STATUSES,
        speakers=SPEAKERS,
    )


@routes.get("/print/<chosen>")
def printed(chosen: str) -> str:
    """The script of a language on paper, for a native speaker: the newest texts, also unsigned
    ones.
    """
    hotline = the_hotline()
    if chosen not in _titles(hotline):
        abort(404)
    style = url_for("script.static", filename="script.css")
    return printed_page(hotline, chosen, _, language(), style)


def _usual_language(titles: Mapping[str, str]) -> str:
    """The language of the page, else another one that this person reads. English only where there
    is no other one: it stands beside every language.
    """
    preferred = (language(), "nl", *sorted(titles))
    others = (tag for tag in preferred if tag in titles and tag != SOURCE_LANGUAGE)
    return next(others, SOURCE_LANGUAGE)


def _titles(hotline: Hotline) -> dict[str, str]:
    """Tag -> title of each language that this person reads, in the order of the titles. Refuses a
    reviewer of languages that are not here any more.
    """
    here = logged_in()
    titles = {tag: title(hotline, tag) for tag in hotline.whole.offered if here and here.reads(tag)}
    if not titles:
        abort(403)
    return dict(sorted(titles.items(), key=lambda tag_and_title: tag_and_title[1]))


def _filtered(nodes: Iterator[NodeView], status: str) -> Iterator[NodeView]:
    """Only the prompts of a status, and only nodes that have some. An unknown status shows all."""
    for node in nodes:
        if status not in STATUSES:
            yield node
        elif prompts := tuple(prompt for prompt in node.prompts if status in prompt.statuses):
            yield replace(node, prompts=prompts, repeated=())


def _section(hotline: Hotline, view: NodeView, chosen: str) -> NodeSection:
    """Some prompts belong to no node: the tree says them everywhere, or in its fallback."""
    if view.node == "(everywhere)":
        after = _("after silence, a wrong key or a fault")
        return NodeSection(view, _("Everywhere"), after, [])
    if view.node == "(fallback)":
        down = _("on a day on which the server is down")
        return NodeSection(view, _("Fallback"), down, [])
    if view.node == "(notices)":
        return NodeSection(view, _("Notices"), _("while a notice is on air"), [])
    tree = hotline.whole
    kind = kind_of(tree.nodes[view.node])
    return NodeSection(view, name_of(view.node), kind, ways_to(tree, view.node, chosen))
