"""The tree in a coordinator's words: what kind a node is, and what leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass

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
        "Languages": _("page of languages"),
        "Menu": _("menu"),
        "Message": _("message"),
        "Postcode": _("question for a postcode"),
        "Transfer": _("transfer"),
        "Whisper": _("heard by whoever picks up"),
        "Verify": _("heard by whoever picks up"),
        "Goodbye": _("the line closes"),
    }
    return names.get(type(node).__name__, type(node).__name__)


def ways_to(tree: Tree, name: str) -> list[Way]:
    """Everything that leads to a node, without the way back."""
    by_itself = [Way("", how) for goes, how in _by_itself(tree) if getattr(tree.goes, goes) == name]
    return by_itself + [
        Way(other, _how(how))
        for other, node in tree.nodes.items()
        for how, to in node.targets().items()
        if to == name and how != "back_to"
    ]


def _by_itself(tree: Tree) -> Iterator[tuple[str, str]]:
    yield "start", _("a call begins")
    yield "person", _("key %(key)s everywhere", key=tree.keys.person)
    yield "quiet", _("key %(key)s everywhere", key=tree.keys.quiet)
    yield "farewell", _("nobody was reached, and the caller presses nothing more")
    yield "verify", _("a test call")


def _how(how: str) -> str:
    if how.startswith("key "):
        return _("key %(key)s", key=how.removeprefix("key "))
    names = {
        "goes": _("a language was chosen"),
        "stays": _("the caller stays on the line"),
        "exhausted": _("the caller presses nothing"),
        "a postcode": _("a postcode was typed"),
        "somebody took the call": _("after a conversation"),
        "nobody answered": _("nobody answered"),
        "whisper": _("somebody picks up"),
    }
    return names.get(how, how)
