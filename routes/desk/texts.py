"""Texts: everything that callers hear, in the order of the tree, beside the English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, abort, render_template, request, url_for

from prompts.catalogue import SOURCE_LANGUAGE
from routes.call.hotline import Hotline, the_hotline
from routes.desk.editing import the_publishing
from routes.desk.languages import signed, title
from routes.desk.script_view import (
    SPEAKERS,
    STATUSES,
    WANTING,
    NodeView,
    PromptView,
    ScriptView,
    prompt_in_every_language,
)
from routes.desk.session import logged_in
from routes.desk.text_names import text_name
from routes.desk.translation import _, language
from routes.desk.tree_words import Way, kind_of, name_of, ways_to
from routes.operations.script.rows import HERE
from routes.operations.script.rows import page as printed_page
from routes.releases import rows
from routes.releases.entities import Text, entity_of
from routes.translations import N_

routes = Blueprint("texts", __name__, static_folder=HERE / "static", static_url_path="/style")

AT_ONCE = 8
"""Texts that a search shows on a page."""
_MORE_STATUSES = {
    "wanting": N_("what needs somebody"),
    "drafted": N_("what is changed and not published"),
}
"""Further choices beside the statuses -> in words."""


@dataclass(frozen=True, slots=True)
class NodeSection:
    """A node on the page. kind: in words. ways: what leads to it."""

    view: NodeView
    title: str
    kind: str
    ways: list[Way]


@routes.get("/texts")
def page() -> str:
    """One language: by place in the tree, or what is found by ?q= and ?status=."""
    hotline = the_hotline()
    titles = _titles(hotline)
    chosen = request.args.get("language", "")
    if chosen not in titles:
        chosen = _usual_language(titles)
    status, words = request.args.get("status", ""), request.args.get("q", "").strip()
    drafted = _drafted(chosen)
    found = Search(words, status, drafted)
    everything = list(ScriptView(hotline, chosen).nodes())
    nodes = list(_filtered(everything, found)) if found.narrows else everything
    shown, more = _first(nodes, _number("from")) if found.narrows else (nodes, 0)
    prompts = [prompt for node in nodes for prompt in node.prompts]
    return render_template(
        "texts.html",
        chosen=chosen,
        found=found,
        statuses={**_MORE_STATUSES, **STATUSES},
        names=STATUSES,
        speakers=SPEAKERS,
        titles=titles,
        signed=signed(hotline, chosen),
        sections=[_section(hotline, node, chosen) for node in shown],
        node_name=name_of,
        name_of=lambda prompt: text_name(hotline, prompt).words,
        count=len(prompts),
        wanting=sum(prompt.wanting for prompt in prompts),
        drafted=drafted,
        former={prompt for tag, prompt in hotline.former if tag == chosen},
        more=more,
    )


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. words: in a text, its English or its name. drafted: prompts with a change
    that waits.
    """

    words: str
    status: str
    drafted: frozenset[str]

    @property
    def narrows(self) -> bool:
        """Whether not everything is shown. An unknown status shows all."""
        return bool(self.words) or self.status in {**_MORE_STATUSES, **STATUSES}

    def finds(self, prompt: PromptView) -> bool:
        """Whether a prompt is shown."""
        return self._has_status(prompt) and self._has_words(prompt)

    def _has_status(self, prompt: PromptView) -> bool:
        if self.status == "drafted":
            return prompt.prompt in self.drafted
        if self.status == "wanting":
            return prompt.wanting
        return self.status not in STATUSES or self.status in prompt.statuses

    def _has_words(self, prompt: PromptView) -> bool:
        wanted = self.words.casefold()
        said = (one.words for one in (*prompt.wordings, *prompt.english))
        return any(wanted in one.casefold() for one in (prompt.prompt, prompt.newer, *said))


@routes.get("/texts/<prompt>")
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
        name=text_name(hotline, prompt),
        titles=titles,
        names=STATUSES,
        wanting=WANTING,
        offered=hotline.tree.offered,
    )


@routes.get("/print/<chosen>")
def printed(chosen: str) -> str:
    """The script of a language on paper, for a native speaker: the newest texts, also unsigned
    ones.
    """
    hotline = the_hotline()
    if chosen not in _titles(hotline):
        abort(404)
    style = url_for("texts.static", filename="script.css")
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


def _drafted(language: str) -> frozenset[str]:
    """The prompts of a language with a change that waits. Raises DeskDown."""
    entities = (entity_of(one.entity) for one in the_publishing().store.do(rows.drafts))
    texts = (one for one in entities if isinstance(one, Text))
    return frozenset(one.prompt for one in texts if one.language == language)


def _number(name: str) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 5 else 0


def _filtered(nodes: list[NodeView], found: Search) -> Iterator[NodeView]:
    """Only the prompts that are looked for, and only nodes that have some."""
    for node in nodes:
        if prompts := tuple(prompt for prompt in node.prompts if found.finds(prompt)):
            yield replace(node, prompts=prompts, repeated=())


def _first(nodes: list[NodeView], begin: int) -> tuple[list[NodeView], int]:
    """As many prompts as a page shows from one on, and where the next page begins; 0 for none."""
    place, shown = 0, []
    for node in nodes:
        here = tuple(
            prompt for at, prompt in enumerate(node.prompts, place) if begin <= at < begin + AT_ONCE
        )
        place += len(node.prompts)
        if here:
            shown.append(replace(node, prompts=here))
    return shown, begin + AT_ONCE if place > begin + AT_ONCE else 0


def _section(hotline: Hotline, view: NodeView, chosen: str) -> NodeSection:
    """Some prompts belong to no node: the tree says them everywhere, or in its fallback."""
    if view.node == "(everywhere)":
        after = _("after silence, a wrong key or a fault")
        return NodeSection(view, name_of(view.node), after, [])
    if view.node == "(fallback)":
        down = _("on a day on which the server is down")
        return NodeSection(view, name_of(view.node), down, [])
    if view.node == "(notices)":
        return NodeSection(view, name_of(view.node), _("while a notice is on air"), [])
    tree = hotline.whole
    kind = kind_of(tree.nodes[view.node])
    return NodeSection(view, name_of(view.node), kind, ways_to(tree, view.node, chosen))
