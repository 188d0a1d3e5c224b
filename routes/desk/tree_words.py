"""The tree in a coordinator's words: what kind a node is, and what leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.exits import Exit, How
from ivr.node import Node
from ivr.tree import Tree
from routes.desk.translation import _


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a node. node: where it begins; empty for what the tree itself does."""

    node: str
    how: str


def kind_of(node: Node) -> str:
    """What kind of node it is."""
    names = {
        "languages": _("page of languages"),
        "menu": _("menu"),
        "message": _("message"),
        "postcode": _("question for a postcode"),
        "transfer": _("transfer"),
        "whisper": _("heard by whoever picks up"),
        "verify": _("heard by whoever picks up"),
        "goodbye": _("the line closes"),
    }
    return names.get(node.kind, node.kind)


def ways_to(tree: Tree, name: str) -> list[Way]:
    """Everything that leads to a node, without the way back."""
    by_itself = [Way("", how) for goes, how in _by_itself(tree) if getattr(tree.goes, goes) == name]
    return by_itself + [
        Way(other, _how(way_out))
        for other, node in tree.nodes.items()
        for way_out in node.exits()
        if way_out.node == name and way_out.how is not How.BACK
    ]


def _by_itself(tree: Tree) -> Iterator[tuple[str, str]]:
    yield "start", _("a call begins")
    yield "person", _("key %(key)s everywhere", key=tree.keys.person)
    yield "quiet", _("key %(key)s everywhere", key=tree.keys.quiet)
    yield "farewell", _("nobody was reached, and the caller presses nothing more")
    yield "verify", _("a test call")


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
        How.WHISPER: _("somebody picks up"),
    }
    return names.get(way_out.how, way_out.how)
