"""The tree in a coordinator's words: what kind a node is, and what leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.exits import Exit, How
from ivr.node import Node
from ivr.tree import Tree
from routes.desk.translation import _
from routes.translations import N_


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a node. node: where it begins; empty where it is the tree itself."""

    node: str
    how: str


NODES = {
    "languages": N_("choice of language"),
    "main": N_("main menu"),
    "danger": N_("in danger now"),
    "speak": N_("speaking to someone"),
    "postcode": N_("typing a postcode"),
    "person": N_("put through to a person"),
    "helpline": N_("put through to the helpline"),
    "police": N_("put through to the police"),
    "whisper": N_("what the person who picks up hears"),
    "verify": N_("what is heard in a test call"),
    "nobody": N_("nobody answered"),
    "nobody_in_danger": N_("nobody answered in danger"),
    "ended": N_("after a conversation"),
    "signs": N_("warning signs"),
    "safety": N_("staying safe"),
    "general": N_("staying safe, in general"),
    "housing": N_("a place to stay"),
    "transport": N_("transport"),
    "trafficking": N_("what trafficking is"),
    "definition": N_("the definition"),
    "perpetrators": N_("who does it"),
    "begging": N_("forced begging"),
    "quiet": N_("leaving quietly"),
    "goodbye": N_("goodbye"),
    "farewell": N_("goodbye after nobody was reached"),
}
"""The nodes that are shipped -> what a coordinator calls them."""
_BESIDE = {
    "(everywhere)": N_("Everywhere"),
    "(fallback)": N_("Fallback"),
    "(notices)": N_("Notices"),
}
"""Where texts are said that belong to no node."""


def name_of(node: str) -> str:
    """A node in words; its name in the file where there are none for it."""
    known = {**NODES, **_BESIDE}
    return _(known[node]) if node in known else node


def kind_of(node: Node) -> str:
    """The kind of a node, in words."""
    names = {
        "languages": _("page of languages"),
        "menu": _("menu"),
        "message": _("message"),
        "postcode": _("question for a postcode"),
        "transfer": _("transfer"),
        "whisper": _("heard by the person who picks up"),
        "verify": _("heard by the person who picks up"),
        "goodbye": _("the line closes"),
    }
    return names.get(node.kind, node.kind)


def ways_to(tree: Tree, name: str, language: str) -> list[Way]:
    """Everything that leads callers in a language to a node, except the way back."""
    ways = [Way("", how) for node, how in _of_the_tree(tree) if node == name]
    reached = tree.reach(language)
    for other in (one for one in tree.nodes if one in reached):
        for way_out in tree.ways_out(other, language):
            if way_out.node == name and way_out.how is not How.BACK:
                ways.append(Way(other, _how(way_out)))
    return ways


def _of_the_tree(tree: Tree) -> Iterator[tuple[str, str]]:
    """The nodes that the tree itself leads to, and how."""
    yield tree.goes.start, _("a call begins")
    yield tree.goes.person, _("key %(key)s everywhere", key=tree.keys.person)
    yield tree.goes.quiet, _("key %(key)s everywhere", key=tree.keys.quiet)
    yield tree.goes.farewell, _("nobody was reached, and the caller presses nothing more")
    yield tree.goes.verify, _("a test call")


def _how(way_out: Exit) -> str:
    if way_out.key:
        return _("key %(key)s", key=way_out.key)
    names = {
        How.LANGUAGE: _("a language was chosen"),
        How.STAYS: _("the caller stays on the line"),
        How.EXHAUSTED: _("the caller presses nothing"),
        How.POSTCODE: _("a postcode was typed"),
        How.CONVERSATION: _("after a conversation"),
        How.NOBODY: _("nobody answered"),
        How.WHISPER: _("a person picks up"),
    }
    return names.get(way_out.how, way_out.how)
